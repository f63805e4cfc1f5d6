"""Where in a TOML file a key stands: the standard library reads values and forgets their lines."""

import re

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_QUOTED = re.compile(r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'', re.DOTALL)
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_PLAIN = re.compile(r"[^,\]}#\n]+")


class Lines:
    """The line of every key of one file, by the dotted path that people find it by (``clauses[2].window.each``).

    It is given text that the standard library has read already, so it looks for places and judges nothing.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._lines: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        self._walked = False

    def of(self, path: str) -> int:
        """Return a key's line, from 1; that of what holds it where the key itself is not there."""
        if not self._walked:  # only a mistake, or an example, ever asks
            self._walked = True
            self._walk()
        while path and path not in self._lines:
            path = path.rpartition(".")[0]
        return self._lines.get(path, 1)

    def _walk(self) -> None:
        where = ""
        while self._skip():
            if self._text[self._at] == "[":
                where = self._header()
            else:
                self._pair(where)

    def _skip(self) -> bool:
        """Go past blanks and remarks; False at the end."""
        blank = _BLANK.match(self._text, self._at)
        self._at = blank.end() if blank else self._at
        return self._at < len(self._text)

    def _key(self) -> list[str]:
        """Read a key, which may be dotted, and go past it."""
        parts: list[str] = []
        while self._skip():
            found = _QUOTED.match(self._text, self._at) or _BARE.match(self._text, self._at)
            if found is None:
                break
            parts.append(found.group().strip("\"'"))
            self._at = found.end()
            self._skip()
            if self._at >= len(self._text) or self._text[self._at] != ".":
                break
            self._at += 1
        return parts

    def _header(self) -> str:
        """Read a table's header and return its path; a table of a list has its place in the list."""
        line = self._line()
        listed = self._text.startswith("[[", self._at)
        self._at += 2 if listed else 1
        parts = self._key()
        self._at += 2 if listed else 1
        path = ""
        for at, part in enumerate(parts):
            path = f"{path}.{part}" if path else part
            if listed and at == len(parts) - 1:
                self._lines.setdefault(path, line)
                self._numbers[path] = self._numbers.get(path, 0) + 1
            if path in self._numbers:
                path = f"{path}[{self._numbers[path]}]"
            self._lines.setdefault(path, line)
        return path

    def _pair(self, where: str) -> None:
        """Read a key and its value."""
        self._skip()
        line = self._line()
        for part in self._key():
            where = f"{where}.{part}" if where else part
            self._lines.setdefault(where, line)
        self._at += 1  # the equals sign
        self._value(where)

    def _value(self, path: str) -> None:
        self._skip()
        if self._at >= len(self._text):
            return
        if self._text[self._at] == "[":
            self._many(path, "]")
        elif self._text[self._at] == "{":
            self._many(path, "}")
        else:
            found = _QUOTED.match(self._text, self._at) or _PLAIN.match(self._text, self._at)
            self._at = found.end() if found else self._at + 1

    def _many(self, path: str, ends: str) -> None:
        """Read a list or a table in one line, with the lines of what is inside."""
        self._at += 1
        number = 0
        while self._skip() and self._text[self._at] != ends:
            number += 1
            if ends == "]":
                self._lines.setdefault(f"{path}[{number}]", self._line())
                self._value(f"{path}[{number}]")
            else:
                self._pair(path)
            if self._skip() and self._text[self._at] == ",":
                self._at += 1
        self._at += 1

    def _line(self) -> int:
        return self._text.count("\n", 0, self._at) + 1
