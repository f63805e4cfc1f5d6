"""How a yearly proof is made: of one moment, in chunks, nothing half made kept; and what it would be made of."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from ilp_desktop.domain.access import Sharing
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.jsonables import to_jsonable
from ilp_desktop.domain.policy.proofs import FORMAT, FORMAT_VERSION, Frozen, Opinion, Proof, SchoolName, Voice
from ilp_desktop.domain.policy.sets import Policy
from ilp_desktop.domain.watching import Watch
from ilp_desktop.services.conference_rows import Found, made_id
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.packs import stack_on
from ilp_desktop.services.policies import calendar_of, policy_of
from ilp_desktop.services.policy_facts import facts_of, school_facts
from ilp_desktop.services.proof_counts import Counts, YearRules, log_of, rules_of
from ilp_desktop.store import audits, uids
from ilp_desktop.store.tables import (
    audit,
    evidence,
    guardian,
    office,
    org,
    proof_student,
    staff_member,
    student,
    year_at_school,
    yearly_proof,
)
from ilp_desktop.store.tables.columns import SchoolDate

Stack = tuple[tuple[str, str, str], ...]
_AT_ONCE = 250
_SCOPE = "report_scope"
"""The choice of every policy set that leaves open of which grades its report speaks (A11)."""
_p, _r, _s, _y, _e = yearly_proof.c, proof_student.c, student.c, year_at_school.c, evidence.c
_HALF_MADE: Mapping[str, object] = {}
_IN_YEAR = (
    select(_s.id, _y.grade, _s.school_id, _s.withdrawn_at, _y.left_on)
    .join(year_at_school, _y.student_id == _s.id)
    .where(_s.deleted_at.is_(None), _y.deleted_at.is_(None), _y.label == bindparam("label"))
    .order_by(_s.id)
)
_SAID = (
    select(_e.uid, _e.happened_on, _e.roles, _e.note, _e.texts)
    .where(
        _e.kind == "response",
        # What only who keeps the file may read is not printed either; what was added later is no opinion of its own.
        _e.sharing == Sharing.PLAN.value,
        _e.adds_to.is_(None),
        _e.deleted_at.is_(None),
        _e.happened_on >= bindparam("begins", type_=SchoolDate),
        _e.happened_on <= bindparam("ends", type_=SchoolDate),
    )
    .order_by(_e.happened_on, _e.id)
)


def keep_proof(
    connection: Connection, desk: Desk, ruling: YearRules, stack: Stack, said: Collection[str], plans: str, watch: Watch
) -> int:
    """Count everybody and keep what was found; return the proof's id. What it raises leaves nothing behind.

    ``connection`` reads, and everything that is counted is of its moment.
    """
    proof_id = _begin(desk, ruling, stack)
    try:
        proof = _counted_all(connection, desk, ruling, stack, proof_id, watch)
        watch.at("proof_keeping")
        _finish(desk, proof_id, Frozen(proof, _voices(connection, ruling, said), plans.strip()))
    except BaseException:
        forget_half_made(desk)
        raise
    return proof_id


def _begin(desk: Desk, ruling: YearRules, stack: Stack) -> int:
    """Keep an empty proof that nobody sees: what a program that was killed left of it, the next one removes."""
    now = desk.clock.now()
    values = {"label": ruling.year.label, "made_on": desk.today, "made_at": now, "made_by": desk.viewer.person_uid}
    with desk.store.write() as connection:
        return made_id(
            connection.execute(
                insert(yearly_proof).values(
                    uid=uids.new_uid(desk.clock), stack=list(stack), totals=_HALF_MADE, deleted_at=now, **values
                )
            )
        )


def _counted_all(
    connection: Connection,
    desk: Desk,
    ruling: YearRules,
    stack: Stack,
    proof_id: int,
    watch: Watch,
) -> Proof:
    """Count everybody, of one moment, and keep a row a student as it goes."""
    pupils = pupils_of(connection, ruling, desk.today)
    if not pupils:
        raise OfficeError("proof_no_students")
    schools = {row.id: row.name for row in connection.execute(select(org.c.id, org.c.name))}
    counts = Counts(ruling)
    for start in range(0, len(pupils), _AT_ONCE):
        watch.at("proof_counting", start, len(pupils))
        some = {row.id: row for row in pupils[start : start + _AT_ONCE]}
        rows = list(_counted(connection, desk, counts, some, schools, proof_id))
        with desk.store.write() as writing:
            writing.execute(insert(proof_student), rows)
    school = school_facts(connection)
    uid = connection.execute(select(office.c.uid)).scalar_one()
    here = sorted({row.school_id or 0 for row in pupils})
    return Proof(
        FORMAT,
        FORMAT_VERSION,
        uid.hex,
        desk.office_name,
        ruling.year.label,
        desk.today.isoformat(),
        _scope(ruling.policy),
        rules_of(ruling.policy, stack),
        tuple(SchoolName(one, schools.get(one, desk.office_name)) for one in here),
        counts.by_group(),
        counts.by_clause(school, desk.office_name),
        log_of(ruling, school),
    )


def _finish(desk: Desk, proof_id: int, frozen: Frozen) -> None:
    with desk.store.write() as connection:
        connection.execute(
            update(yearly_proof).where(_p.id == proof_id).values(totals=to_jsonable(frozen), deleted_at=None)
        )
        at = desk.clock.now()
        audits.append(connection, desk.viewer, "proof_made", at=at, proof=proof_id, students=frozen.proof.students)


def forget_half_made(desk: Desk) -> None:
    """Remove what a program that was killed, or somebody who thought better of it, left of a proof."""
    with desk.store.read() as connection:
        left = connection.execute(select(_p.id).where(_p.deleted_at.is_not(None))).scalars().all()
    if left:
        with desk.store.write() as connection:
            remove(connection, left)


def rules_in(connection: Connection, desk: Desk, label: str) -> tuple[YearRules, Stack]:
    """Return what a school year is judged by: the rules in force on its last day, or today while it goes on."""
    today = desk.today
    calendar = calendar_of(connection, policy_of(connection, stack_on(connection, today)), today)
    year = calendar.year_of(date(int(label[:4]), 10, 1) if label[:4].isdigit() else today)
    if year is None:
        raise OfficeError("proof_no_calendar")
    stack = stack_on(connection, min(today, year.ends))
    policy = policy_of(connection, stack)
    return YearRules(policy, calendar, year, today), stack


def pupils_of(connection: Connection, ruling: YearRules, today: date) -> list[Found]:
    """Return whom a school year is about: who is enrolled or, of a year that is over, who was at its end."""
    over = today > ruling.year.ends
    rows = connection.execute(_IN_YEAR, {"label": ruling.year.label})
    if over:
        return [row for row in rows if row.left_on is None or row.left_on >= ruling.year.last]
    return [row for row in rows if row.withdrawn_at is None]


def _counted(
    connection: Connection, desk: Desk, counts: Counts, some: dict[int, Found], schools: dict[int, str], proof_id: int
) -> Iterator[dict[str, Any]]:
    for facts in facts_of(connection, desk.zone, tuple(some)):
        row = some[int(facts.uid)]
        school = row.school_id or 0
        found = counts.add(facts, row.grade, school)
        yield {
            "proof_id": proof_id,
            "student_id": row.id,
            "grade": row.grade,
            "school": schools.get(school, ""),
            "found": found,
        }


def _scope(policy: Policy) -> str:
    """Return of which grades the report speaks, as the highest set that asks has chosen (A11)."""
    asked = (each.chosen[_SCOPE] for each in reversed(policy.sets) if _SCOPE in each.chosen)
    return next(asked, "all")


def _voices(connection: Connection, ruling: YearRules, said: Collection[str]) -> tuple[Voice, ...]:
    rows = connection.execute(_SAID, {"begins": ruling.year.begins, "ends": ruling.year.ends}).all()
    wanted = (row for row in rows if row.uid.hex in said)
    return tuple(Voice(tuple(sorted(row.roles)), _words(row)) for row in wanted)


def _words(row: Found) -> str:
    texts: Mapping[str, str] = row.texts
    typed = [row.note, *(texts[key] for key in sorted(texts))]
    return "\n".join(one.strip() for one in typed if one.strip())


def _names(connection: Connection) -> frozenset[str]:
    """Return the names of everybody the office knows, to notice one in what is about to be printed."""
    found: set[str] = set()
    for table in (student, guardian, staff_member):
        for row in connection.execute(select(table.c.given_name, table.c.family_name)):
            found.update(part.casefold() for name in row for part in (name or "").split() if len(part) > 1)
    return frozenset(found)


def _opinion(row: Found, names: frozenset[str]) -> Opinion:
    text = _words(row)
    # A name is written with a capital letter; a word that is one as well ("may", "rose") mostly is not.
    words = (word.strip(".,;:!?\"'()\u201c\u201d\u2018\u2019") for word in text.split())
    names_somebody = any(
        word[:1].isupper() and word.removesuffix("\u2019s").removesuffix("'s").casefold() in names for word in words
    )
    return Opinion(row.uid.hex, row.happened_on, tuple(sorted(row.roles)), text, names_somebody)


def remove(connection: Connection, proof_ids: Sequence[int]) -> None:
    """Delete proofs with their rows of students."""
    connection.execute(delete(proof_student).where(_r.proof_id.in_(proof_ids)))
    connection.execute(delete(yearly_proof).where(_p.id.in_(proof_ids)))


def years_of(connection: Connection, ruling: YearRules) -> tuple[str, ...]:
    """Return the school years that a proof can be made of: today's, and the one before where anybody was here in it."""
    today = ruling.calendar.year_of(ruling.today)
    if today is None:
        return (ruling.year.label,)
    before = ruling.calendar.year_after(today, -1).label
    was_here = connection.execute(_IN_YEAR.limit(1), {"label": before}).first()
    return (today.label, before) if was_here is not None else (today.label,)


def opinions_of(connection: Connection, ruling: YearRules) -> tuple[Opinion, ...]:
    """Return what was said and recorded in the year, each with whether a name of somebody here stands in it (R85)."""
    said = connection.execute(_SAID, {"begins": ruling.year.begins, "ends": ruling.year.ends}).all()
    names = _names(connection) if said else frozenset[str]()
    return tuple(one for row in said if (one := _opinion(row, names)).text)


def reports_sealed(connection: Connection) -> frozenset[bytes]:
    """Return the digests of the reports that left the office sealed: the record keeps them, and no copy."""
    lines = connection.execute(select(audit.c.params).where(audit.c.act == "proof_handed_out")).scalars()
    return frozenset(bytes.fromhex(line["digest"]) for line in lines if line.get("digest"))
