"""Files made to do harm: each is refused in words or read as what it holds, in bounded time and memory."""

import random
import resource
import shutil
import struct
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.roster.guessing import look
from ilp_desktop.roster.shapes import open_any, shape_of
from ilp_desktop.wording import sentence
from torture.cases import MOST_MIB
from torture.children import ChildError, in_child
from torture.exports import EXPORTS
from torture.lines import Line
from torture.samples import ONEROSTER_1_1

_MEBI = 1024 * 1024
MOST_SECONDS = 10.0
"""Of the processor's time; the longest of them is a line of a gigabyte, which is gone through once."""
_FILES = {name: text.encode() for name, text in ONEROSTER_1_1.items()}
_SHEET = "xl/worksheets/sheet1.xml"

Made = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Hostile:
    """One file: how it is made, and whether it must be refused (or may be read, as what it holds)."""

    name: str
    made: Made
    ending: str = ".zip"
    refused: bool = True


def _zip(extra: dict[str | zipfile.ZipInfo, bytes], files: dict[str, bytes] = _FILES) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in [*files.items(), *extra.items()]:
            archive.writestr(name, content)
    return out.getvalue()


def _entry(name: str, **fields: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    for key, value in fields.items():
        setattr(entry, key, value)
    return entry


def _plus(name: str, content: bytes = b"x", **fields: int) -> Made:
    return lambda path: _write(path, _zip({_entry(name, **fields) if fields else name: content}))


def _write(path: Path, raw: bytes) -> None:
    path.write_bytes(raw)


def _central(raw: bytes | bytearray, name: bytes) -> int:
    at = -1
    while True:
        at = raw.index(b"PK\x01\x02", at + 1)
        if raw[at + 46 : at + 46 + len(name)] == name:
            return at


def _lie(offset: int, form: str, value: int, *, add: bool = False, name: bytes = b"users.csv") -> Made:
    """Change one field of a file's entry in the directory."""

    def made(path: Path) -> None:
        raw = bytearray(_zip({}))
        at = _central(raw, name) + offset
        (before,) = struct.unpack_from(form, raw, at)
        struct.pack_into(form, raw, at, before + value if add else value)
        _write(path, bytes(raw))

    return made


def _bent(change: Callable[[bytes], bytes], raw: Callable[[], bytes] = lambda: _zip({})) -> Made:
    return lambda path: _write(path, change(raw()))


def _overlapping(path: Path) -> None:
    """Fifield's bomb: many entries of the directory share the bytes of one."""
    kernel = _zip({"a.csv": bytes(20 * _MEBI)}, {})
    end = kernel.index(b"PK\x05\x06")
    at = _central(kernel, b"a.csv")
    entry = kernel[at:end]
    entries = b"".join(entry.replace(b"a.csv", b"%c.csv" % (65 + number)) for number in range(20))
    entries += entry.replace(b"a.csv", b"users.csv").replace(b"\x05\x00", b"\x09\x00", 1)
    tail = bytearray(kernel[end:])
    struct.pack_into("<HHI", tail, 8, 21, 21, len(entries))
    _write(path, kernel[:at] + entries + bytes(tail))


def _zip64_lie(path: Path) -> None:
    """A directory entry whose real size stands in the 64-bit field, and is beyond all measure."""
    raw = bytearray(_zip({_entry("courses2.csv"): b"x"}))
    at = _central(raw, b"courses2.csv")
    struct.pack_into("<I", raw, at + 24, 0xFFFFFFFF)
    struct.pack_into("<H", raw, at + 30, 12)
    name_end = at + 46 + len("courses2.csv")
    extra = struct.pack("<HHQ", 1, 8, 1 << 60)
    end = raw.index(b"PK\x05\x06")
    (size,) = struct.unpack_from("<I", raw, end + 12)
    struct.pack_into("<I", raw, end + 12, size + len(extra))
    _write(path, bytes(raw[:name_end]) + extra + bytes(raw[name_end:]))


def _zip64_end_lie(raw: bytes) -> bytes:
    """The end points at a 64-bit end that is not there."""
    end = raw.index(b"PK\x05\x06")
    tail = bytearray(raw[end:])
    struct.pack_into("<HHII", tail, 8, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
    return raw[:end] + struct.pack("<4sIQI", b"PK\x06\x07", 0, 1 << 40, 1) + bytes(tail)


def _utf8_lie(raw: bytes) -> bytes:
    """A name that says it is UTF-8 and is not."""
    at = _central(raw, b"courses.csv")
    bent = bytearray(raw)
    struct.pack_into("<H", bent, at + 8, 0x800)
    bent[at + 46] = 0xFF
    return bytes(bent)


def _many(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(60_000):
            archive.writestr(f"{number}.csv", b"")


def _csv(raw: Callable[[], bytes]) -> Made:
    return lambda path: _write(path, raw())


def _in_roster(raw: Callable[[], bytes]) -> Made:
    return lambda path: _write(path, _zip({}, {**_FILES, "courses.csv": raw()}))


def _line_without_end(mebi: int) -> Made:
    def made(path: Path) -> None:
        with path.open("wb") as file:
            file.write(b"Student Number,Last Name,First Name\n")
            for _ in range(mebi):
                file.write(b"A" * _MEBI)
            file.truncate(min(mebi * _MEBI, 1024 * _MEBI - 1))

    return made


@cache
def _parts() -> dict[str, bytes]:
    """Return the parts of a workbook that is as it should be."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None
    for line in EXPORTS[0].text.replace('"', "").splitlines():
        page.append(line.split(","))
    out = BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _workbook(sheet: str | None = None, extra: dict[str | zipfile.ZipInfo, bytes] | None = None) -> bytes:
    files = dict(_parts())
    if sheet is not None:
        files[_SHEET] = (_XML + sheet).encode()
    return _zip(extra or {}, files)


_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def _sheet(rows: str, before: str = "") -> Made:
    return lambda path: _write(
        path, _workbook(f"<worksheet {_SPACE}>{before}<sheetData>{rows}</sheetData></worksheet>")
    )


def _laughs() -> str:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE w [<!ENTITY l0 "ha">{entities}]>'


def _text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def _xlsx_bent(seed: int) -> Made:
    """A workbook whose sheet has a few bytes turned, its zip in order: what reads its text must not fall over."""

    def made(path: Path) -> None:
        chance = random.Random(seed)
        files = dict(_parts())
        name = chance.choice([name for name in files if name.endswith((".xml", ".rels"))])
        content = bytearray(files[name])
        for _ in range(chance.choice((1, 2, 5))):
            at = chance.randrange(len(content))
            content[at : at + chance.choice((0, 1, 1, 4))] = chance.choice(
                (
                    b"",
                    b"<",
                    b">",
                    b"&",
                    b'"',
                    b"9" * 20,
                    b"-1",
                    b"\xff",
                    b"\0",
                    bytes([chance.randrange(256)]),
                    b"&#xD800;",
                    b"1e999",
                )
            )
        _write(path, _zip({}, {**files, name: bytes(content)}))

    return made


def cases(*, whole: bool) -> list[Hostile]:
    """Return every hostile file; the largest of them only where there is time."""
    link = (0o120777) << 16
    zips = [
        *(
            Hostile(f"name {name!r}", _plus(name))
            for name in (
                "../x.csv",
                "a/../../x.csv",
                "/etc/x.csv",
                "C:\\x.csv",
                "c:/x.csv",
                "..\\x.csv",
                "\\\\host\\x.csv",
                "nul.csv/../../x.csv",
            )
        ),
        Hostile(
            "NUL in a name",
            _bent(lambda raw: raw.replace(b"coursez.csv", b"cours\0z.csv"), lambda: _zip({"coursez.csv": b"x"})),
        ),
        Hostile("a link", _plus("link.csv", b"/etc/passwd", external_attr=link)),
        Hostile("a device", _plus("device.csv", b"", external_attr=0o020666 << 16)),
        Hostile("size too small", _lie(24, "<I", -20, add=True)),
        Hostile("size too large", _lie(24, "<I", 20, add=True)),
        Hostile("size beyond measure", _lie(24, "<I", 0xFFFFFFF0)),
        Hostile("packed size too small", _lie(20, "<I", -20, add=True)),
        Hostile("packed size too large", _lie(20, "<I", 100_000, add=True)),
        Hostile("another checksum", _lie(16, "<I", 1, add=True)),
        Hostile("place of another file", _lie(42, "<I", 0)),
        Hostile("place outside", _lie(42, "<I", 0x7FFFFFFF)),
        Hostile("overlapping entries", _overlapping),
        Hostile("a zip inside", _plus("more.zip")),
        Hostile("a zip called CSV", _in_roster(lambda: _zip({}))),
        Hostile("a bomb of zeros", _plus("bomb.csv", bytes(64 * _MEBI))),
        Hostile("a bomb that is read", _in_roster(lambda: b"sourcedId,title\n" + b"\n" * (64 * _MEBI))),
        Hostile(
            "a name twice",
            _bent(lambda raw: raw.replace(b"coursez.csv", b"courses.csv"), lambda: _zip({"coursez.csv": b"x"})),
        ),
        Hostile("a name twice but for case", _plus("USERS.CSV")),
        Hostile("sixty thousand entries", _many),
        Hostile("locked", _lie(8, "<H", 1)),
        Hostile("another packing", _lie(10, "<H", 99)),
        Hostile("64-bit size beyond measure", _zip64_lie),
        Hostile("64-bit end that is not there", _bent(_zip64_end_lie)),
        Hostile("two names for one file", _bent(lambda raw: raw.replace(b"users.csv", b"userz.csv", 1))),
        Hostile("a name that is no UTF-8", _bent(_utf8_lie)),
        Hostile("cut in half", _bent(lambda raw: raw[: len(raw) // 2])),
        Hostile("nothing but an end", lambda path: _write(path, b"PK\x05\x06" + bytes(18))),
        Hostile("a program before it", _bent(lambda raw: b"MZ" + bytes(5000) + raw), refused=False),
    ]
    heading = b"Student Number,Last Name,First Name"
    tables = [
        Hostile("a million columns", _csv(lambda: heading + b",c" * 1_000_000 + b"\n4001,Ruiz,Ana\n"), ".csv"),
        Hostile("a million columns in a row", _csv(lambda: heading + b"\n4001,Ruiz,Ana" + b"," * 999_999 + b"\n"), ".csv", refused=False),
        Hostile("a million columns in a roster", _in_roster(lambda: b"sourcedId,title" + bytes(f"{random.Random(1).randbytes(900_000).hex()}", "ascii").replace(b"0", b","))),
        Hostile("a line without end", _line_without_end(1024 if whole else 48), ".csv"),
        Hostile("a cell without end", _csv(lambda: heading + b'\n4001,"' + b"A" * (2 * _MEBI) + b'",Ana\n'), ".csv"),
        Hostile("a quotation without end", _csv(lambda: heading + b'\n4001,"Ruiz,Ana\n' + b"4002,Tso,Ben\n" * 100_000), ".csv"),
        Hostile("nothing but quotation marks", _csv(lambda: b'"' * (4 * _MEBI)), ".csv"),
        Hostile("nothing but delimiters", _csv(lambda: b"," * (4 * _MEBI)), ".csv"),
        Hostile("nothing but line ends", _csv(lambda: b"\r" * (4 * _MEBI)), ".csv"),
        Hostile("nothing but NULs", _csv(lambda: bytes(4 * _MEBI)), ".csv"),
        Hostile("random bytes", _csv(lambda: random.Random(2).randbytes(4 * _MEBI)), ".csv"),
        Hostile("an empty file", _csv(lambda: b""), ".csv"),
        Hostile("a picture called CSV", _csv(lambda: b"\x89PNG\r\n\x1a\n" + bytes(100)), ".csv"),
    ]  # fmt: skip
    book = ".xlsx"
    workbooks = [
        Hostile("xlsx: a bomb", lambda path: _write(path, _workbook(extra={"xl/media/x.xml": bytes(64 * _MEBI)})), book),
        Hostile("xlsx: a link", lambda path: _write(path, _workbook(extra={_entry("xl/x.xml", external_attr=link): b"/etc/passwd"})), book),
        Hostile("xlsx: a zip inside", lambda path: _write(path, _workbook(extra={"xl/embeddings/x.zip": b"x"})), book),
        Hostile("xlsx: a name outside", lambda path: _write(path, _workbook(extra={"../../x.xml": b"x"})), book, refused=False),
        Hostile("xlsx: cut in half", _bent(lambda raw: raw[: len(raw) // 2], _workbook), book),
        Hostile("xlsx: locked", _bent(lambda raw: raw.replace(b"PK\x01\x02\x14\x00\x14\x00\x00\x00", b"PK\x01\x02\x14\x00\x14\x00\x01\x00").replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"), _workbook), book),
        Hostile("xlsx: a cell far away", _sheet(f'<row r="1">{_text_cell("A1", "x")}</row><row r="1048576">{_text_cell("XFD1048576", "x")}</row>'), book),
        Hostile("xlsx: a size that lies", _sheet(f'<row r="1">{_text_cell("A1", "Last Name")}</row>', '<dimension ref="A1:XFD1048576"/>'), book),
        Hostile("xlsx: a million cells in a row", _sheet("<row>" + "<c><v>1</v></c>" * 1_000_000 + "</row>"), book),
        Hostile("xlsx: laughs", lambda path: _write(path, _workbook(f"{_laughs()}<worksheet {_SPACE}><sheetData><row r='1'>{_text_cell('A1', '&l11;')}</row></sheetData></worksheet>")), book),
        Hostile("xlsx: a shared text that is not there", _sheet('<row r="1"><c r="A1" t="s"><v>99999</v></c></row>'), book),
        Hostile("xlsx: a date beyond time", _sheet(f'<row r="1">{_text_cell("A1", "Student Number")}</row><row r="2"><c r="A2" t="d"><v>999999-99-99</v></c></row><row r="3"><c r="A3" s="1"><v>1e308</v></c></row>'), book),
        Hostile("xlsx: a place that is none", _sheet('<row r="99999999999999999999"><c r="ZZZZZZZZ99999999999999999999"><v>1</v></c></row>'), book),
        Hostile("xlsx: deep elements", lambda path: _write(path, _workbook(f"<worksheet {_SPACE}><sheetData>" + "<a>" * 200_000)), book),
        *(Hostile(f"xlsx: bent {seed}", _xlsx_bent(seed), book, refused=False) for seed in range(500 if whole else 20)),
    ]  # fmt: skip
    return [*zips, *tables, *workbooks]


def _opened(path: Path) -> str:
    """Open a file as the office does: told apart, looked at, read. Returns the code of its refusal, or 'read N'."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    started = time.process_time()
    try:
        if shape_of(path) == "table":
            look(path)
        with open_any(path, EXPORTS[0].mapping) as roster:
            reading = roster.streamed()
            said = f"read {sum(1 for _ in reading.roster.people)}"
    except OfficeError as refused:
        words = sentence(refused)
        assert words, refused.code
        assert "{" not in words, refused.code
        said = refused.code
    seconds = time.process_time() - started
    return f"{said}|{seconds}|{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}"


def hostile(*, whole: bool) -> Line:
    """Open every hostile file, each in a process of its own."""
    started = time.monotonic()
    every = cases(whole=whole)
    _parts()  # once, before there are children
    failures: list[str] = []
    worst, mib, slowest, refused = 0.0, 0.0, "", 0
    with tempfile.TemporaryDirectory(prefix="ilp-torture-") as place:
        for number, each in enumerate(every):
            folder = Path(place) / str(number)
            folder.mkdir()
            path = folder / f"file{each.ending}"
            try:
                in_child(lambda made=each.made, to=path: made(to))
                said, seconds, peak = in_child(lambda at=path: _opened(at)).split("|")
            except ChildError as error:
                failures.append(f"{each.name}: {error}"[:300])
                continue
            finally:
                shutil.rmtree(folder)
            refused += not said.startswith("read ")
            mib = max(mib, float(peak))
            if float(seconds) > worst:
                worst, slowest = float(seconds), each.name
            if each.refused and said.startswith("read "):
                failures.append(f"{each.name}: {said}, and should be refused")
    return Line(
        name="hostile files",
        tried=len(every),
        wanted=len(every),
        lost=len(failures),
        worst_seconds=worst,
        most_seconds=MOST_SECONDS,
        worst_mib=mib,
        most_mib=MOST_MIB,
        seconds=time.monotonic() - started,
        notes=(f"{refused} refused in words, the rest read as what they hold; the slowest: {slowest}",),
        failures=tuple(failures[:20]),
    )
