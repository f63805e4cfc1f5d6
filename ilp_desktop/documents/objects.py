"""The few kinds of object a PDF is made of, and the one write that makes the file.

Why not a library's canvas: docs/decisions/0004-documents-own-writer.md. Equal input gives equal bytes: no clock, no chance.
"""

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

Value: TypeAlias = "str | int | float | bool | bytes | Raw | Reference | Mapping[str, Value] | Sequence[Value]"
"""A ``str`` is a name; text for people is ``text(…)``; ``bytes`` is a string as it stands; ``Raw`` is ready PDF."""


@dataclass(frozen=True, slots=True)
class Reference:
    """An object of this file, by its number."""

    number: int


@dataclass(frozen=True, slots=True)
class Raw:
    """Bytes that are PDF already."""

    pdf: bytes


def text(value: str) -> Raw:
    """Return text for people as a PDF string: ASCII as it stands, anything else in UTF-16."""
    if value.isascii() and value.isprintable():
        return Raw(b"(" + value.encode().replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b")")
    return Raw(b"<FEFF" + value.encode("utf-16-be").hex().upper().encode() + b">")


@lru_cache(maxsize=4096)  # a page says the same measures over and over
def number(value: float) -> str:
    """Return a number as short as a page needs it: thousandths of a point."""
    short = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if short in {"-0", ""} else short


def written(value: Value) -> bytes:  # noqa: PLR0911 - one return for each kind of value
    """Return a value as PDF."""
    if isinstance(value, Raw):
        return value.pdf
    if isinstance(value, Reference):
        return b"%d 0 R" % value.number
    if isinstance(value, str):
        return b"/" + value.encode()
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if isinstance(value, (int, float)):
        return number(value).encode()
    if isinstance(value, bytes):
        return b"<" + value.hex().upper().encode() + b">"
    if isinstance(value, Mapping):
        return b"<<" + b" ".join([b"/%s %s" % (key.encode(), written(item)) for key, item in value.items()]) + b">>"
    return b"[" + b" ".join([written(item) for item in value]) + b"]"


def pack(content: bytes) -> bytes:
    """Return a stream's content compressed."""
    return zlib.compress(content, 1)  # 3 takes half as long again for 4 % less, 6 three times as long for 11 %


class PdfFile:
    """Objects on their way to one file. Numbers are given out in order; ``reserve`` gives one before its object is known."""

    def __init__(self) -> None:
        self._objects: list[bytes | None] = []

    def reserve(self) -> Reference:
        """Give out a number whose object follows with ``put``."""
        self._objects.append(None)
        return Reference(len(self._objects))

    def put(self, reference: Reference, value: Value) -> Reference:
        """Say what a reserved number stands for."""
        self._objects[reference.number - 1] = written(value)
        return reference

    def add(self, value: Value) -> Reference:
        """Add an object and return its reference."""
        return self.put(self.reserve(), value)

    def stream(self, content: bytes, entries: Mapping[str, Value] | None = None, *, packed: bool = True) -> Reference:
        """Add a stream, compressed unless a reader must find it plain."""
        return self.ready_stream(pack(content), entries) if packed else self._stream(content, dict(entries or {}))

    def ready_stream(self, packed: bytes, entries: Mapping[str, Value] | None = None) -> Reference:
        """Add a stream that ``pack`` has compressed before."""
        return self._stream(packed, {**(entries or {}), "Filter": "FlateDecode"})

    def _stream(self, content: bytes, head: dict[str, Value]) -> Reference:
        head["Length"] = len(content)
        return self.add(Raw(written(head) + b"\nstream\n" + content + b"\nendstream"))

    def file(self, root: Reference, information: Reference) -> bytes:
        """Return the whole file: header, objects one after the other, one cross-reference table, one end."""
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        places: list[int] = []
        for n, body in enumerate(self._objects, start=1):
            assert body is not None, f"object {n} was reserved and never said"
            places.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (n, body)
        start = len(out)
        mark = hashlib.sha256(out).digest()[:16]
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join([b"%010d 00000 n \n" % place for place in places])
        trailer: dict[str, Value] = {"Size": len(places) + 1, "Root": root, "Info": information, "ID": [mark, mark]}
        out += b"trailer\n" + written(trailer) + b"\nstartxref\n%d\n%%%%EOF\n" % start
        return bytes(out)
