"""Mutated zips: opened as the program opens them, judged row by row by a zip reader and a CSV parser of our own."""

import io
import random
import struct
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.roster import RosterReading
from ilp_desktop.roster.mapped import read_table
from ilp_desktop.roster.oneroster import open_roster
from torture import exports
from torture.cases import Case, Found
from torture.csvs import Files
from torture.exports import EXPORTS
from torture.judging import judged
from torture.mutations import bent
from torture.parser import records
from torture.samples import ONEROSTER_1_1, ONEROSTER_1_2

Read = Callable[[Path], RosterReading]

_END, _CENTRAL, _LOCAL = b"PK\x05\x06", b"PK\x01\x02", b"PK\x03\x04"
_ODD = (0, 1, 2, 7, 8, 9, 12, 0x7F, 0xFF, 0x7FFF, 0xFFFE, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF)
# Where the fields of the three records lie: offset and size.
_FIELDS: dict[bytes, tuple[tuple[int, int], ...]] = {
    _END: ((4, 2), (6, 2), (8, 2), (10, 2), (12, 4), (16, 4), (20, 2)),
    _CENTRAL: (
        (4, 2), (6, 2), (8, 2), (10, 2), (16, 4), (20, 4), (24, 4), (28, 2), (30, 2), (32, 2), (34, 2), (38, 4), (42, 4),
    ),
    _LOCAL: ((4, 2), (6, 2), (8, 2), (14, 4), (18, 4), (22, 4), (26, 2), (28, 2)),
}  # fmt: skip


_PARTS = (
    "orgs",
    "sessions",
    "courses",
    "classes",
    "people",
    "enrollments",
    "relations",
    "results",
    "assignments",
    "deletions",
)


_KNOWN = frozenset(name.lower() for name in (*ONEROSTER_1_1, *ONEROSTER_1_2))


class _Unseekable(io.RawIOBase):
    """What a zip is written to when its sizes come after the contents."""

    def __init__(self) -> None:
        self.written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, content: object) -> int:
        raw = bytes(content)  # pyright: ignore[reportArgumentType] # whatever holds bytes
        self.written += raw
        return len(raw)


def zipped(files: Files, chance: random.Random) -> bytes:
    """Pack files in one of the ways in which programs do."""
    out: _Unseekable | io.BytesIO = _Unseekable() if chance.random() < 0.2 else io.BytesIO()
    folder = chance.choice(("", "", "", "roster/", "Export 2026/"))
    method = chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.comment = chance.choice((b"", b"", b"made by a program"))
        for name, raw in files.items():
            with archive.open(zipfile.ZipInfo(folder + name), "w", force_zip64=chance.random() < 0.1) as member:
                member.write(raw)
    return bytes(out.written) if isinstance(out, _Unseekable) else out.getvalue()


def _bent_field(raw: bytes, chance: random.Random) -> bytes:
    mark = chance.choice((_END, _CENTRAL, _CENTRAL, _LOCAL, _LOCAL))
    places = [at for at in range(len(raw)) if raw.startswith(mark, at)]
    if not places:
        return raw
    offset, size = chance.choice(_FIELDS[mark])
    at = chance.choice(places) + offset
    value = int.from_bytes(raw[at : at + size], "little")
    bits = 8 * size
    new = chance.choice((*_ODD, value + 1, value - 1, value * 2, value ^ 1 << chance.randrange(bits)))
    # Sometimes with what the same field says of another file: two that overlap.
    if chance.random() < 0.2:
        other = chance.choice(places) + offset
        new = int.from_bytes(raw[other : other + size], "little")
    return raw[:at] + (new % (1 << bits)).to_bytes(size, "little") + raw[at + size :]


def _bent_byte(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(raw))
    return (
        raw[:at] + bytes([chance.choice((raw[at] ^ 1 << chance.randrange(8), chance.randrange(256)))]) + raw[at + 1 :]
    )


def _bent_length(raw: bytes, chance: random.Random) -> bytes:
    at, span = chance.randrange(len(raw)), chance.choice((1, 2, 4, 22, 100))
    return chance.choice(
        (
            raw[:at],
            raw[at:],
            raw[:at] + raw[at + span :],
            raw[:at] + chance.randbytes(span) + raw[at:],
            raw + raw,
            raw[:at] + raw,
        )
    )


def is_workbook(number: int) -> bool:
    """Whether a case is an Excel workbook: every fourth."""
    return number % 4 == 3


@cache
def workbook() -> bytes:
    """Return the first of the exports as a workbook, every cell a text."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None
    for record in records(EXPORTS[0].text, ","):
        page.append(record.cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def bytes_of(number: int) -> bytes:
    """Return the zip of a case."""
    chance = random.Random(f"zip {number}")
    raw = workbook() if is_workbook(number) else _roster(chance)
    for _ in range(chance.choice((0, 1, 1, 1, 2, 3))):
        lot = chance.random()
        raw = (_bent_field if lot < 0.6 else _bent_byte if lot < 0.85 else _bent_length)(raw, chance)
        if not raw:
            break
    return raw


def _roster(chance: random.Random) -> bytes:
    sample = chance.choice((ONEROSTER_1_1, ONEROSTER_1_2))
    files = {name: text.encode() for name, text in sample.items()}
    if chance.random() < 0.15:
        name = chance.choice(sorted(files))
        files[name] = bent(files[name], chance)
    return zipped(files, chance)


def unpacked(raw: bytes) -> Files:
    """Read a zip by hand: the directory at its end decides, contents are checked. Raises ValueError, zlib.error, struct.error.

    Only what calls itself one of a roster's files is unpacked: nothing else is looked at by anybody.
    """
    end = raw.rfind(_END)
    if end < 0:
        raise ValueError("no end")
    size, start = struct.unpack_from("<II", raw, end + 12)
    # Whatever stands before the archive moves it as a whole.
    moved = end - size - start
    if moved < 0:
        raise ValueError("the directory lies outside")
    at, found = start + moved, Files()
    entries: dict[str, tuple[int, bytes, int, int, int, int]] = {}
    while at < end:
        if not raw.startswith(_CENTRAL, at):
            raise ValueError("no entry")
        flags, method = struct.unpack_from("<HH", raw, at + 8)
        crc, packed, whole, names, extra, note = struct.unpack_from("<IIIHHH", raw, at + 16)
        (offset,) = struct.unpack_from("<I", raw, at + 42)
        name = raw[at + 46 : min(end, at + 46 + names)]
        at += 46 + names + extra + note
        entries[name.decode("utf-8" if flags & 0x800 else "cp437").replace("\\", "/")] = (
            offset + moved,
            name,
            method,
            packed,
            whole,
            crc,
        )
    homes = [path.removesuffix("users.csv") for path in entries if path.lower().endswith("users.csv")]
    home = min(homes, key=lambda folder: folder.count("/"))
    for path, (place, name, method, packed, whole, crc) in entries.items():
        plain = path.removeprefix(home)
        if path.startswith(home) and plain.lower() in _KNOWN:
            found[plain] = _content(raw, place, name, method, packed)
            if len(found[plain]) != whole or zlib.crc32(found[plain]) != crc:
                raise ValueError(f"{plain} is not what was packed")
    return found


def _content(raw: bytes, at: int, name: bytes, method: int, packed: int) -> bytes:
    if not raw.startswith(_LOCAL, at):
        raise ValueError("no file")
    names, extra = struct.unpack_from("<HH", raw, at + 26)
    if raw[at + 30 : at + 30 + names] != name:
        raise ValueError("two names")
    piece = raw[at + 30 + names + extra :][:packed]
    return zlib.decompress(piece, -15) if method == zipfile.ZIP_DEFLATED else piece


def read(path: Path) -> RosterReading:
    """Read a zip as an import does. Raises OfficeError."""
    with open_roster(path) as roster:
        reading = roster.streamed()
        # Whatever is gone through again is read from the zip again, so before it is closed.
        kept = {part: tuple(getattr(reading.roster, part)) for part in _PARTS}
        return replace(reading, roster=replace(reading.roster, **kept))


def case_of(read_zip: Read, bend: Callable[[RosterReading], RosterReading] = lambda reading: reading) -> Case:
    """Return the trial of one case; ``bend`` makes a careless reader of a careful one, as the control."""

    def case(number: int) -> Found:
        raw = bytes_of(number)
        with tempfile.NamedTemporaryFile(suffix=".xlsx" if is_workbook(number) else ".zip") as file:
            file.write(raw)
            file.flush()
            started = time.process_time()
            try:
                path = Path(file.name)
                reading = read_table(path, EXPORTS[0].mapping) if is_workbook(number) else read_zip(path)
            except OfficeError as refused:
                return Found(refused.code, (), time.process_time() - started)
            seconds = time.process_time() - started
        return Found("", tuple(_wrong(number, raw, bend(reading))), seconds)

    return case


def _wrong(number: int, raw: bytes, reading: RosterReading) -> list[str]:
    if is_workbook(number):
        # Every part has a checksum, so that what is read is what was packed, or less.
        return exports.judged(EXPORTS[0].text.encode(), EXPORTS[0], reading)
    try:
        files = unpacked(raw)
    except (ValueError, zlib.error, struct.error) as error:
        return [f"was read, and by hand it is {error}"]
    return judged(files, reading)


case = case_of(read)
