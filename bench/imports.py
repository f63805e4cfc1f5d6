"""A roster previewed and applied, beside a bare parse and upsert of the same rows; the same one again; a workbook; an
open conference that is written in meanwhile. Each sample has an office of its own, equally empty.
"""

import csv
import io
import pickle
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from time import perf_counter, sleep
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from bench.days import MORNING
from bench.desks import a_conference, open_desk
from bench.grounds import HOME, SEED, Grounds
from bench.measures import Limit, Measure, middle, tail, take_turns
from ilp_desktop.clock import SetClock
from ilp_desktop.demo.people import generate
from ilp_desktop.domain.access import Role, Viewer
from ilp_desktop.domain.mappings import ColumnUse, Content, TableMapping
from ilp_desktop.domain.roster import MadeAgain, RosterPerson
from ilp_desktop.roster.export import write_roster
from ilp_desktop.roster.shapes import open_any
from ilp_desktop.services.conferences import Conferences
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.rosters import Rosters
from ilp_desktop.services.slips import take_up
from ilp_desktop.store import ballasts, uids
from ilp_desktop.store.engine import WRITER_CACHE_KIB, connect
from ilp_desktop.store.stores import Store
from ilp_desktop.store.tables import metadata, office

TODAY = date(2026, 11, 17)
KEY = bytes(32)
# What an import leaves behind, in an order in which each row finds what it points at.
KEPT = (
    "org", "academic_session", "course", "school_class", "staff_member", "guardian", "student", "student_guardian",
    "student_org", "enrollment", "assignment", "external_id",
)  # fmt: skip
_ROUNDS = {2_000: 5, 20_000: 3}
_AT_ONCE = 20_000
_EVERY_SECONDS = 0.2
_MOST_MEMORY = Limit(450)


def measure(grounds: Grounds) -> list[Measure]:
    """Measure each size; then a workbook, and what an open conference waits."""
    found: list[Measure] = []
    for size in grounds.sizes:
        path = roster(grounds, size)
        found += _whole(grounds, path, size)
        found += _memory(grounds, path, size)
        if size <= 20_000:
            found += _meanwhile(grounds, path, size)
        path.unlink()
    return [*found, *_workbook(grounds)]


def roster(grounds: Grounds, size: int, seed: int = SEED) -> Path:
    """Return a OneRoster zip of so many students."""
    path = grounds.folder / f"roster-{size}-{seed}.zip"
    made = generate(seed, size, TODAY).roster()
    write_roster(replace(made, people=MadeAgain(lambda: _own_phones(made.people))), path)
    return path


def _own_phones(people: Iterable[RosterPerson]) -> Iterator[RosterPerson]:
    """The demo's telephones are fictional and few; in a school every adult has their own."""
    for number, person in enumerate(people):
        yield replace(person, phone=f"(435) {number // 10_000 + 200}-{number % 10_000:04}") if person.phone else person


def empty_office(folder: Path) -> Desk:
    """Return the lead's desk of a new office with nobody in it."""
    folder.mkdir(parents=True, exist_ok=True)
    clock = SetClock(MORNING)
    ballasts.SIZE = 4096
    store = Store.create(folder / "office.db", KEY, clock, audit_key=KEY)
    uid = uids.new_uid(clock)
    with store.write() as connection:
        connection.execute(insert(office).values(id=1, uid=uid, name="Bench", made_at=clock.now()))
    viewer = Viewer(UUID(int=1), Role.LEAD, "Iris Park", None)
    return Desk(store, viewer, clock, ZoneInfo("America/Denver"), uid, "Bench")


class _Parts:
    """What each part of an import took, over all rounds, in seconds."""

    def __init__(self) -> None:
        self.preview: list[float] = []
        self.apply: list[float] = []
        self.back: list[float] = []


def _whole(grounds: Grounds, path: Path, size: int) -> list[Measure]:
    rounds = 1 if grounds.quick else _ROUNDS.get(size, 2)
    parts = _Parts()
    rows = _rows_left_behind(grounds, path)
    offices = iter(range(1000))

    def ours() -> float:
        desk = empty_office(grounds.folder / f"ours-{next(offices)}")
        rosters = Rosters(desk)
        began = perf_counter()
        preview = rosters.preview(path)
        between = perf_counter()
        rosters.apply(preview.run_id)
        ended = perf_counter()
        parts.preview.append(between - began)
        parts.apply.append(ended - between)
        rosters.take_back(preview.run_id)
        parts.back.append(perf_counter() - ended)
        _close(desk)
        return ended - began

    def floor() -> float:
        desk = empty_office(grounds.folder / f"floor-{next(offices)}")
        took = _parse(path) + _upsert(desk.store.path, rows)
        _close(desk)
        return took

    def peer() -> float:
        folder = grounds.folder / f"peer-{next(offices)}"
        folder.mkdir()
        took = _table_for_each_file(path, folder / "bare.db")
        shutil.rmtree(folder)
        return took

    costs = take_turns({"ours": ours, "floor": floor, "peer": peer}, rounds, warm=0)
    for file in rows:
        file.unlink()
    middles = {name: middle(values) for name, values in costs.items()}
    whole = Measure(
        "a roster previewed and applied", "s", middles["ours"], middles["floor"], middles["peer"],
        limit=Limit(2.5, times_floor=True), size=size, rounds=rounds,
    )  # fmt: skip
    apply = Measure(
        "of that, applied", "s", middle(parts.apply), size=size, rounds=rounds,
        limit=Limit(1) if size == 2_000 else None,
    )  # fmt: skip
    back = Measure("an import taken back", "s", middle(parts.back), size=size, rounds=rounds)
    return [whole, apply, back, _unchanged(grounds, path, size)]


def _unchanged(grounds: Grounds, path: Path, size: int) -> Measure:
    desk = empty_office(grounds.folder / "again")
    rosters = Rosters(desk)
    rosters.apply(rosters.preview(path).run_id)

    def ours() -> float:
        began = perf_counter()
        preview = rosters.preview(path)
        assert preview.changes_nothing
        rosters.apply(preview.run_id)
        return perf_counter() - began

    rounds = 1 if grounds.quick else 5
    costs = take_turns({"ours": ours, "floor": lambda: _parse(path)}, rounds)
    _close(desk)
    limit = Limit(1.5, times_floor=True)
    name = "the same roster again"
    return Measure(name, "s", middle(costs["ours"]), middle(costs["floor"]), limit=limit, size=size, rounds=rounds)


def _close(desk: Desk) -> None:
    desk.store.close()
    shutil.rmtree(desk.store.path.parent)


def _rows_left_behind(grounds: Grounds, path: Path) -> list[Path]:
    """Write down the rows that an import leaves, for the floor to insert; reading them back is not counted."""
    desk = empty_office(grounds.folder / "rows")
    rosters = Rosters(desk)
    rosters.apply(rosters.preview(path).run_id)
    files: list[Path] = []
    with desk.store.alone() as raw:
        for name in KEPT:
            rows = iter(raw.execute(f"SELECT * FROM {name}").fetchall())
            while some := list(islice(rows, _AT_ONCE)):
                files.append(grounds.folder / f"rows-{len(files)}.pickle")
                files[-1].write_bytes(pickle.dumps((name, some)))
    _close(desk)
    return files


def _files(path: Path) -> Iterator[tuple[str, Iterator[list[str]]]]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            with archive.open(name) as file:
                yield name, csv.reader(io.TextIOWrapper(file, "utf-8", newline=""))


def _parse(path: Path) -> float:
    began = perf_counter()
    for _name, rows in _files(path):
        for _row in rows:
            pass
    return perf_counter() - began


def _upsert(database: Path, rows: list[Path]) -> float:
    """Insert the rows in one transaction over a bare connection, with the settings and the schema of an office."""
    raw = connect(database, KEY, WRITER_CACHE_KIB)
    took = 0.0
    raw.execute("BEGIN IMMEDIATE")
    for file in rows:
        name, some = pickle.loads(file.read_bytes())
        columns = [column.name for column in metadata.tables[name].c]
        settings = ", ".join(f'"{column}" = excluded."{column}"' for column in columns[1:])
        places = ", ".join("?" * len(columns))
        began = perf_counter()
        raw.executemany(f"INSERT INTO {name} VALUES ({places}) ON CONFLICT (id) DO UPDATE SET {settings}", some)
        took += perf_counter() - began
    began = perf_counter()
    raw.execute("COMMIT")
    took += perf_counter() - began
    raw.close()
    return took


def _table_for_each_file(path: Path, database: Path) -> float:
    """Put each file into a table of its own as it is: no people, no links, no index but the key's."""
    raw = connect(database, KEY, WRITER_CACHE_KIB)
    began = perf_counter()
    raw.execute("BEGIN IMMEDIATE")
    for name, rows in _files(path):
        head = next(rows)
        names = ", ".join(f'"{column}"' for column in head)
        settings = ", ".join(f'"{column}" = excluded."{column}"' for column in head[1:])
        table = name.removesuffix(".csv")
        raw.execute(f'CREATE TABLE "{table}" (id INTEGER PRIMARY KEY, {names}, UNIQUE ("{head[0]}"))')
        raw.executemany(
            f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(head))})'
            f' ON CONFLICT ("{head[0]}") DO UPDATE SET {settings}',
            rows,
        )
    raw.execute("COMMIT")
    took = perf_counter() - began
    raw.close()
    return took


def _memory(grounds: Grounds, path: Path, size: int) -> list[Measure]:
    """Import in a process of its own, and read how much more memory it took at its highest."""
    if sys.platform != "linux":
        return []
    folder = grounds.folder / "memory"
    done = subprocess.run(
        [sys.executable, "-m", "bench.imports", str(path), str(folder)],
        capture_output=True, text=True, check=True, cwd=HOME,
    )  # fmt: skip
    shutil.rmtree(folder)
    before, after = map(int, done.stdout.split())
    return [Measure("memory that an import takes at its highest", "MiB", after - before, limit=_MOST_MEMORY, size=size)]


def _high_water() -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def _meanwhile(grounds: Grounds, path: Path, size: int) -> list[Measure]:
    """Write in an open conference all the while: at every beat a word, whether the last one is saved or not."""
    folder = grounds.office(grounds.sizes[0])
    desk, _keys = open_desk(folder)
    take_up(desk)
    conferences = Conferences(desk)
    under_way = a_conference(desk)
    over = threading.Event()
    waits: list[float] = []

    def write() -> None:
        due = perf_counter()
        number = 0
        while not over.is_set():
            number += 1
            text = f"I read {number} books, and told Mateo."
            if number % 5:
                conferences.save_draft(under_way, "answer:celebrate.proud", text, "en")
            else:
                conferences.leave_field(under_way, "answer:celebrate.proud", text, "en")
            ended = perf_counter()
            # Every beat that went by meanwhile was typed, and waited for the same save.
            while due <= ended:
                waits.append((ended - due) * 1000)
                due += _EVERY_SECONDS
            sleep(max(0.0, due - perf_counter()))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        rosters = Rosters(desk)
        rosters.apply(rosters.preview(path, source="another").run_id)
    finally:
        over.set()
        writer.join()
    desk.store.close()
    grounds.let_go(folder)
    name = "typed to durable during an import"
    return [
        Measure(f"{name}, p50", "ms", tail(waits, 0.5), size=size, rounds=len(waits)),
        Measure(f"{name}, p99", "ms", tail(waits, 0.99), size=size, rounds=len(waits), limit=Limit(1000)),
        Measure(f"{name}, longest", "ms", max(waits), size=size, rounds=len(waits)),
    ]


COLUMNS = {
    "Student Number": "student_number",
    "Last Name": "last_name",
    "First Name": "first_name",
    "Middle Name": "middle_name",
    "Grade": "grade",
    "Birth Date": "birth_date",
    "Home Language": "language",
    "Email": "email",
    "School": "school",
}


def _workbook(grounds: Grounds) -> list[Measure]:
    """Read a workbook of as many rows as the largest size, to records; the floor reads it to cells."""
    from openpyxl import load_workbook
    from python_calamine import CalamineWorkbook

    size = grounds.sizes[-1]
    path = grounds.folder / "students.xlsx"
    _write_workbook(path, size)
    mapping = TableMapping(
        "Bench", Content.STUDENTS, tuple(ColumnUse(field, column) for column, field in COLUMNS.items())
    )

    def records() -> None:
        with open_any(path, mapping) as opened:
            assert sum(1 for _record in opened.records()) >= size

    def bare() -> None:
        book = CalamineWorkbook.from_path(path)  # pyright: ignore[reportUnknownMemberType] - the library's own types
        sheet = book.get_sheet_by_index(0)
        assert sum(1 for _row in sheet.iter_rows()) == size + 1

    def peer() -> None:
        sheet = load_workbook(path, read_only=True).worksheets[0]
        assert sum(1 for _row in sheet.iter_rows(values_only=True)) == size + 1

    rounds = 1 if grounds.quick else 3
    samples = {"ours": _seconds(records), "floor": _seconds(bare), "peer": _seconds(peer)}
    costs = {name: middle(values) for name, values in take_turns(samples, rounds, warm=0).items()}
    desk = empty_office(grounds.folder / "workbook")
    preview = _seconds(lambda: Rosters(desk).preview(path, mapping=mapping))()
    _close(desk)
    limit = Limit(1.5, times_floor=True)
    return [
        Measure("a workbook read to students", "s", costs["ours"], costs["floor"], costs["peer"], limit, size, rounds),
        Measure("a workbook previewed", "s", preview, costs["floor"], size=size),
    ]


def _write_workbook(path: Path, size: int) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Students")
    sheet.append(list(COLUMNS))
    for number, person in enumerate(islice((p for p in generate(SEED, size, TODAY).roster().people if p.grades), size)):
        born = person.birth_date
        sheet.append(
            [
                f"{4_000_000 + number}", person.family_name, person.given_name, person.middle_name, person.grades[0],
                born.strftime("%m/%d/%Y") if born else "", "Spanish" if number % 3 else "English", person.email,
                "Alder Elementary",
            ]
        )  # fmt: skip
    book.save(path)


def _seconds(act: Callable[[], object]) -> Callable[[], float]:
    def sample() -> float:
        began = perf_counter()
        act()
        return perf_counter() - began

    return sample


if __name__ == "__main__":
    own = Rosters(empty_office(Path(sys.argv[2])))
    lowest = _high_water()
    own.apply(own.preview(Path(sys.argv[1])).run_id)
    print(lowest, _high_water())
