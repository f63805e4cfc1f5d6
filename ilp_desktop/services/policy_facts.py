"""The facts that clauses are held against, read from what the office recorded: a dozen statements, however many students.

Nothing here is decided; each mark is set from rows that the program wrote itself when something took place.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from ilp_desktop.domain.guardianship import BY_GRANT_ONLY, Right, eighteenth_birthday
from ilp_desktop.domain.policy.facts import Adult, Event, Stage, StudentFacts, Waiver, YearAtSchool
from ilp_desktop.domain.students import GRADES
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.policy_invitations import with_invitations
from ilp_desktop.services.policy_meetings import meetings_of
from ilp_desktop.services.policy_needs import with_needs_given
from ilp_desktop.store.tables import (
    assignment,
    evidence,
    guardian,
    guardian_grant,
    merger,
    program_spell,
    student,
    student_guardian,
    waiver,
    year_at_school,
)
from ilp_desktop.store.these import Asked

# The statements: built once, each for everybody or for some.

_s, _y, _p, _r, _n, _e, _a, _w = (
    student.c,
    year_at_school.c,
    program_spell.c,
    student_guardian.c,
    guardian_grant.c,
    evidence.c,
    assignment.c,
    waiver.c,
)
_STUDENTS = Asked.of(select(_s.id, _s.birth_date).where(_s.deleted_at.is_(None)), _s.id)
_YEARS = Asked.of(select(year_at_school).where(_y.deleted_at.is_(None)), _y.student_id)
_SPELLS = Asked.of(select(program_spell).where(_p.deleted_at.is_(None)), _p.student_id)
_RELATIONS = Asked.of(
    select(
        _r.student_id,
        _r.guardian_id,
        _r.relationship,
        _r.may_attend,
        _r.barred,
        _r.begins_on,
        _r.ends_on,
        guardian.c.uid,
    )
    .join(guardian, guardian.c.id == _r.guardian_id)
    .where(_r.deleted_at.is_(None), guardian.c.deleted_at.is_(None)),
    _r.student_id,
)
_GRANTS = Asked.of(select(guardian_grant).where(_n.deleted_at.is_(None)), _n.student_id)
_EVIDENCE = Asked.of(select(evidence).where(_e.student_id.is_not(None), _e.deleted_at.is_(None)), _e.student_id)
_ASSIGNED = Asked.of(
    select(_a.student_id, _a.uid, _a.duty, _a.begins_on).where(_a.deleted_at.is_(None), _a.begins_on.is_not(None)),
    _a.student_id,
)
_kept = guardian.alias("kept")
_PUT_TOGETHER = (
    select(guardian.c.uid.label("gone"), _kept.c.uid.label("stands"))
    .select_from(merger)
    .join(guardian, guardian.c.id == merger.c.gone_id)
    .join(_kept, _kept.c.id == merger.c.kept_id)
    .where(merger.c.kind == "guardian", merger.c.undone_at.is_(None))
    .order_by(merger.c.id.desc())
)
_WAIVED = Asked.of(select(waiver).where(_w.student_id.is_not(None), _w.deleted_at.is_(None)), _w.student_id)


def facts_of(
    connection: Connection, zone: ZoneInfo, student_ids: Iterable[int] | None = None
) -> Iterator[StudentFacts]:
    """Yield the facts of these students, or of all, by id. ``uid`` of each is the student's row number as text."""
    wanted = None if student_ids is None else tuple(student_ids)
    gathered = _Gathered(connection, zone, wanted)
    for row in _STUDENTS.rows(connection, wanted):
        years = tuple(sorted(gathered.years[row.id], key=lambda year: year.enrolled_on))
        adults = tuple(_adults(gathered.relations[row.id], gathered.grants[row.id], row.birth_date))
        yield StudentFacts(
            uid=str(row.id),
            years=years,
            events=with_invitations(gathered.events[row.id], adults),
            adults=adults,
            waivers=tuple(gathered.waivers[row.id]),
            born_on=row.birth_date,
            cohort=cohort_of(years),
        )


def school_facts(connection: Connection) -> StudentFacts:
    """Return the facts of the school itself: what was recorded of nobody in particular."""
    rows = connection.execute(select(evidence).where(_e.student_id.is_(None), _e.deleted_at.is_(None))).all()
    waived = connection.execute(select(waiver).where(_w.student_id.is_(None), _w.deleted_at.is_(None))).all()
    events = [_recorded(row) for row in rows if row.adds_to is None]
    added = [row for row in rows if row.adds_to is not None]
    return StudentFacts(uid="0", events=tuple(_with_added(events, added)), waivers=tuple(map(_waived, waived)))


def cohort_of(years: tuple[YearAtSchool, ...]) -> int | None:
    """Return the year of entry to grade 9: seen, or counted back from the earliest grade beyond it."""
    first = next(
        (year for year in years if year.grade in GRADES and GRADES.index(year.grade) >= GRADES.index("09")), None
    )
    if first is None:
        return None
    return int(first.label[:4]) - (GRADES.index(first.grade) - GRADES.index("09"))


def _adults(relations: list[Found], grants: list[Found], born_on: date | None) -> Iterator[Adult]:
    """Yield who may attend from when to when; who is barred is not among the facts."""
    adult_on = eighteenth_birthday(born_on) if born_on else None
    for row in relations:
        if row.barred:
            continue
        uid = row.uid.hex
        if row.may_attend and row.relationship not in BY_GRANT_ONLY:
            ends = [day for day in (row.ends_on, adult_on) if day is not None]
            yield Adult(uid, row.begins_on, min(ends, default=None))
        for grant in grants:
            if grant.guardian_id == row.guardian_id and grant.allows == Right.ATTEND.value:
                yield Adult(uid, grant.begins_on, grant.ends_on)


class _Gathered:
    """Everything that is known of these students, by student, read table by table."""

    def __init__(self, connection: Connection, zone: ZoneInfo, wanted: tuple[int, ...] | None) -> None:
        self._connection = connection
        self._zone = zone
        self._wanted = wanted
        self.events: defaultdict[int, list[Event]] = defaultdict(list)
        self.years: defaultdict[int, list[YearAtSchool]] = defaultdict(list)
        self.relations: defaultdict[int, list[Found]] = defaultdict(list)
        self.grants: defaultdict[int, list[Found]] = defaultdict(list)
        self.waivers: defaultdict[int, list[Waiver]] = defaultdict(list)
        self._read_people()
        for student_id, event in meetings_of(connection, zone, wanted):
            self.events[student_id].append(event)
        self._read_evidence()

    def _rows(self, asked: Asked) -> Sequence[Found]:
        return asked.rows(self._connection, self._wanted)

    # People and years

    def _read_people(self) -> None:
        programs: defaultdict[int, list[Found]] = defaultdict(list)
        for row in self._rows(_SPELLS):
            programs[row.student_id].append(row)
        for row in self._rows(_YEARS):
            self.years[row.student_id].append(_year(row, programs[row.student_id]))
        for row in self._rows(_RELATIONS):
            self.relations[row.student_id].append(row)
        for row in self._rows(_GRANTS):
            self.grants[row.student_id].append(row)

    # What else was recorded

    def _read_evidence(self) -> None:
        added: list[Found] = []
        requests: list[Found] = []
        same = _same_adults(self._connection)
        for row in self._rows(_EVIDENCE):
            if row.adds_to is None:
                self.events[row.student_id].append(_recorded(row, same))
                if row.kind == "request":
                    requests.append(row)
            else:
                added.append(row)
        self.events.update(with_needs_given(self._connection, self.events, requests))
        for student_id in {row.student_id for row in added}:
            self.events[student_id] = _with_added(self.events[student_id], added)
        for row in self._rows(_ASSIGNED):
            roles = frozenset({"school", row.duty})
            self.events[row.student_id].append(Event(row.uid.hex, "assignment", row.begins_on, roles=roles))
        for row in self._rows(_WAIVED):
            self.waivers[row.student_id].append(_waived(row))


def _year(row: Found, programs: list[Found]) -> YearAtSchool:
    last = date(int(row.label[:4]) + 1, 6, 30)
    inside = [
        (spell.program, spell.begins_on)
        for spell in programs
        if spell.begins_on <= last and (spell.ends_on is None or spell.ends_on >= row.enrolled_on)
    ]
    return YearAtSchool(
        label=row.label,
        grade=row.grade,
        enrolled_on=row.enrolled_on,
        started_on=row.started_on,
        new=row.is_new,
        programs=tuple(inside),
        left_on=row.left_on,
    )


def _same_adults(connection: Connection) -> dict[str, str]:
    """Return, of guardians who were put together with another, whose uid stands for theirs now."""
    same: dict[str, str] = {}
    for row in connection.execute(_PUT_TOGETHER):  # the last first: whoever stands may have gone in turn
        stands: str = row.stands.hex
        same[row.gone.hex] = same.get(stands, stands)
    return same


def _recorded(row: Found, same: Mapping[str, str] = MappingProxyType({})) -> Event:
    return Event(
        uid=row.uid.hex,
        kind=row.kind,
        on=row.happened_on,
        form=row.form,
        grouping=row.grouping,
        stage=Stage(row.stage),
        invited=row.invited,
        roles=frozenset(row.roles),
        adults=frozenset(same.get(uid, uid) for uid in row.adults),
        marks=frozenset(row.marks),
        elsewhere=row.elsewhere,
    )


def _with_added(events: list[Event], added: list[Found]) -> list[Event]:
    """Return events with the marks that were added to them later."""
    marks: defaultdict[str, set[str]] = defaultdict(set)
    for row in added:
        marks[row.adds_to.hex] |= set(row.marks)
    return [replace(one, marks=one.marks | marks[one.uid]) if one.uid in marks else one for one in events]


def _waived(row: Found) -> Waiver:
    return Waiver(row.clause_id, row.period, row.by_role, row.why)
