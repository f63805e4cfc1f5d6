"""Conferences, signatures, plans and copies as the events that clauses count."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, case, exists, func, select

from ilp_desktop.domain.deliveries import DeliveryKind
from ilp_desktop.domain.packs import APPROVED, Meeting, Occasion, PolicyPack
from ilp_desktop.domain.policy.facts import Event, Stage
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.packs import narrowed, pinned_pack
from ilp_desktop.store.tables import (
    answer,
    commitment,
    conference,
    consultation,
    delivery,
    goal,
    guardian,
    measure_point,
    participant,
    plan_revision,
    rendering,
    signature,
    staff_member,
    step,
)
from ilp_desktop.store.these import Asked

PARTIES = {"student": "student", "family": "parent", "school": "school"}
"""What a policy calls a party of a conference."""
STAFF_ROLES = {
    "counselor": "counselor",
    "lead": "counselor",
    "teacher": "teacher",
    "principal": "administrator",
    "administrator": "administrator",
    "career_staff": "career_staff",
}
"""What a policy calls somebody of the staff who took part, by their role at the school."""
_SECTIONS = {"celebrate": frozenset({"strengths"}), "data": frozenset({"improvement"})}
"""Where something was written down, and what it shows the conference to have had (R39, R40)."""
_OF_KIND = {"courses": frozenset({"courses"}), "graduation": frozenset({"graduation"})}
"""What a kind of field shows by itself (R48, R55, R57)."""
_EVERYBODY = ""
_SIGNED = {"student": "signed_student", "parent": "signed_parent", "school": "signed_educator"}
_A_MARK = ("agree", "attended_only", "disagree")
"""Any of these is a signature; that somebody chose not to sign is told, and is none."""


@dataclass(slots=True)
class _Meeting:
    """What is gathered about one conference before it becomes an event."""

    row: Found
    roles: set[str] = field(default_factory=set[str])
    adults: set[str] = field(default_factory=set[str])
    marks: set[str] = field(default_factory=set[str])


def meetings_of(connection: Connection, zone: ZoneInfo, wanted: tuple[int, ...] | None) -> Iterator[tuple[int, Event]]:
    """Yield (student's row, event) of every conference and what came of it, for these students or all."""
    yield from _Meetings(connection, zone, wanted).events()


# The statements: built once, each for everybody or for some.

_c, _p, _a, _g, _m, _v, _r, _d = (
    conference.c,
    participant.c,
    answer.c,
    goal.c,
    commitment.c,
    plan_revision.c,
    rendering.c,
    delivery.c,
)
_invited = conference.alias("invited")
# To a group belong those who did not come as well: how many were invited is what a policy caps (R29).
_INVITED = case(
    (_c.group_id.is_(None), 1),
    else_=select(func.count(_invited.c.student_id.distinct()))
    .where(_invited.c.group_id == _c.group_id, _invited.c.deleted_at.is_(None))
    .correlate(conference)
    .scalar_subquery(),
)
_HELD = Asked.of(
    select(
        _c.id,
        _c.uid,
        _c.student_id,
        _c.held_on,
        _c.state,
        _c.plan_kind,
        _c.occasion,
        _c.grade,
        _c.programs,
        _c.concluded_at,
        _c.continues_id,
        _c.pack_id,
        _c.pack_version,
        _c.pack_digest,
        _c.group_id,
        _INVITED.label("invited"),
        consultation.c.counted,
        consultation.c.reason,
        consultation.c.phase,
    )
    .outerjoin(consultation, consultation.c.conference_id == _c.id)
    .where(_c.deleted_at.is_(None)),
    _c.student_id,
)
_CAME = Asked.of(
    select(_p.conference_id, _p.party, guardian.c.uid, staff_member.c.role)
    .join(conference, _c.id == _p.conference_id)
    .outerjoin(guardian, guardian.c.id == _p.guardian_id)
    .outerjoin(staff_member, staff_member.c.id == _p.staff_id)
    # Who came with a parent's permission is no parent; who interprets is there for the family, and is nobody of the school's.
    .where(_p.attended.is_(True), _p.deleted_at.is_(None), _p.permitted_how == "", _p.role != "interpreter"),
    _c.student_id,
)
_ANSWERS = Asked.of(
    select(_a.conference_id, _a.field)
    .join(conference, _c.id == _a.conference_id)
    .where(_a.text != "", _a.deleted_at.is_(None)),
    _c.student_id,
)
_HAS_STEP = exists().where(step.c.goal_id == _g.id, step.c.deleted_at.is_(None), step.c.text != "")
_GOALS = Asked.of(
    select(_g.conference_id, _g.whose, _HAS_STEP.label("has_step"))
    .join(conference, _c.id == _g.conference_id)
    .where(_g.text != "", _g.deleted_at.is_(None)),
    _c.student_id,
)
_SUPPORT = Asked.of(
    select(_m.conference_id, _m.party)
    .join(conference, _c.id == _m.conference_id)
    .where(_m.text != "", _m.deleted_at.is_(None)),
    _c.student_id,
)
_MEASURES = Asked.of(
    select(measure_point.c.student_id, measure_point.c.measured_on).where(measure_point.c.deleted_at.is_(None)),
    measure_point.c.student_id,
)
_PAPERS = Asked.of(
    select(_v.conference_id, _v.student_id, _v.uid, _v.id, _r.finalized_at).join(rendering, _r.revision_id == _v.id),
    _v.student_id,
)
_SIGNATURES = Asked.of(
    select(
        _v.conference_id,
        _v.student_id,
        signature.c.uid,
        signature.c.choice,
        signature.c.method,
        signature.c.signed_at,
        _p.party,
        guardian.c.uid.label("adult"),
    )
    .join(plan_revision, _v.id == signature.c.revision_id)
    .join(participant, _p.id == signature.c.participant_id)
    .outerjoin(guardian, guardian.c.id == _p.guardian_id)
    .where(signature.c.withdrawn_at.is_(None)),
    _v.student_id,
)
_COPIES = Asked.of(
    select(_v.conference_id, _v.student_id, _d.uid, _d.kind, _d.done_at)
    .join(rendering, _r.id == _d.rendering_id)
    .join(plan_revision, _v.id == _r.revision_id),
    _v.student_id,
)


class _Meetings:
    """Gathers what is known of each conference, table by table, before any of it becomes an event."""

    def __init__(self, connection: Connection, zone: ZoneInfo, wanted: tuple[int, ...] | None) -> None:
        self._connection = connection
        self._zone = zone
        self._wanted = wanted
        self._meetings: dict[int, _Meeting] = {}
        self._goes_on: dict[int, int] = {}
        self._events: list[tuple[int, Event]] = []
        self._finalized: dict[int, tuple[Found, date]] = {}
        self._occasions: dict[_Key, Occasion] = {}
        self._read_conferences()
        self._read_papers()

    def events(self) -> Iterator[tuple[int, Event]]:
        """Yield what was gathered: marks and copies belong to their conference as well."""
        yield from self._events
        for meeting in self._meetings.values():
            occasion = self._occasions.get(_kind_of(meeting.row))
            if occasion is None:
                yield meeting.row.student_id, _met(meeting)
            elif meeting.row.concluded_at is not None:
                yield meeting.row.student_id, _kept(meeting, occasion)
        yield from self._plans()

    def _rows(self, asked: Asked) -> Sequence[Found]:
        return asked.rows(self._connection, self._wanted)

    # Conferences

    def _read_conferences(self) -> None:
        rows = self._rows(_HELD)
        # One that went on another day is one conference, of the day on which it ends; who came to any of its days came.
        self._goes_on = {row.continues_id: row.id for row in rows if row.continues_id is not None}
        self._meetings = {row.id: _Meeting(row) for row in rows if row.id not in self._goes_on}
        if not self._meetings:
            return
        self._read_who_came()
        self._read_what_was_said()
        self._read_measures()

    def _of_conference(self, asked: Asked) -> Iterator[tuple[_Meeting, Found]]:
        for row in self._rows(asked):
            meeting = self._meetings.get(self._ended_in(row.conference_id))
            if meeting is not None:
                yield meeting, row

    def _ended_in(self, conference_id: int) -> int:
        while conference_id in self._goes_on:
            conference_id = self._goes_on[conference_id]
        return conference_id

    def _read_who_came(self) -> None:
        for meeting, row in self._of_conference(_CAME):
            meeting.roles.add(PARTIES.get(row.party, "school"))
            if row.role in STAFF_ROLES:
                meeting.roles.add(STAFF_ROLES[row.role])
            if row.uid is not None:
                meeting.adults.add(row.uid.hex)

    def _read_what_was_said(self) -> None:
        shows = {key: _shown(pack) for key, pack in self._packs().items()}
        nothing: dict[str, frozenset[str]] = {}
        for meeting, row in self._of_conference(_ANSWERS):
            meeting.marks |= shows.get(_kind_of(meeting.row), nothing).get(row.field, frozenset())
        without_steps: set[int] = set()
        for meeting, row in self._of_conference(_GOALS):
            meeting.marks |= {"goals", "goals_student" if row.whose == "student" else "goals_joint"}
            if not row.has_step:
                without_steps.add(row.conference_id)
        parties: defaultdict[int, set[str]] = defaultdict(set)
        for meeting, row in self._of_conference(_SUPPORT):
            parties[row.conference_id].add(row.party)
            if {"family", "school"} <= parties[row.conference_id]:
                meeting.marks.add("support")
            if set(PARTIES) <= parties[row.conference_id]:
                meeting.marks |= shows.get(_kind_of(meeting.row), nothing).get(_EVERYBODY, frozenset())
        for conference_id, meeting in self._meetings.items():
            if "goals" in meeting.marks and conference_id not in without_steps:
                meeting.marks.add("steps")

    def _packs(self) -> dict["_Key", PolicyPack]:
        """Return the policy sets that these conferences were begun under, with each kind of conference's own steps."""
        found: dict[_Key, PolicyPack] = {}
        for row in (meeting.row for meeting in self._meetings.values() if meeting.row.pack_digest):
            key = _kind_of(row)
            if key not in found:
                pack = pinned_pack(self._connection, row.pack_id, row.pack_version, row.pack_digest)
                meeting = key[1]
                found[key] = narrowed(pack, meeting)
                occasion = pack.occasion(row.occasion)
                if occasion is not None:
                    self._occasions[key] = occasion
        return found

    def _read_measures(self) -> None:
        first: dict[int, date] = {}
        for row in self._rows(_MEASURES):
            first[row.student_id] = min(row.measured_on, first.get(row.student_id, row.measured_on))
        for meeting in self._meetings.values():
            if (day := first.get(meeting.row.student_id)) is not None and day <= meeting.row.held_on:
                meeting.marks.add("data")

    # Plans, signatures, copies

    def _read_papers(self) -> None:
        if not self._meetings:
            return
        for row in self._rows(_PAPERS):
            day = row.finalized_at.astimezone(self._zone).date()
            known = self._finalized.get(row.id)
            self._finalized[row.id] = (row, day if known is None else min(day, known[1]))
        if self._finalized:
            self._read_copies()
        self._read_signatures()

    def _plans(self) -> Iterator[tuple[int, Event]]:
        for row, day in self._finalized.values():
            meeting = self._meetings.get(row.conference_id)
            if meeting is not None and _kind_of(meeting.row) not in self._occasions:
                roles, marks = frozenset(meeting.roles), frozenset({*meeting.marks, "statement"})
                form = meeting.row.plan_kind
                yield row.student_id, Event(row.uid.hex, "plan", day, form, roles=roles, marks=marks)

    def _read_signatures(self) -> None:
        for row in self._rows(_SIGNATURES):
            role = PARTIES.get(row.party, "school")
            if row.method == "chose_not_to_sign" or row.choice not in _A_MARK:
                continue
            if row.conference_id in self._meetings:
                self._meetings[row.conference_id].marks.add(_SIGNED[role])
            adults = frozenset({row.adult.hex}) if row.adult is not None else frozenset[str]()
            day = row.signed_at.astimezone(self._zone).date()
            mark = Event(
                row.uid.hex, "signature", day, roles=frozenset({role}), adults=adults, marks=frozenset({_SIGNED[role]})
            )
            self._events.append((row.student_id, mark))

    def _read_copies(self) -> None:
        for row in self._rows(_COPIES):
            if row.kind == DeliveryKind.PRINTED.value:
                continue
            given = row.kind == DeliveryKind.GIVEN_TO_FAMILY.value
            if row.conference_id in self._meetings:
                self._meetings[row.conference_id].marks.add("given" if given else "filed")
            kind = "delivery" if given else "filing"
            day = row.done_at.astimezone(self._zone).date()
            self._events.append((row.student_id, Event(row.uid.hex, kind, day)))


_Key = tuple[str, Meeting]
"""A policy set by its digest, and the kind of conference."""


def _kind_of(row: Found) -> _Key:
    return row.pack_digest, Meeting(row.grade, row.plan_kind, frozenset(row.programs.split()), row.occasion)


def _shown(pack: PolicyPack) -> dict[str, frozenset[str]]:
    """Return what each field shows once something stands in it: what the policy set says, and what its section is for.

    What is shown once every party made a commitment stands under ``_EVERYBODY``.
    """
    fields = [(section.key, each) for section in pack.sections for each in section.fields]
    shown: dict[str, frozenset[str]] = {}
    for key, each in fields:
        path = f"{key}.{each.key}"
        marks = frozenset(each.shows) | _SECTIONS.get(key, frozenset()) | _OF_KIND.get(each.kind, frozenset())
        shown |= {f"{path}#{part}" if part else path: marks for part in each.parts}
        if each.kind == "courses":
            shown |= {path: marks, f"{path}#{APPROVED}": frozenset({"approved"})}
    shown[_EVERYBODY] = frozenset(mark for _key, each in fields if each.kind == "commitments" for mark in each.shows)
    return shown


def _kept(meeting: _Meeting, occasion: Occasion) -> Event:
    """Return what a conversation counts as that is no conference: a call, a note, an addendum of its own (R95, R97, R102)."""
    row = meeting.row
    return Event(
        row.uid.hex,
        occasion.event,
        row.held_on,
        occasion.key,
        roles=frozenset(meeting.roles),
        adults=frozenset(meeting.adults),
        marks=frozenset(meeting.marks),
    )


def _met(meeting: _Meeting) -> Event:
    row = meeting.row
    stage = Stage.HELD if row.concluded_at is not None else Stage.MISSED if row.state == "missed" else Stage.OFFERED
    held = stage is Stage.HELD
    talked = held and not row.reason and bool(row.counted)
    return Event(
        uid=row.uid.hex,
        kind="conference",
        on=row.held_on,
        grouping="individual" if row.group_id is None else "group",
        stage=stage,
        roles=frozenset(meeting.roles) if held else frozenset(),
        adults=frozenset(meeting.adults) if held else frozenset(),
        marks=frozenset(meeting.marks),
        talk=row.counted if talked else None,
        talk_declined=held and row.reason == "parent_declined",
        invited=row.invited,
    )
