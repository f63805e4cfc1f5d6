"""What people write down for a policy: calls, notes, attempts, requests, group conferences, trainings; and what is waived."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from ilp_desktop.domain.access import Purpose, Role, Sharing
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.evidence import Came, Entry, Guest, NextNeeded, Requirements, TakenBack, checked
from ilp_desktop.domain.policy.clauses import MARKS, Duty
from ilp_desktop.domain.policy.facts import Event, Stage
from ilp_desktop.domain.policy.recording import CONFERENCE, DECISION, attempts_before, group_cap
from ilp_desktop.domain.policy.sets import Policy
from ilp_desktop.services import evidence_lines
from ilp_desktop.services.conference_rows import Found, made_id, written
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.policies import policy_in_force
from ilp_desktop.services.policy_facts import facts_of, school_facts
from ilp_desktop.services.policy_meetings import STAFF_ROLES
from ilp_desktop.store import audits, uids
from ilp_desktop.store.tables import evidence, finding, staff_member, waiver

_TOUCHED = frozenset({Kind.EVIDENCE})
_e, _w = evidence.c, waiver.c
_KEEP_DUTIES = frozenset({Role.LEAD, Role.PRINCIPAL, Role.COUNSELOR})
_READ_DUTIES = _KEEP_DUTIES | {Role.AUDITOR}


class Evidence:
    """What was recorded of the students whose plans one person takes part in, and of the school itself.

    A student's is written down by who may change the plan; what stands under a template of another sharing class, only by who may
    know that. Every verb raises OfficeError ``student_gone`` or ``evidence_gone`` for anybody else; the school's, ``not_allowed``.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # Questions

    def of_student(self, student_id: int) -> Requirements:
        """Return what is found for a student and what it rests on, and what may be written down."""
        with self._desk.store.read() as connection:
            return evidence_lines.requirements(connection, self._desk, student_id)

    def next_needed(self, student_id: int) -> NextNeeded | None:
        """Return what is asked of a student first, None where nothing is."""
        with self._desk.store.read() as connection:
            return evidence_lines.next_needed(connection, self._desk, student_id)

    def guests(self, student_id: int) -> tuple[Guest, ...]:
        """Return who can be recorded at a group conference with a student: of the same grade, and one's own to change."""
        with self._desk.store.read() as connection:
            return evidence_lines.guests(connection, self._desk, student_id)

    def of_school(self) -> Requirements:
        """Return what the policy asks of the school itself, and what was recorded of it."""
        desk = self._desk
        if desk.viewer.role not in _READ_DUTIES:
            raise OfficeError("not_allowed")
        with desk.store.read() as connection:
            return evidence_lines.duties(connection, desk, may_change=desk.viewer.role in _KEEP_DUTIES)

    # A student's

    def record(self, student_id: int, entry: Entry) -> Changes:
        """Write down something that happened; the made id is the entry's.

        Raises as ``domain.evidence.checked``, and OfficeError ``evidence_before_school``, ``evidence_adult``,
        ``evidence_attempts_first``, ``evidence_form_gone``, ``staff_gone``.
        """
        desk = self._desk
        kept = checked(entry, desk.today)
        with desk.store.write() as connection:
            policy = policy_in_force(connection, desk.today)
            values = self._of_student(connection, policy, student_id, kept)
            made = self._keep(connection, student_id, values)
            if kept.filed_on is not None:
                uid = connection.execute(select(_e.uid).where(_e.id == made)).scalar_one()
                event = Event(uid.hex, kept.kind, kept.on, kept.form)
                sharing = _sharing_of(connection, event)
                self._add(connection, student_id, event, sharing, {"external"}, kept.filed_on, "")
            self._note(connection, "evidence_recorded", student_id, evidence=made)
        return Changes(_TOUCHED, frozenset({student_id}), made_id=made)

    def record_group(self, came: Sequence[Came], entry: Entry) -> Changes:
        """Write down a group conference, a line for each student with who came of their side; all of them or none.

        Raises as ``record``, and OfficeError ``evidence_nobody``, ``evidence_group_too_many`` beyond what the policy allows (R29).
        """
        desk = self._desk
        kept = replace(checked(replace(entry, kind=CONFERENCE, grouping=""), desk.today), grouping="group")
        if not came:
            raise OfficeError("evidence_nobody")
        with desk.store.write() as connection:
            policy = policy_in_force(connection, desk.today)
            cap = group_cap(policy)
            if cap and len(came) > cap:
                raise OfficeError("evidence_group_too_many", most=cap, invited=len(came))
            for one in came:
                sides = (("student", one.student), ("parent", bool(one.adults)))
                roles = kept.roles | {role for role, was_there in sides if was_there}
                held = kept.stage is Stage.HELD and (one.student or bool(one.adults))
                stage = Stage.HELD if held else Stage.MISSED
                theirs = replace(kept, roles=roles, adults=one.adults, stage=stage)
                values = self._of_student(connection, policy, one.student_id, theirs)
                made = self._keep(connection, one.student_id, values | {"invited": len(came)})
                self._note(connection, "evidence_recorded", one.student_id, evidence=made)
        return Changes(_TOUCHED, frozenset(one.student_id for one in came))

    def complete(self, student_id: int, event_uid: str, marks: Collection[str], on: date, note: str = "") -> Changes:
        """Add marks to something that is there: filed in another system since a day, an answer given, a plan approved (A18).

        ``event_uid`` is that of an event of ``of_student``. Raises OfficeError ``evidence_gone``, ``evidence_day_to_come``,
        ``evidence_before_event``.
        """
        desk = self._desk
        with desk.store.write() as connection:
            shared = self._shared(connection, student_id)
            (facts,) = facts_of(connection, desk.zone, [student_id])
            event = _event(facts.events, event_uid)
            sharing = _sharing_of(connection, event)
            if sharing not in shared:
                raise OfficeError("evidence_gone")
            made = self._add(connection, student_id, event, sharing, marks, on, note)
            self._note(connection, "evidence_added", student_id, evidence=made)
        return Changes(_TOUCHED, frozenset({student_id}), made_id=made)

    # The school's

    def record_for_school(self, entry: Entry) -> Changes:
        """Write down a training, a procedure, a consultation, a duty done. Raises as ``record``."""
        desk = self._desk
        self._check_duties()
        kept = checked(entry, desk.today, of_school=True)
        with desk.store.write() as connection:
            policy = policy_in_force(connection, desk.today)
            _check_form(policy, kept)
            made = self._keep(connection, None, self._values(connection, kept, frozenset()))
            self._note(connection, "duty_recorded", evidence=made)
        return Changes(_TOUCHED, made_id=made)

    def complete_for_school(self, event_uid: str, marks: Collection[str], on: date, note: str = "") -> Changes:
        """Add marks to something that was recorded of the school. Raises as ``complete``."""
        self._check_duties()
        with self._desk.store.write() as connection:
            event = _event(school_facts(connection).events, event_uid)
            made = self._add(connection, None, event, Sharing.PLAN, marks, on, note)
            self._note(connection, "duty_recorded", evidence=made)
        return Changes(_TOUCHED, made_id=made)

    # Set right

    def correct(self, evidence_id: int, entry: Entry) -> Changes:
        """Write an entry anew; what stood there is kept behind it. Raises as ``record``, and OfficeError ``evidence_gone``.

        A group conference keeps who was invited; its kind stays what it was.
        """
        desk = self._desk
        with desk.store.write() as connection:
            row, policy = self._reached(connection, evidence_id)
            group = row.grouping == "group"
            said = replace(entry, kind=row.kind, grouping="" if group else entry.grouping)
            kept = checked(said, desk.today, of_school=row.student_id is None)
            kept = replace(kept, grouping="group") if group else kept
            if row.student_id is None:
                _check_form(policy, kept)
                values = self._values(connection, kept, frozenset())
            else:
                values = self._of_student(connection, policy, row.student_id, kept)
            self._remove(connection, evidence_id)
            made = self._keep(connection, row.student_id, values | {"invited": row.invited})
            uid = select(_e.uid).where(_e.id == made).scalar_subquery()
            connection.execute(update(evidence).where(_e.adds_to == row.uid).values(adds_to=uid))
            self._note(connection, "evidence_corrected", row.student_id, evidence=made)
        return Changes(_TOUCHED, _ids(row), made_id=made)

    def take_back(self, evidence_id: int, why: TakenBack) -> Changes:
        """Say that an entry does not stand any more, with what was added to it. Raises OfficeError ``evidence_gone``."""
        with self._desk.store.write() as connection:
            row, _policy = self._reached(connection, evidence_id)
            self._remove(connection, evidence_id)
            gone = {"deleted_at": self._desk.clock.now()}
            connection.execute(update(evidence).where(_e.adds_to == row.uid, _e.deleted_at.is_(None)).values(gone))
            self._note(connection, "evidence_taken_back", row.student_id, evidence=evidence_id, why=why.value)
        return Changes(_TOUCHED, _ids(row))

    # Waivers

    def waive(self, student_id: int, clause_id: str, period: str, by_role: str, why: str) -> Changes:
        """Say that a clause is not asked for in a period, by whose word and why.

        Raises OfficeError ``waiver_not_offered`` where the policy names nobody who may say so, ``waiver_reason_missing``.
        """
        desk = self._desk
        reason = written(why).strip()
        with desk.store.write() as connection:
            self._shared(connection, student_id)
            clause = policy_in_force(connection, desk.today).clause(clause_id)
            f = finding.c
            asked = select(f.student_id).where(f.student_id == student_id, f.clause_id == clause_id, f.period == period)
            if clause is None or by_role not in clause.waived_by or connection.execute(asked).first() is None:
                raise OfficeError("waiver_not_offered")
            if not reason:
                raise OfficeError("waiver_reason_missing")
            values = {
                "uid": uids.new_uid(desk.clock),
                "student_id": student_id,
                "clause_id": clause_id,
                "period": period,
                "by_role": by_role,
                "why": reason,
                "recorded_by": desk.viewer.person_uid,
                "recorded_at": desk.clock.now(),
            }
            made = made_id(connection.execute(insert(waiver).values(values)))
            self._note(connection, "waiver_noted", student_id, waiver=made)
        return Changes(_TOUCHED, frozenset({student_id}), made_id=made)

    def take_back_waiver(self, waiver_id: int) -> Changes:
        """Ask for a clause again. Raises OfficeError ``waiver_gone``."""
        desk = self._desk
        with desk.store.write() as connection:
            row = connection.execute(
                select(_w.student_id).where(_w.id == waiver_id, _w.deleted_at.is_(None))
            ).one_or_none()
            if row is None or not evidence_lines.shareable(connection, desk, row.student_id, Purpose.EDIT):
                raise OfficeError("waiver_gone")
            connection.execute(update(waiver).where(_w.id == waiver_id).values(deleted_at=desk.clock.now()))
            self._note(connection, "waiver_taken_back", row.student_id, waiver=waiver_id)
        return Changes(_TOUCHED, frozenset({row.student_id}))

    # What the verbs share

    def _check_duties(self) -> None:
        if self._desk.viewer.role not in _KEEP_DUTIES:
            raise OfficeError("not_allowed")

    def _shared(self, connection: Connection, student_id: int) -> frozenset[Sharing]:
        shared = evidence_lines.shareable(connection, self._desk, student_id, Purpose.EDIT)
        if not shared:
            raise OfficeError("student_gone")
        return shared

    def _reached(self, connection: Connection, evidence_id: int) -> tuple[Found, Policy]:
        """Return an entry that this person may change. Raises OfficeError ``evidence_gone``, ``not_allowed``."""
        policy = policy_in_force(connection, self._desk.today)
        row = connection.execute(
            select(evidence).where(_e.id == evidence_id, _e.deleted_at.is_(None), _e.adds_to.is_(None))
        ).one_or_none()
        if row is None:
            raise OfficeError("evidence_gone")
        if row.student_id is None:
            self._check_duties()
            return row, policy
        shared = evidence_lines.shareable(connection, self._desk, row.student_id, Purpose.EDIT)
        if Sharing(row.sharing) not in shared:
            raise OfficeError("evidence_gone")
        return row, policy

    def _of_student(self, connection: Connection, policy: Policy, student_id: int, entry: Entry) -> dict[str, object]:
        """Return an entry about a student as it is kept, once everything about it is right."""
        shared = self._shared(connection, student_id)
        sharing = _check_form(policy, entry)
        if sharing not in shared:
            raise OfficeError("evidence_gone")
        (facts,) = facts_of(connection, self._desk.zone, [student_id])
        here_since = min((int(year.label[:4]) for year in facts.years), default=0)
        if here_since and not entry.elsewhere and entry.on < date(here_since, 7, 1):
            raise OfficeError("evidence_before_school")
        allowed = {adult.uid for adult in facts.adults if adult.counts_on(entry.on)}
        named = {guardian_id: uid for uid, (guardian_id, _n) in evidence_lines.adults_of(connection, facts).items()}
        adults = frozenset(named.get(one, "") for one in entry.adults)
        if not adults <= allowed:
            raise OfficeError("evidence_adult")
        needed = attempts_before(policy, entry.form)
        begins = evidence_lines.year_begins(connection, policy, entry.on)
        made = len(evidence_lines.attempts_since(facts, begins, entry.on)) if needed else 0
        if made < needed:
            raise OfficeError("evidence_attempts_first", needed=needed, made=made)
        said = replace(entry, marks=entry.marks | {"effort"}) if needed else entry
        return self._values(connection, said, adults) | {"sharing": sharing.value}

    def _values(self, connection: Connection, entry: Entry, adults: frozenset[str]) -> dict[str, object]:
        return {
            "kind": entry.kind,
            "form": entry.form,
            "happened_on": entry.on,
            "roles": sorted(entry.roles | self._staff_roles(connection, entry.staff_id)),
            "adults": sorted(adults),
            "marks": sorted(entry.marks),
            "elsewhere": written(entry.elsewhere).strip(),
            "note": written(entry.note).strip(),
            "grouping": entry.grouping,
            "stage": entry.stage.value,
            "mode": entry.mode,
            "staff_id": entry.staff_id,
            "texts": {key: kept for key, text in entry.texts.items() if (kept := written(text).strip())},
        }

    def _staff_roles(self, connection: Connection, staff_id: int | None) -> frozenset[str]:
        """Return what a policy calls somebody of the staff. Raises OfficeError ``staff_gone``."""
        if staff_id is None:
            return frozenset()
        m = staff_member.c
        role = connection.execute(
            select(m.role).where(m.id == staff_id, m.deleted_at.is_(None))
        ).scalar_one_or_none()  # fmt: skip
        if role is None:
            raise OfficeError("staff_gone")
        return frozenset({"school"} | ({STAFF_ROLES[role]} if role in STAFF_ROLES else set()))

    def _keep(self, connection: Connection, student_id: int | None, values: dict[str, object]) -> int:
        desk = self._desk
        signed = {
            "uid": uids.new_uid(desk.clock),
            "student_id": student_id,
            "recorded_by": desk.viewer.person_uid,
            "recorded_at": desk.clock.now(),
        }
        return made_id(connection.execute(insert(evidence).values(values | signed)))

    def _add(
        self,
        connection: Connection,
        student_id: int | None,
        event: Event,
        sharing: Sharing,
        marks: Collection[str],
        on: date,
        note: str,
    ) -> int:
        assert set(marks) <= set(MARKS), marks
        if on > self._desk.today:
            raise OfficeError("evidence_day_to_come")
        if on < event.on:
            raise OfficeError("evidence_before_event")
        values: dict[str, object] = {
            "kind": event.kind,
            "form": event.form,
            "happened_on": on,
            "marks": sorted(marks),
            "note": written(note).strip(),
            "sharing": sharing.value,
            "adds_to": UUID(event.uid),
        }
        return self._keep(connection, student_id, values)

    def _remove(self, connection: Connection, evidence_id: int) -> None:
        connection.execute(
            update(evidence).where(_e.id == evidence_id).values(deleted_at=self._desk.clock.now())
        )  # fmt: skip

    def _note(self, connection: Connection, act: str, student_id: int | None = None, **params: str | int) -> None:
        audits.append(connection, self._desk.viewer, act, student_id, at=self._desk.clock.now(), **params)


def _ids(row: Found) -> frozenset[int]:
    return frozenset() if row.student_id is None else frozenset({row.student_id})


def _event(events: Collection[Event], uid: str) -> Event:
    found = next((event for event in events if event.uid == uid), None)
    if found is None:
        raise OfficeError("evidence_gone")
    return found


def _sharing_of(connection: Connection, event: Event) -> Sharing:
    """Return who reads an event: of one that somebody wrote down, as was said then; the program's own are the plan's."""
    said = connection.execute(select(_e.sharing).where(_e.uid == UUID(event.uid))).scalar_one_or_none()
    return Sharing(said) if said is not None else Sharing.PLAN


def _check_form(policy: Policy, entry: Entry) -> Sharing:
    """Return who reads what stands under a template.

    Raises OfficeError ``evidence_form_gone`` for a template, or a duty, that the policy in force does not know.
    """
    if not entry.form:
        return Sharing.PLAN
    if entry.kind == DECISION:
        clause = policy.clause(entry.form)
        if clause is not None and isinstance(clause.rule, Duty):
            return Sharing.PLAN
    else:
        template = policy.template(entry.form)
        if template is not None and template.event == entry.kind:
            return template.sharing
    raise OfficeError("evidence_form_gone")
