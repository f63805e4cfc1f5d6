"""What a program is in the middle of when it is killed: a conference, finalizing, an import, a migration, a key file."""

import re
from datetime import date
from pathlib import Path

from ilp_desktop.demo.people import generate
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.office import Office
from ilp_desktop.roster.export import write_roster
from ilp_desktop.store import schema
from ilp_desktop.store.engine import Raw, connect
from ilp_desktop.store.migrations import step_0001
from ilp_desktop.vault import files, keys
from ilp_desktop.vault.cost import CHEAP
from torture import life
from torture.kills import Say
from torture.life import PASSPHRASE, SECOND, Act, Work

OFFICE = "A.ilp"
_STAGING = frozenset({"import_run", "staged_row"})


class Script:
    """A row of acts on a conference; ``before`` are the acts already done."""

    def __init__(self, name: str, before: tuple[Act, ...], script: tuple[Act, ...]) -> None:
        self.name = name
        self.acts = len(script)
        self._before = before
        self._script = script
        self._golden: list[dict[str, str]] = []

    def ready(self, folder: Path) -> None:
        self._make(folder / OFFICE)

    def _make(self, office: Path) -> None:
        life.make_ready(office)
        with life.opened(office) as there:
            work = Work(there)
            for act in self._before:
                act(work)

    def learn(self, folder: Path) -> None:
        """Run it in peace, and remember what is held after each act."""
        self._golden = life.golden(folder / OFFICE, self._script, self._make)

    def run(self, folder: Path, say: Say) -> None:
        with life.opened(folder / OFFICE, later=self._later(0)) as there:
            work = Work(there)
            for act in self._script:
                act(work)
                say()

    def _later(self, done: int) -> float:
        return life.seconds_of(self._before, len(self._before)) + life.seconds_of(self._script, done)

    def check(self, folder: Path, acknowledged: int, goes_on: bool) -> None:
        with life.opened(folder / OFFICE, later=self._later(acknowledged)) as there:
            life.demand_sound(there)
            held = life.fingerprint(there)
            steps = [at for at in (acknowledged, acknowledged + 1) if at <= self.acts]
            at = next((at for at in reversed(steps) if held == self._golden[at]), None)
            assert at is not None, f"after {acknowledged} acts: {differing(held, self._golden[acknowledged])}"
            life.genuine_plans(there)
            if goes_on:
                work = Work(there)
                for act in self._script[at:]:
                    act(work)
                assert life.fingerprint(there) == self._golden[-1], differing(life.fingerprint(there), self._golden[-1])
                life.demand_sound(there)


def differing(held: dict[str, str], expected: dict[str, str]) -> str:
    """Name the tables that are not as they should be."""
    return "not as before, nor as after: " + ", ".join(name for name in held if held[name] != expected.get(name))


class Import:
    """A roster looked at, brought in, and taken back."""

    name = "import"
    acts = 3

    def __init__(self, students: int = 80) -> None:
        self._students = students
        self._empty: dict[str, str] = {}
        self._full: dict[str, str] = {}

    def ready(self, folder: Path) -> None:
        life.make(folder / OFFICE)
        write_roster(generate(1, self._students, date(2026, 11, 24)).roster(), folder / "district.zip")

    def learn(self, folder: Path) -> None:
        """Run it in peace, and remember what is held before and after."""
        self.ready(folder)
        with life.opened(folder / OFFICE) as there:
            self._empty = _people(there)
            there.rosters.apply(there.rosters.preview(folder / "district.zip").run_id)
            self._full = _people(there)
        assert self._full != self._empty

    def run(self, folder: Path, say: Say) -> None:
        with life.opened(folder / OFFICE) as there:
            run = there.rosters.preview(folder / "district.zip").run_id
            say()
            there.rosters.apply(run)
            say()
            there.rosters.take_back(run)
            say()

    def check(self, folder: Path, acknowledged: int, goes_on: bool) -> None:
        with life.opened(folder / OFFICE) as there:
            life.demand_sound(there)
            count = there.students.count()
            allowed = {0: {0}, 1: {0, self._students}, 2: {0, self._students}, 3: {0}}[acknowledged]
            assert count in allowed, f"{count} of {self._students} students after {acknowledged} acts"
            if count:
                assert _people(there) == self._full, differing(_people(there), self._full)
            if goes_on and acknowledged < 2 and not count:
                there.rosters.apply(there.rosters.preview(folder / "district.zip").run_id)
                assert there.students.count() == self._students
                assert there.rosters.preview(folder / "district.zip").changes_nothing


def _people(there: Office) -> dict[str, str]:
    return {name: held for name, held in life.fingerprint(there).items() if name not in _STAGING}


class Migration:
    """An office of the first schema, with a family, a finalized plan and its log, opened by this program."""

    name = "migration"
    acts = 1

    def __init__(self) -> None:
        self._golden: dict[str, str] = {}

    def ready(self, folder: Path) -> None:
        life.make_ready(folder / OFFICE)
        with life.opened(folder / OFFICE) as there:
            work = Work(there)
            for act in life.WHOLE:
                act(work)
            key = there._keys.database  # pyright: ignore[reportPrivateUsage]
        as_of_the_first_schema(folder / OFFICE / files.DATABASE, key)

    def learn(self, folder: Path) -> None:
        """Migrate in peace, and remember what is held."""
        self.ready(folder)
        with life.opened(folder / OFFICE) as there:
            self._golden = life.fingerprint(there)
            assert life.genuine_plans(there) == 1

    def run(self, folder: Path, say: Say) -> None:
        with life.opened(folder / OFFICE):
            say()

    def check(self, folder: Path, acknowledged: int, goes_on: bool) -> None:
        del acknowledged, goes_on
        # Later, since a backup is named by its moment.
        with life.opened(folder / OFFICE, later=60) as there:
            life.demand_sound(there)
            assert life.fingerprint(there) == self._golden, differing(life.fingerprint(there), self._golden)
            assert life.genuine_plans(there) == 1


def as_of_the_first_schema(path: Path, key: bytes) -> None:
    """Write an office's database again as a program of the first schema would have: its tables, and their rows."""
    old = path.with_name("old.db")
    raw = connect(old, key)
    try:
        raw.execute("BEGIN")
        for statement in step_0001.STATEMENTS:
            raw.execute(statement)
        raw.execute("COMMIT")
        raw.execute(f"ATTACH ? AS today KEY \"x'{key.hex()}'\"", (str(path),))
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute("BEGIN")
        for (table,) in raw.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'").fetchall():
            _copy_rows(raw, table)
        raw.execute("COMMIT")
        (application,) = raw.execute("PRAGMA today.application_id").fetchone() or (0,)
        raw.execute(f"PRAGMA main.application_id={application}")
        raw.execute("PRAGMA main.user_version=1")
        raw.execute("DETACH today")
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    finally:
        raw.close()
    old.replace(path)


def _copy_rows(raw: Raw, table: str) -> None:
    shared = [
        name
        for (name,) in raw.execute("SELECT name FROM pragma_table_info(?, 'today')", (table,)).fetchall()
        if (name,) in raw.execute("SELECT name FROM pragma_table_info(?, 'main')", (table,)).fetchall()
    ]
    assert all(re.fullmatch(r"\w+", name) for name in [table, *shared])
    if shared and table not in _STAGING:
        columns = ", ".join(shared)
        raw.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM today.{table}")


class Header:
    """The key file written again: a new passphrase, a new recovery sheet, a new passphrase."""

    name = "key file"
    acts = 3

    def ready(self, folder: Path) -> None:
        life.make(folder / OFFICE)

    def learn(self, folder: Path) -> None:
        """Nothing is to be remembered, but everything is imported."""
        self.ready(folder)
        self.run(folder, lambda: None)

    def run(self, folder: Path, say: Say) -> None:
        with life.opened(folder / OFFICE) as there:
            there.change_passphrase(PASSPHRASE, SECOND, cost=CHEAP)
            say()
            there.renew_recovery(SECOND)
            say()
            there.change_passphrase(SECOND, PASSPHRASE, cost=CHEAP)
            say()

    def check(self, folder: Path, acknowledged: int, goes_on: bool) -> None:
        allowed = {0: {PASSPHRASE, SECOND}, 1: {SECOND}, 2: {SECOND, PASSPHRASE}, 3: {PASSPHRASE}}[acknowledged]
        header = files.find_header(folder / OFFICE, CHEAP).header
        opens = [word for word in (PASSPHRASE, SECOND) if _opens(header, word)]
        assert len(opens) == 1, f"{len(opens)} of two passphrases open it"
        assert opens[0] in allowed, "an acknowledged passphrase does not open it"
        with life.opened(folder / OFFICE, opens[0]) as there:
            life.demand_sound(there)
            if goes_on:
                other = SECOND if opens[0] == PASSPHRASE else PASSPHRASE
                there.change_passphrase(opens[0], other, cost=CHEAP)
        current, before = ((folder / OFFICE / name).read_bytes() for name in (files.HEADER, files.PREVIOUS))
        assert current == before, "the previous key file was not settled"


def _opens(header: files.Header, word: str) -> bool:
    try:
        keys.unlock(header, word).forget()
    except OfficeError:
        return False
    return True


def conference() -> Script:
    """A conference from its beginning to the signatures."""
    return Script("conference", (), (*life.CONFERENCE, *life.SIGNING))


class Hasty(Script):
    """The control: it says that an act is done before it is."""

    def run(self, folder: Path, say: Say) -> None:
        with life.opened(folder / OFFICE, later=self._later(0)) as there:
            work = Work(there)
            for act in self._script:
                say()
                act(work)


def hasty() -> Script:
    """A conference that promises too early."""
    return Hasty("promises too early", (), life.CONFERENCE)


def finalizing() -> Script:
    """Finalizing a signed plan, and noting where the copy went."""
    return Script("finalizing", (*life.CONFERENCE, *life.SIGNING), life.FINALIZING)


assert schema.SCHEMA >= 2, "there is a migration to be killed in"
