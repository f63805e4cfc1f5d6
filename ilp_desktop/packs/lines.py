"""Where in a TOML file a key stands: the standard library reads values and forgets their lines."""

import re

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*=""")
_INLINE = re.compile(r"""(?:[{,]\s*)([A-Za-z0-9_-]+|"[^"]*"|'[^']*')\s*=""")
_LONG = ('"""', "'''")


class Lines:
    """The line of every key of one file, by the dotted path that people find it by (``clauses[2].window.each``)."""

    def __init__(self, text: str) -> None:
        self._lines: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        self._walk(text)

    def of(self, path: str) -> int:
        """Return a key's line, from 1; that of what holds it where the key itself is not there."""
        while path and path not in self._lines:
            path = path.rpartition(".")[0]
        return self._lines.get(path, 1)

    def _walk(self, text: str) -> None:
        where, inside = "", ""
        for number, line in enumerate(text.split("\n"), 1):
            if inside:  # a text of several lines: nothing in it is a key
                inside = "" if inside in line else inside
                continue
            header = _HEADER.match(line)
            if header:
                where = self._entered(header.group(2), number, listed=header.group(1) == "[[")
                continue
            key = _KEY.match(line)
            base = where
            if key:
                base = self._note(where, _bare(key.group(1)), number)
            for inner in _INLINE.findall(line):
                self._note(base, _bare(inner), number)
            inside = next((mark for mark in _LONG if line.count(mark) % 2), "")

    def _entered(self, name: str, number: int, *, listed: bool) -> str:
        """Return the path of the table that a header opens; one of a list has its place in the list."""
        parts = [_bare(part) for part in name.split(".")]
        path = ""
        for at, part in enumerate(parts):
            path = f"{path}.{part}" if path else part
            if listed and at == len(parts) - 1:
                self._numbers[path] = self._numbers.get(path, 0) + 1
            if path in self._numbers:
                path = f"{path}[{self._numbers[path]}]"
        self._lines.setdefault(path, number)
        return path

    def _note(self, where: str, key: str, number: int) -> str:
        path = f"{where}.{key}" if where else key
        self._lines.setdefault(path, number)
        return path


def _bare(key: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in key.split("."))
