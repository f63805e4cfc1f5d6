"""Invitations to the conferences of a published schedule: letters in slot order, calendars, and that they went out (R34)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, bindparam, insert, select

from ilp_desktop.documents.letters import LetterText, draw_letters, hour
from ilp_desktop.documents.words import Words
from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.conferences import plan_kind_of
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.invitations import Appointment, CalendarFile, InvitationsLook
from ilp_desktop.domain.letters import SCHEDULE, Addressee, Way
from ilp_desktop.domain.names import full_name
from ilp_desktop.domain.packs import PolicyPack, worded
from ilp_desktop.domain.policy.sets import Template
from ilp_desktop.domain.watching import UNWATCHED, Watch
from ilp_desktop.services.conference_rows import Found, written
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.letter_homes import addressees_of, roles_of
from ilp_desktop.services.packs import pack_in_force
from ilp_desktop.services.policies import policy_in_force
from ilp_desktop.services.schedule_rights import ScheduleRights
from ilp_desktop.store import audits, uids
from ilp_desktop.store.tables import conference, evidence, office, schedule_meeting, staff_member, student

_c, _m, _s, _t, _e = conference.c, schedule_meeting.c, student.c, staff_member.c, evidence.c
_INVITATION = "invitation"
_COLUMNS = (
    _c.id.label("conference_id"),
    _c.uid.label("conference_uid"),
    _c.version.label("changes"),
    _c.household_id,
    _c.held_on,
    _c.starts_at,
    _c.minutes,
    _c.room,
    _c.mode,
    _c.staff_id,
    _t.given_name.label("staff_given"),
    _t.family_name.label("staff_family"),
    _t.uid.label("staff_uid"),
    _s.id,
    _s.id.label("student_id"),
    _s.given_name,
    _s.family_name,
    _s.preferred_name,
    _s.grade,
    _s.birth_date,
    _s.home_language,
    _s.email,
)


@dataclass(frozen=True, slots=True)
class _Call:
    """One conference with the homes that are invited to it."""

    row: Found
    homes: tuple[Addressee, ...]


class Invitations(ScheduleRights):
    """Invitations as far as one person may change the schedule, and may write to the families.

    Every verb raises OfficeError ``not_allowed``, ``schedule_gone``, ``pack_none`` where no policy set is in force; those
    that make something, ``invitations_none`` where nobody is to be invited.
    """

    def look(self, schedule_id: int) -> InvitationsLook:
        """Return how many letters there are to write, and to whom the family can turn."""
        self._may()
        desk = self._desk
        with desk.store.read() as connection:
            row = self._mine(connection, schedule_id)
            calls = self._calls(connection, schedule_id, Purpose.PRINT)
            waiting = select(_m.id).where(
                _m.schedule_id == schedule_id, _m.deleted_at.is_(None), _m.placed_on.is_(None)
            )
            told = _invited_since(connection, calls)
            name, phone = self._caller(connection)
            return InvitationsLook(
                schedule_id=schedule_id,
                name=row.name,
                conferences=len(calls),
                homes=sum(len(one.homes) for one in calls),
                unmailed=sum(not one.homes for one in calls),
                invited=len(told),
                waiting=len(connection.execute(waiting).all()),
                call_name=name,
                call_phone=phone,
                today=desk.today,
            )

    def papers(
        self, schedule_id: int, call_name: str, call_phone: str, language: str = "en", *, watch: Watch = UNWATCHED
    ) -> bytes:
        """Draw the letters in slot order as one PDF, each in its home's language; a line in the record for each student.

        ``language`` is that of the title. ``watch`` hears ``drawn``. Raises OfficeError ``letter_no_caller``, ``stopped``.
        """
        desk = self._desk
        caller = (written(call_name).strip(), written(call_phone).strip())
        if not caller[0]:
            raise OfficeError("letter_no_caller")
        with desk.store.read() as connection:
            calls = self._invited(connection, schedule_id, Purpose.PRINT)
            pack, template = pack_in_force(connection, desk.today), self._template(connection)
            paper = connection.execute(select(office.c.settings)).scalar_one().get("paper", "letter")
        letters = [
            (self._text(one, home, pack, template, caller), home.language) for one in calls for home in one.homes
        ]
        title = Words(language, {}).gettext("Invitations")
        count = len(letters)
        pdf = draw_letters(letters, desk.today, title, language, paper, lambda done: watch.at("drawn", done, count))
        with desk.store.write() as connection:
            for student_id in dict.fromkeys(one.row.student_id for one in calls):
                audits.append(connection, desk.viewer, "letter_made", student_id, at=desk.clock.now())
        return pdf

    def calendars(
        self, schedule_id: int, call_name: str, call_phone: str, language: str = "en"
    ) -> tuple[CalendarFile, ...]:
        """Return the appointments of each home in its language, and of each member of staff in ``language``.

        No file and no title holds a student's family name. It leaves the program: a line in the record.
        """
        desk = self._desk
        caller = (written(call_name).strip(), written(call_phone).strip())
        with desk.store.read() as connection:
            calls = self._invited(connection, schedule_id, Purpose.EXPORT)
            pack = pack_in_force(connection, desk.today)
        files = [*self._of_homes(calls, pack, caller), *self._of_staff(calls, pack, language)]
        with desk.store.write() as connection:
            count = len(files)
            audits.append(connection, desk.viewer, "calendars_exported", at=desk.clock.now(), files=count)
        return tuple(files)

    def sent(self, schedule_id: int, way: Way, on: date | None = None) -> Changes:
        """Write down that the invitations went out on a day, today if not said: evidence of each, with the adults asked.

        Raises OfficeError ``letter_in_future``.
        """
        desk, day = self._desk, on or self._desk.today
        if day > desk.today:
            raise OfficeError("letter_in_future")
        with desk.store.write() as connection:
            calls = [one for one in self._invited(connection, schedule_id, Purpose.EDIT) if one.homes]
            template = self._template(connection)
            shared = {
                "kind": _INVITATION,
                "form": template.key if template is not None else "",
                "happened_on": day,
                "marks": ["parents_invited", "student_invited"],
                "mode": way.value,
                "staff_id": desk.viewer.staff_id,
                "recorded_by": desk.viewer.person_uid,
                "recorded_at": desk.clock.now(),
            }
            for one in calls:
                values = {
                    "uid": uids.new_uid(desk.clock),
                    "student_id": one.row.student_id,
                    "roles": roles_of(one.homes, invites=True),
                    "adults": [uid for home in one.homes for uid in home.adults],
                }
                connection.execute(insert(evidence).values(**shared, **values))
                audits.append(connection, desk.viewer, "letter_sent", one.row.student_id, at=desk.clock.now())
        return Changes(frozenset({Kind.EVIDENCE}), frozenset(one.row.student_id for one in calls))

    # What stands behind

    def _invited(self, connection: Connection, schedule_id: int, purpose: Purpose) -> list[_Call]:
        self._may()
        self._mine(connection, schedule_id)
        calls = self._calls(connection, schedule_id, purpose)
        if not any(one.homes for one in calls):
            raise OfficeError("invitations_none")
        return calls

    def _calls(self, connection: Connection, schedule_id: int, purpose: Purpose) -> list[_Call]:
        """Return the conferences to come, in slot order, of the students to whose families this person may write."""
        desk = self._desk
        statement = _to_come(desk, purpose)
        rows = connection.execute(statement, desk.as_viewer(schedule=schedule_id)).all()
        return [_Call(row, _of_home(addressees_of(connection, row, desk.today), row.household_id)) for row in rows]

    def _caller(self, connection: Connection) -> tuple[str, str]:
        viewer = self._desk.viewer
        if viewer.staff_id is None:
            return viewer.name, ""
        wanted = select(_t.given_name, _t.family_name, _t.phone).where(_t.id == viewer.staff_id)
        row = connection.execute(wanted).one_or_none()
        return (full_name(row.given_name, row.family_name), row.phone) if row else (viewer.name, "")

    def _template(self, connection: Connection) -> Template | None:
        policy = policy_in_force(connection, self._desk.today)
        return next((one for each in reversed(policy.sets) for one in each.templates if one.event == _INVITATION), None)

    def _text(
        self, call: _Call, home: Addressee, pack: PolicyPack, template: Template | None, caller: tuple[str, str]
    ) -> LetterText:
        desk, row = self._desk, call.row
        return LetterText(
            kind=SCHEDULE,
            title=worded(template.title, home.language) if template is not None else "",
            school=desk.office_name,
            student=row.preferred_name or row.given_name,
            plan=_plan(pack, row, home.language),
            names=home.names,
            address=home.address,
            call_name=caller[0],
            call_phone=caller[1],
            signed=desk.viewer.name,
            to_student=home.is_student,
            arranged_on=row.held_on,
            arranged_at=row.starts_at,
            arranged_room=row.room,
            arranged_mode=row.mode,
            arranged_with=full_name(row.staff_given or "", row.staff_family or ""),
            arranged_minutes=row.minutes,
        )

    # Calendars

    def _of_homes(self, calls: Sequence[_Call], pack: PolicyPack, caller: tuple[str, str]) -> Iterator[CalendarFile]:
        """Yield a file for each home with all its children's conferences."""
        found: dict[str, list[tuple[_Call, Addressee]]] = {}
        for call in calls:
            for home in call.homes:
                key = f"student-{call.row.student_id}" if home.is_student else home.key
                found.setdefault(key, []).append((call, home))
        for number, mine in enumerate(found.values(), start=1):
            language = mine[0][1].language
            entries = [self._appointment(call, pack, caller, language) for call, _home in mine]
            yield self._file(f"family-{number:03}.ics", entries, language)

    def _of_staff(self, calls: Sequence[_Call], pack: PolicyPack, language: str) -> Iterator[CalendarFile]:
        """Yield a file for each member of staff with everybody whom they meet."""
        found: dict[int, list[_Call]] = {}
        for call in calls:
            if call.row.staff_id is not None:
                found.setdefault(call.row.staff_id, []).append(call)
        for number, mine in enumerate(found.values(), start=1):
            entries = [replace(self._appointment(call, pack, ("", ""), language), words="") for call in mine]
            yield self._file(f"staff-{number:02}.ics", entries, language)

    def _appointment(self, call: _Call, pack: PolicyPack, caller: tuple[str, str], language: str) -> Appointment:
        row, words = call.row, Words(language, {})
        place = {"phone": words.gettext("By phone"), "video": words.gettext("By video")}.get(row.mode, "")
        staff = full_name(row.staff_given or "", row.staff_family or "")
        said = [words.gettext("With {name}.").format(name=staff)] if staff else []
        said.append(
            words.gettext("{date}, {hour}").format(date=words.date(row.held_on.isoformat()), hour=hour(row.starts_at))
        )
        if caller[0]:
            to_call = words.gettext("Do you have questions? Call {name}, {phone}.")
            to_ask = words.gettext("Do you have questions? Ask {name}.")
            said.append((to_call if caller[1] else to_ask).format(name=caller[0], phone=caller[1]))
        title = words.gettext("{plan}: conference for {name}")
        return Appointment(
            uid=f"{row.conference_uid.hex}@{self._desk.office_uid.hex}",
            on=row.held_on,
            starts_at=row.starts_at or "00:00",
            minutes=row.minutes,
            title=title.format(plan=_plan(pack, row, language), name=row.preferred_name or row.given_name),
            place=place or ", ".join(part for part in (self._desk.office_name, row.room) if part),
            words="\n".join(said),
            sequence=row.changes - 1,
        )

    def _file(self, name: str, entries: Sequence[Appointment], language: str) -> CalendarFile:
        from ilp_desktop.documents.calendars import draw_calendar  # noqa: PLC0415 - seldom made, and a library for it alone

        return CalendarFile(name, draw_calendar(entries, self._desk.zone, self._desk.clock.now(), language))


def _to_come(desk: Desk, purpose: Purpose) -> Select[*tuple[Any, ...]]:
    """Return the conferences of a schedule that are published and have not begun, in slot order."""
    return (
        select(
            *_COLUMNS,
        )
        .select_from(
            schedule_meeting.join(conference, _c.id == _m.conference_id)
            .join(student, _s.id == _c.student_id)
            .outerjoin(staff_member, _t.id == _c.staff_id)
        )
        .where(
            _m.schedule_id == bindparam("schedule"),
            _m.deleted_at.is_(None),
            _m.placed_on.is_not(None),
            _c.deleted_at.is_(None),
            _c.begun_at.is_(None),
            _c.held_on >= desk.today,
            _s.deleted_at.is_(None),
            desk.sees(Sharing.PLAN, purpose),
            desk.sees(Sharing.CONTACT, purpose),
        )
        .order_by(_c.held_on, _c.starts_at, _t.family_name, _t.given_name, _s.sort_key, _c.id)
    )


def _plan(pack: PolicyPack, row: Found, language: str) -> str:
    return worded(pack.plan_labels[plan_kind_of(row.grade).value], language)


def _of_home(homes: tuple[Addressee, ...], household_id: int | None) -> tuple[Addressee, ...]:
    """Return the homes that are invited to a conference for one of them, or for all."""
    if household_id is None:
        return homes
    return tuple(one for one in homes if one.is_student or one.key == f"home-{household_id}")


def _invited_since(connection: Connection, calls: Sequence[_Call]) -> set[int]:
    """Return the conferences of whose family a letter went out this school year, and before the conference's day."""
    students = {one.row.student_id: one.row for one in calls}
    rows = connection.execute(
        select(_e.student_id, _e.happened_on, _e.adults).where(
            _e.kind == _INVITATION, _e.deleted_at.is_(None), _e.student_id.in_(students)
        )
    )
    told: dict[int, set[str]] = {}
    for row in rows:
        if 0 <= (students[row.student_id].held_on - row.happened_on).days <= _RECENT:
            told.setdefault(row.student_id, set()).update(row.adults)
    return {
        one.row.conference_id
        for one in calls
        if one.homes
        and {uid for home in one.homes for uid in home.adults} <= told.get(one.row.student_id, set())
        and one.row.student_id in told
    }


_RECENT = 90
"""Days before a conference in which a letter is taken for its invitation, where it is only told how many went out."""
