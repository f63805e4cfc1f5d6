"""Bends the bytes of a CSV file, the same way for the same seed."""

import codecs
import random
from collections.abc import Callable

_SPECIAL: tuple[bytes, ...] = (
    b'"', b'""', b"'", b",", b",,", b"\t", b";", b"|", b"\n", b"\r", b"\r\n", b"\n\n", b"\0", b"\x1a", b"\x1c", b"\x85",
    b"\xff", b"\x81", b"\xe9", b"\xc3", b"\xc2\xa0", b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80", b" ", b'",', b',"', b'"\n',
    b'\n"', b"=1+1", b"-1", b"tobedeleted", b"2026-02-30", b"13/13/2026", b"99999999999999999999", b"u1", b"g9", b"true",
    "\N{RIGHT-TO-LEFT OVERRIDE}".encode(), "İ".encode(), "ß".encode(), b"\\", b"\\,",
)  # fmt: skip

Bend = Callable[[bytes, random.Random], bytes]


def _place(raw: bytes, chance: random.Random) -> int:
    return chance.randrange(len(raw) + 1)


def _insert(raw: bytes, chance: random.Random) -> bytes:
    at = _place(raw, chance)
    return raw[:at] + chance.choice(_SPECIAL) + raw[at:]


def _replace(raw: bytes, chance: random.Random) -> bytes:
    at = _place(raw, chance)
    return raw[:at] + chance.choice(_SPECIAL) + raw[at + 1 :]


def _flip(raw: bytes, chance: random.Random) -> bytes:
    if not raw:
        return raw
    at = chance.randrange(len(raw))
    return raw[:at] + bytes([raw[at] ^ 1 << chance.randrange(8)]) + raw[at + 1 :]


def _any(raw: bytes, chance: random.Random) -> bytes:
    at = _place(raw, chance)
    return raw[:at] + chance.randbytes(chance.randrange(1, 5)) + raw[at:]


def _drop(raw: bytes, chance: random.Random) -> bytes:
    at = _place(raw, chance)
    return raw[:at] + raw[at + chance.choice((1, 1, 1, 2, 5, 40)) :]


def _cut(raw: bytes, chance: random.Random) -> bytes:
    return raw[: _place(raw, chance)]


def _again(raw: bytes, chance: random.Random) -> bytes:
    at = _place(raw, chance)
    piece = raw[at : at + chance.choice((1, 3, 20, 100))]
    to = _place(raw, chance)
    return raw[:to] + piece + raw[to:]


def _line_again(raw: bytes, chance: random.Random) -> bytes:
    lines = raw.splitlines(keepends=True) or [b""]
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(lines))
    return b"".join(lines)


def _lines_swapped(raw: bytes, chance: random.Random) -> bytes:
    lines = raw.splitlines(keepends=True) or [b""]
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def _cells_swapped(raw: bytes, chance: random.Random) -> bytes:
    cells = raw.split(b",")
    one, other = chance.randrange(len(cells)), chance.randrange(len(cells))
    cells[one], cells[other] = cells[other], cells[one]
    return b",".join(cells)


def _delimiter(raw: bytes, chance: random.Random) -> bytes:
    return raw.replace(b",", chance.choice((b"\t", b";", b"|", b", ", b",,")), chance.choice((-1, -1, 3)))


def _line_ends(raw: bytes, chance: random.Random) -> bytes:
    return raw.replace(b"\r\n", b"\n").replace(b"\n", chance.choice((b"\r", b"\r\n", b"\n\n", b"\r\r\n", b"")))


def _encoded(raw: bytes, chance: random.Random) -> bytes:
    text = raw.decode("utf-8", "replace")
    how = chance.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp1252", "latin-1", "cp437"))
    mark = codecs.BOM_UTF16_BE if how == "utf-16-be" and chance.random() < 0.5 else b""
    return mark + text.encode(how, "replace")


def _quotes(raw: bytes, chance: random.Random) -> bytes:
    return raw.replace(b'"', chance.choice((b"", b"'", b'""', b'"""')), chance.choice((-1, 1, 2)))


def _all_quoted(raw: bytes, chance: random.Random) -> bytes:
    del chance
    return b"\n".join(b'"' + line.replace(b'"', b"").replace(b",", b'","') + b'"' for line in raw.splitlines())


def _long(raw: bytes, chance: random.Random) -> bytes:
    at = _place(raw, chance)
    return (
        raw[:at]
        + chance.choice((b"A", b",", b'"', b" ", b"\n")) * chance.choice((200, 200, 3000, 3000, 3000, 140_000))
        + raw[at:]
    )


_OFTEN: tuple[Bend, ...] = (
    _insert,
    _replace,
    _flip,
    _any,
    _drop,
    _again,
    _line_again,
    _lines_swapped,
    _cells_swapped,
    _quotes,
)
_SELDOM: tuple[Bend, ...] = (_cut, _delimiter, _line_ends, _encoded, _all_quoted)


def bent(raw: bytes, chance: random.Random) -> bytes:
    """Bend a file one to six times."""
    for _ in range(chance.choice((1, 1, 2, 3, 4, 6))):
        lot = chance.random()
        how = _long if lot < 0.01 else chance.choice(_SELDOM if lot < 0.2 else _OFTEN)
        raw = how(raw, chance)
    return raw
