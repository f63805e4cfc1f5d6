"""One office and the work that is done in it while it is killed, starved or loses its power: the office's own verbs.

A script is a row of acts. What the office holds after each is known from a run in which nothing goes wrong; after a
disaster it must hold what it held after the last act that was acknowledged, or after the one that was under way: the
same rows in every table, ids and chance aside.
"""

import hashlib
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import LargeBinary, Select, Table, select

from ilp_desktop import office
from ilp_desktop.clock import SetClock
from ilp_desktop.domain.conferences import Party
from ilp_desktop.office import Office
from ilp_desktop.store import audits, ballasts
from ilp_desktop.store.tables import metadata, rendering
from ilp_desktop.store.tables.columns import Instant, Json, Uid
from ilp_desktop.vault.cost import CHEAP
from torture.samples import ONEROSTER_1_1

NOW = datetime(2026, 11, 24, 15, 4, 5, 123456, tzinfo=UTC)
PASSPHRASE = "seven gray herons wade the ditch"
SECOND = "my aunt repairs accordions on Tuesdays"
NUMBER = "4001"
TICK = 20
STROKES = (tuple((x / 20, 0.3 + 0.4 * (x % 3) / 3, x * 12.0, 0.5) for x in range(2, 19)),)
WORDS = "What Zoë said about reading, in her own words. " * 12


def write_roster(path: Path) -> Path:
    """Write the invented roster as a zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in ONEROSTER_1_1.items():
            archive.writestr(name, text)
    return path


def make(folder: Path) -> str:
    """Make an office without anybody in it; returns the recovery code."""
    ballasts.SIZE = 4096
    made = office.found(
        folder,
        office_name="Cedar Ridge Middle School",
        person_name="Iris Park",
        passphrase=PASSPHRASE,
        clock=SetClock(NOW),
        cost=CHEAP,
    )
    with made as founded:
        founded.confirm(founded.recovery_code).close()
        return founded.recovery_code


def opened(folder: Path, passphrase: str = PASSPHRASE, *, later: float = 0.0) -> Office:
    """Open an office as its person does, so many seconds later."""
    ballasts.SIZE = 4096
    clock = SetClock(NOW)
    clock.advance(later)
    return office.open_office(folder, passphrase, clock=clock, lowest=CHEAP)


def make_ready(folder: Path) -> None:
    """Make an office with a family in it and a conference arranged."""
    make(folder)
    roster = write_roster(folder.with_name("roster.zip"))
    with opened(folder) as there:
        there.rosters.apply(there.rosters.preview(roster).run_id)
        there.conferences.arrange(there.students.by_number(NUMBER), date(2026, 11, 24), "08:40")


@dataclass
class Work:
    """A script under way: the office, and the ids that its acts handed on."""

    office: Office
    ids: dict[str, int] = field(default_factory=dict[str, int])

    @property
    def held(self) -> int:
        """The conference."""
        if "held" not in self.ids:
            self.ids["held"] = self.office.conferences.day(date(2026, 11, 24)).rows[0].conference_id
        return self.ids["held"]

    def id_of(self, table: str) -> int:
        """Return the newest row of a table: what the act before made, in this program's run or in one that was killed."""
        with self.office._desk.store.read() as connection:  # pyright: ignore[reportPrivateUsage]
            return int(connection.exec_driver_sql(f"SELECT max(id) FROM {table}").scalar_one())


Act = Callable[[Work], object]


def _leave(key: str, words: str, table: str = "") -> Act:
    def act(work: Work) -> object:
        name = f"{key}:{work.id_of(table)}" if table else key
        return work.office.conferences.leave_field(work.held, name, words, "en")

    return act


def _draft(key: str, words: str) -> Act:
    return lambda work: work.office.conferences.save_draft(work.held, key, words, "en")


def _tick(work: Work) -> None:
    clock = work.office._desk.clock  # pyright: ignore[reportPrivateUsage]
    assert isinstance(clock, SetClock)
    clock.advance(TICK)
    work.office.consultations.seen(work.held)


def _sign(nth: int) -> Act:
    def act(work: Work) -> object:
        signing = work.office.signing
        sheet = signing.prepare(work.held)
        person = sheet.signers[nth].participant
        choice, said = ("disagree", "Not yet.") if nth == 1 else ("agree", "")
        return signing.sign(
            work.held, person.participant_id, sheet.sha256, choice, said, "drawn", STROKES, "en", aspect=4.0
        )

    return act


def _finalize(work: Work) -> object:
    return work.office.plans.finalize(work.held, "en")


def _deliver(work: Work) -> object:
    return work.office.plans.record_delivery(work.id_of("rendering"), "given_to_family", "Rosa")


TALK: tuple[Act, ...] = (
    lambda work: work.office.consultations.start(work.held),
    *[_tick] * 10,
    lambda work: work.office.consultations.finish(work.held),
)

CONFERENCE: tuple[Act, ...] = (
    lambda work: work.office.conferences.begin(work.held),
    *(_draft("answer:celebrate.proud", WORDS[:end]) for end in (7, 60, 200)),
    _leave("answer:celebrate.proud", WORDS),
    _draft("answer:data.improve", WORDS[::-1]),
    lambda work: work.office.conferences.add_goal(work.held),
    _draft("answer:celebrate.proud", WORDS + "And more."),
    _leave("goal", "Read twenty minutes a day", "goal"),
    lambda work: work.office.conferences.add_step(work.id_of("goal")),
    _leave("step", "A book from the library", "step"),
    lambda work: work.office.conferences.add_commitment(work.held, Party.FAMILY),
    _leave("commitment", "We read together on Sundays", "commitment"),
    _leave("answer:data.improve", WORDS[::-1]),
    *TALK,
)
SIGNING: tuple[Act, ...] = (
    # It writes a line in the record: an act of its own.
    lambda work: work.office.signing.prepare(work.held),
    _sign(0),
    _sign(1),
    _sign(2),
)
FINALIZING: tuple[Act, ...] = (_finalize, _deliver)
WHOLE: tuple[Act, ...] = (*CONFERENCE, *SIGNING, *FINALIZING)


def seconds_of(script: tuple[Act, ...], done: int) -> float:
    """Return how far the clock has gone after so many acts."""
    return float(TICK * sum(act is _tick for act in script[:done]))


# Shared by every office, and by children forked after the first look: each would compile half a hundred statements anew.
_COMPILED: dict[Any, Any] = {}


def fingerprint(there: Office) -> dict[str, str]:
    """Return a digest of each table's rows, without what chance or the clock made of them."""
    found: dict[str, str] = {}
    with there._desk.store.read() as connection:  # pyright: ignore[reportPrivateUsage]
        cached = connection.execution_options(compiled_cache=_COMPILED)
        for table in metadata.sorted_tables:
            rows = sorted(repr(tuple(row)) for row in cached.execute(_steady(table)))
            found[table.name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]
    return found


@cache
def _steady(table: Table) -> Select[Any]:
    chance = (Uid, LargeBinary, Json, Instant)
    loose = {"content", "strokes", "payload", "counted"} | ({"text"} if table.name == "audit" else set[str]())
    kept = [column for column in table.columns if not isinstance(column.type, chance) and column.name not in loose]
    return select(*kept)


def demand_sound(there: Office) -> None:
    """Read every page and every reference of an office, and its log to the first line. Raises AssertionError."""
    store = there._desk.store  # pyright: ignore[reportPrivateUsage]
    with store.alone() as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        assert raw.execute("PRAGMA cipher_integrity_check").fetchall() == [], "a page is not authentic"
        assert raw.execute("PRAGMA quick_check").fetchall() == [("ok",)], "a table is not sound"
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == [], "a row points at nothing"
    with store.read() as connection:
        key = there._keys.audit_key  # pyright: ignore[reportPrivateUsage]
        audits.verify(connection, key)


def genuine_plans(there: Office) -> int:
    """Return how many finalized plans there are, each having been found genuine."""
    # Past the verb that hands a plan out, which writes a line in the log of who saw it.
    with there._desk.store.read() as connection:  # pyright: ignore[reportPrivateUsage]
        pdfs = list(connection.execute(select(rendering.c.pdf)).scalars())
    for pdf in pdfs:
        verdict = there.plans.verify(pdf)
        assert verdict.kind == "genuine", f"a finalized plan is {verdict.kind}: {verdict.reasons}"
    return len(pdfs)


def golden(folder: Path, script: tuple[Act, ...], ready: Callable[[Path], object]) -> list[dict[str, str]]:
    """Return what an office holds before the script and after each act, where nothing goes wrong."""
    ready(folder)
    with opened(folder) as there:
        work = Work(there)
        held = [fingerprint(there)]
        for act in script:
            act(work)
            held.append(fingerprint(there))
        demand_sound(there)
    return held


def copied(folder: Path, to: Path) -> Path:
    """Copy an office."""
    return Path(shutil.copytree(folder, to))
