"""What is shown of a student's requirements, or of the school's duties: findings, what they rest on, what may be written down."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, literal, select

from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.evidence import (
    AdultName,
    EventLine,
    Guest,
    NextNeeded,
    Requirement,
    Requirements,
    SpellLine,
    WaiverLine,
    YearLine,
)
from ilp_desktop.domain.names import full_name
from ilp_desktop.domain.policy.clauses import SCHOOL_EVENTS
from ilp_desktop.domain.policy.facts import Event, StudentFacts
from ilp_desktop.domain.policy.findings import state_on
from ilp_desktop.domain.policy.recording import (
    ATTEMPT,
    attempts_before,
    group_cap,
    offers,
    programs_of,
    templates_of,
)
from ilp_desktop.domain.policy.sets import SHARINGS, Policy, Template
from ilp_desktop.services.authors import working_with
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.findings import found_of
from ilp_desktop.services.judging import SCHOOL
from ilp_desktop.services.policies import calendar_of, policy_in_force
from ilp_desktop.services.policy_facts import facts_of, school_facts
from ilp_desktop.services.students import row_of
from ilp_desktop.store.tables import (
    departure,
    evidence,
    guardian,
    program_spell,
    staff_member,
    standing,
    student,
    student_guardian,
    waiver,
    year_at_school,
)
from ilp_desktop.store.these import packed, these

_s, _e, _g, _m, _r, _w, _y, _p = (
    student.c,
    evidence.c,
    guardian.c,
    staff_member.c,
    student_guardian.c,
    waiver.c,
    year_at_school.c,
    program_spell.c,
)
_DOER = staff_member.alias("doer")
_ROWS = (
    select(
        evidence,
        _m.given_name.label("by_given"),
        _m.family_name.label("by_family"),
        _DOER.c.given_name.label("did_given"),
        _DOER.c.family_name.label("did_family"),
    )
    .select_from(
        evidence.outerjoin(staff_member, _m.person_uid == _e.recorded_by).outerjoin(_DOER, _DOER.c.id == _e.staff_id)
    )
    .where(_e.deleted_at.is_(None))
    .order_by(_e.happened_on.desc(), _e.id.desc())
)
_NAMED = (
    select(_r.student_id, _g.id, _g.uid, _g.given_name, _g.family_name)
    .join(guardian, _g.id == _r.guardian_id)
    .where(these(_r.student_id), _r.deleted_at.is_(None), _g.deleted_at.is_(None))
)
_WAIVERS = (
    select(waiver, _m.given_name, _m.family_name)
    .select_from(waiver.outerjoin(staff_member, _m.person_uid == _w.recorded_by))
    .where(_w.deleted_at.is_(None))
)


def shareable(connection: Connection, desk: Desk, student_id: int, purpose: Purpose) -> frozenset[Sharing]:
    """Return the classes of templates that this person may do this with, of one student; none: the file is not theirs."""
    found: set[Sharing] = set()
    for sharing in map(Sharing, SHARINGS):
        seen = select(_s.id).where(_s.id == student_id, _s.deleted_at.is_(None), desk.sees(sharing, purpose))
        if connection.execute(seen, desk.as_viewer()).first() is not None:
            found.add(sharing)
    return frozenset(found) if Sharing.PLAN in found else frozenset()


def staff_offered(connection: Connection, today: date) -> tuple[tuple[int, str], ...]:
    """Return the staff who work here today, by name."""
    left = select(departure.c.staff_id).where(departure.c.deleted_at.is_(None), departure.c.last_day < today)
    rows = connection.execute(
        select(_m.id, _m.given_name, _m.family_name)
        .where(_m.deleted_at.is_(None), _m.id.not_in(left))
        .order_by(_m.family_name, _m.given_name, _m.id)
    )
    return tuple((row.id, full_name(row.given_name, row.family_name)) for row in rows)


def requirements(connection: Connection, desk: Desk, student_id: int) -> Requirements:
    """Return all that concerns a student. Raises OfficeError ``student_gone`` for a file that this person may not see."""
    shared = shareable(connection, desk, student_id, Purpose.READ)
    if not shared:
        raise OfficeError("student_gone")
    policy = policy_in_force(connection, desk.today)
    (facts,) = facts_of(connection, desk.zone, [student_id])
    attempts = attempts_since(facts, year_begins(connection, policy, desk.today), desk.today)
    named = adults_of(connection, facts)
    shown = _Shown(policy, facts, named, shared)
    rows = connection.execute(_ROWS.where(_e.student_id == student_id)).all()
    lines = shown.lines(rows)
    return Requirements(
        lines=_requirements(connection, desk, policy, lines, student_id),
        recorded=tuple(line for line in lines.values() if line.evidence_id is not None),
        templates=tuple(
            one
            for kind in dict.fromkeys(one.event for each in policy.sets for one in each.templates)
            for one in templates_of(policy, kind)
            if one.sharing in shared and attempts_before(policy, one.key) <= len(attempts)
        ),
        adults=_who_may_attend(named, facts, attempts, desk.today),
        staff=staff_offered(connection, desk.today),
        years=_years(connection, student_id),
        spells=_spells(connection, student_id),
        programs=programs_of(policy),
        attempts=len(attempts),
        may_change=bool(shareable(connection, desk, student_id, Purpose.EDIT)),
        group_cap=group_cap(policy),
        me=desk.viewer.staff_id,
        working_with=working_with(connection, student_id, desk.today),
    )


def next_needed(connection: Connection, desk: Desk, student_id: int) -> NextNeeded | None:
    """Return what is asked of a student first, None where nothing is, or nobody was judged yet.

    Raises OfficeError ``student_gone`` for a file that this person may not see.
    """
    if not shareable(connection, desk, student_id, Purpose.READ):
        raise OfficeError("student_gone")
    row = connection.execute(select(standing).where(standing.c.student_id == student_id)).one_or_none()
    if row is None or not row.needed:
        return None
    policy = policy_in_force(connection, desk.today)
    clause = policy.clause(row.next_clause_id)
    if clause is None:
        return None
    tried = select(func.count()).where(
        _e.student_id == student_id,
        _e.kind == ATTEMPT,
        _e.deleted_at.is_(None),
        _e.happened_on >= year_begins(connection, policy, desk.today),
    )
    overdue = row.next_due_on is not None and row.next_due_on < desk.today
    attempts = connection.execute(tried).scalar_one()
    return NextNeeded(clause.title, row.next_due_on, overdue, row.needed, attempts)


_GUESTS = 500


def guests(connection: Connection, desk: Desk, student_id: int) -> tuple[Guest, ...]:
    """Return those of a student's grade at the same school whose plans this person may change, the student first.

    Raises OfficeError ``student_gone`` where that student is not among them.
    """
    one = student.alias()
    rows = connection.execute(
        select(
            _s.id,
            _s.given_name,
            _s.family_name,
            _s.preferred_name,
            _s.grade,
            _s.student_number,
            _s.withdrawn_at,
            literal("").label("school"),
        )
        .join(one, one.c.id == student_id)
        .where(
            _s.deleted_at.is_(None),
            _s.withdrawn_at.is_(None),
            _s.grade == one.c.grade,
            _s.school_id.is_not_distinct_from(one.c.school_id),
            desk.sees(Sharing.PLAN, Purpose.EDIT),
        )
        .order_by(_s.id != student_id, _s.sort_key, _s.id)
        .limit(_GUESTS),
        desk.as_viewer(),
    ).all()
    if not rows or rows[0].id != student_id:
        raise OfficeError("student_gone")
    facts = {each.uid: each for each in facts_of(connection, desk.zone, [row.id for row in rows])}
    named = _adults_of_each(connection, list(facts.values()))
    return tuple(
        Guest(row_of(row), _who_may_attend(named[str(row.id)], facts[str(row.id)], (), desk.today)) for row in rows
    )


def duties(connection: Connection, desk: Desk, *, may_change: bool) -> Requirements:
    """Return what the policy asks of the school itself, as far as it was found, and what was recorded of nobody in particular."""
    policy = policy_in_force(connection, desk.today)
    facts = school_facts(connection)
    shown = _Shown(policy, facts, {}, frozenset(map(Sharing, SHARINGS)))
    lines = shown.lines(connection.execute(_ROWS.where(_e.student_id.is_(None))).all())
    return Requirements(
        lines=_requirements(connection, desk, policy, lines, SCHOOL),
        recorded=tuple(line for line in lines.values() if line.evidence_id is not None),
        templates=tuple(one for kind in SCHOOL_EVENTS for one in templates_of(policy, kind)),
        adults=(),
        staff=staff_offered(connection, desk.today),
        years=(),
        spells=(),
        programs=(),
        attempts=0,
        may_change=may_change,
        me=desk.viewer.staff_id,
        of_school=True,
    )


@dataclass(frozen=True, slots=True)
class _Shown:
    """Turns events into lines: of the program's own, and of rows that somebody wrote."""

    policy: Policy
    facts: StudentFacts
    adults: Mapping[str, tuple[int, str]]
    """Who may attend or could, by uid: the name of anybody else is shown nowhere."""
    shared: frozenset[Sharing]

    def lines(self, rows: Iterable[Found]) -> dict[str, EventLine]:
        """Return every event that may be shown by its uid, newest first."""
        own: dict[str, Found] = {}
        added: defaultdict[str, list[tuple[date, frozenset[str]]]] = defaultdict(list)
        for row in rows:
            if row.adds_to is None:
                own[row.uid.hex] = row
            else:
                added[row.adds_to.hex].append((row.happened_on, frozenset(row.marks)))
        found: dict[str, EventLine] = {}
        for event in sorted(self.facts.events, key=lambda one: (one.on, one.uid), reverse=True):
            template = self._template(event)
            if (row := own.get(event.uid)) is not None and Sharing(row.sharing) not in self.shared:
                continue
            later = tuple(reversed(added[event.uid]))
            found[event.uid] = self._line(event, template, row, later)
        return found

    def _template(self, event: Event) -> Template | None:
        return self.policy.template(event.form) if event.form else None

    def _line(
        self,
        event: Event,
        template: Template | None,
        row: Found | None,
        added: tuple[tuple[date, frozenset[str]], ...],
    ) -> EventLine:
        people = tuple(sorted(self.adults[uid][1] for uid in event.adults if uid in self.adults))
        if row is None:
            return EventLine(event, template, people, added=added)
        return EventLine(
            event,
            template,
            people,
            mode=row.mode,
            staff=_name(row.did_given, row.did_family),
            note=row.note,
            texts=row.texts,
            evidence_id=row.id,
            recorded_by=_name(row.by_given, row.by_family),
            added=added,
            adults=frozenset(self.adults[uid][0] for uid in event.adults if uid in self.adults),
            staff_id=row.staff_id,
        )


def _requirements(
    connection: Connection, desk: Desk, policy: Policy, lines: Mapping[str, EventLine], student_id: int
) -> tuple[Requirement, ...]:
    of = _w.student_id == student_id if student_id != SCHOOL else _w.student_id.is_(None)
    waived = {
        (row.clause_id, row.period): WaiverLine(row.id, row.by_role, row.why, _name(row.given_name, row.family_name))
        for row in connection.execute(_WAIVERS.where(of))
    }

    def known(uids: Iterable[str]) -> tuple[EventLine, ...]:
        return tuple(lines[uid] for uid in uids if uid in lines)

    return tuple(
        Requirement(
            clause=clause,
            finding=finding,
            state=state_on(finding, clause.strength, desk.today),
            by=known(finding.by),
            tried=known(finding.tried),
            offers=offers(clause),
            waiver=waived.get((clause.clause_id, finding.period)),
        )
        for clause, finding in found_of(connection, policy, student_id)
    )


def attempts_since(facts: StudentFacts, first: date, last: date) -> tuple[Event, ...]:
    """Return the tries to reach somebody between two days."""
    return tuple(event for event in facts.events if event.kind == ATTEMPT and first <= event.on <= last)


def year_begins(connection: Connection, policy: Policy, on: date) -> date:
    """Return the day on which the school year of a day begins; of days beyond the calendar, the July before."""
    year = calendar_of(connection, policy, on).year_of(on)
    return year.begins if year else date(on.year - (on.month < 7), 7, 1)


Named = dict[str, tuple[int, str]]
"""Row number and name of adults, by uid."""


def adults_of(connection: Connection, facts: StudentFacts) -> Named:
    """Return the adults among the facts: who is barred is not among them."""
    return _adults_of_each(connection, [facts])[facts.uid]


def _adults_of_each(connection: Connection, facts: Sequence[StudentFacts]) -> dict[str, Named]:
    """Return the adults among the facts of several students, by the student's uid; one statement."""
    rows = connection.execute(_NAMED, {"ids": packed(int(one.uid) for one in facts)})
    wanted = {one.uid: {adult.uid for adult in one.adults} for one in facts}
    found: dict[str, Named] = {one.uid: {} for one in facts}
    for row in rows:
        of, uid = str(row.student_id), row.uid.hex
        if uid in wanted[of]:
            found[of][uid] = (row.id, full_name(row.given_name, row.family_name))
    return found


def _who_may_attend(
    named: Mapping[str, tuple[int, str]], facts: StudentFacts, attempts: tuple[Event, ...], today: date
) -> tuple[AdultName, ...]:
    now = {adult.uid for adult in facts.adults if adult.counts_on(today)}
    found = [
        AdultName(guardian_id, uid, name, sum(uid in event.adults for event in attempts))
        for uid, (guardian_id, name) in named.items()
        if uid in now
    ]
    return tuple(sorted(found, key=lambda one: (one.name, one.guardian_id)))


def _years(connection: Connection, student_id: int) -> tuple[YearLine, ...]:
    rows = connection.execute(
        select(year_at_school)
        .where(_y.student_id == student_id, _y.deleted_at.is_(None))
        .order_by(_y.enrolled_on.desc(), _y.label.desc())
    )
    return tuple(
        YearLine(row.id, row.label, row.grade, row.enrolled_on, row.started_on, row.is_new, row.left_on, row.version)
        for row in rows
    )


def _spells(connection: Connection, student_id: int) -> tuple[SpellLine, ...]:
    rows = connection.execute(
        select(program_spell)
        .where(_p.student_id == student_id, _p.deleted_at.is_(None))
        .order_by(_p.begins_on.desc(), _p.id.desc())
    )
    return tuple(SpellLine(row.id, row.program, row.begins_on, row.ends_on) for row in rows)


def _name(given: str | None, family: str | None) -> str:
    return full_name(given or "", family or "")
