"""Reaching a family: tries by adult and what they add up to, what is needed in order to come, conferences asked for."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, select

from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.evidence import OUTCOME
from ilp_desktop.domain.names import full_name
from ilp_desktop.domain.policy.clauses import Count, Effort
from ilp_desktop.domain.policy.facts import Stage
from ilp_desktop.domain.policy.findings import Outcome
from ilp_desktop.domain.policy.recording import ATTEMPT, CONFERENCE
from ilp_desktop.domain.policy.sets import Policy
from ilp_desktop.domain.reaching import (
    ASKED,
    ASKED_FORM,
    DECIDED,
    NEEDS_FORM,
    REACHED,
    REQUEST,
    AdultReached,
    AskedLine,
    EffortLine,
    ReachSheet,
    Tried,
)
from ilp_desktop.services import evidence_lines
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.family_needs import needs_of, year_of
from ilp_desktop.services.findings import found_of
from ilp_desktop.services.policies import policy_in_force
from ilp_desktop.services.policy_facts import facts_of
from ilp_desktop.store.tables import evidence, staff_member

_e, _m = evidence.c, staff_member.c
_KEPT = (
    select(evidence, _m.given_name.label("did_given"), _m.family_name.label("did_family"))
    .outerjoin(staff_member, _m.id == _e.staff_id)
    .where(
        _e.deleted_at.is_(None), _e.sharing == Sharing.PLAN.value, _e.kind.in_((ATTEMPT, REQUEST))
    )
    .order_by(_e.happened_on.desc(), _e.id.desc())
)  # fmt: skip


class Reaching:
    """What is known of reaching the families of the students whose plan one person may see."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of_student(self, student_id: int) -> ReachSheet:
        """Return who was tried this school year, what it adds up to, and what the family asked for.

        It is part of a file whose opening wrote a line in the record. Raises OfficeError ``student_gone``, ``pack_none``.
        """
        desk = self._desk
        with desk.store.read() as connection:
            if not evidence_lines.shareable(connection, desk, student_id, Purpose.READ):
                raise OfficeError("student_gone")
            may_change = bool(evidence_lines.shareable(connection, desk, student_id, Purpose.EDIT))
            return _sheet(connection, desk, student_id, may_change=may_change)


def _sheet(connection: Connection, desk: Desk, student_id: int, *, may_change: bool) -> ReachSheet:
    policy = policy_in_force(connection, desk.today)
    begins = evidence_lines.year_begins(connection, policy, desk.today)
    rows = connection.execute(_KEPT.where(_e.student_id == student_id)).all()
    tries = [row for row in rows if row.kind == ATTEMPT and row.adds_to is None and row.happened_on >= begins]
    known = {one.key for each in policy.sets for one in each.templates if one.event == REQUEST}
    return ReachSheet(
        student_id=student_id,
        adults=_adults(connection, desk, student_id, begins, tries),
        tries=len(tries),
        effort=tuple(_effort(connection, policy, student_id)),
        needs=needs_of(connection, [student_id], desk.today).get(student_id, ()),
        asked=_asked(rows, desk.today),
        may_change=may_change,
        needs_form=NEEDS_FORM if NEEDS_FORM in known else "",
        asked_form=ASKED_FORM if ASKED_FORM in known else "",
        me=desk.viewer.staff_id,
        today=desk.today,
    )


def _adults(
    connection: Connection, desk: Desk, student_id: int, begins: date, tries: Sequence[Found]
) -> tuple[AdultReached, ...]:
    (facts,) = facts_of(connection, desk.zone, [student_id])
    now = {adult.uid for adult in facts.adults if adult.counts_on(desk.today)}
    came = {
        uid
        for event in facts.events
        if event.kind == CONFERENCE and event.stage is Stage.HELD and begins <= event.on
        for uid in event.adults
    }
    found: list[AdultReached] = []
    for uid, (guardian_id, name) in evidence_lines.adults_of(connection, facts).items():
        if uid in now:
            mine = tuple(_tried(row) for row in tries if uid in row.adults)
            reached = uid in came or any(one.outcome == REACHED for one in mine)
            found.append(AdultReached(guardian_id, name, mine, reached))
    return tuple(sorted(found, key=lambda one: (one.name, one.guardian_id)))


def _tried(row: Found) -> Tried:
    by = full_name(row.did_given or "", row.did_family or "")
    return Tried(row.happened_on, row.mode, row.texts.get(OUTCOME, ""), by)


def _effort(connection: Connection, policy: Policy, student_id: int) -> Iterator[EffortLine]:
    """Yield what the tries add up to under each clause that asks for them, in the period that was judged last."""
    last = {clause.clause_id: (clause, one) for clause, one in found_of(connection, policy, student_id)}
    for clause, found in last.values():
        rule = clause.rule
        counts_tries = isinstance(rule, Count) and rule.of.events == (ATTEMPT,)
        if not (isinstance(rule, Effort) or counts_tries) or found.outcome is Outcome.NOT_APPLICABLE:
            continue
        by_adult = isinstance(rule, Effort)
        tries = rule.attempts if isinstance(rule, Effort) else 0
        is_met = found.outcome in {Outcome.MET, Outcome.WAIVED, Outcome.ELSEWHERE}
        yield EffortLine(clause.title, found.have, found.need, is_met, by_adult, tries)


def _asked(rows: Sequence[Found], today: date) -> tuple[AskedLine, ...]:
    settled: Mapping[object, Found] = {row.adds_to: row for row in rows if row.adds_to and DECIDED in row.marks}
    begins = year_of(today)
    return tuple(
        _asked_line(row, settled.get(row.uid))
        for row in rows
        if row.kind == REQUEST and row.adds_to is None and row.happened_on >= begins
        if row.form == ASKED_FORM or ASKED in row.texts
    )


def _asked_line(row: Found, came: Found | None) -> AskedLine:
    settled_on = row.happened_on if DECIDED in row.marks else came.happened_on if came is not None else None
    note = came.note if came is not None else ""
    return AskedLine(row.uid.hex, row.id, row.happened_on, row.note, settled_on, note)
