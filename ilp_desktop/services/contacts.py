"""Contact sheets: how the participants of a conference are reached, for each recipient what that one may know (R10)."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from sqlalchemy import Connection, Integer, bindparam, func, select

from ilp_desktop.documents.contact_sheets import draw_contact_sheet
from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.conferences import Party
from ilp_desktop.domain.contacts import FOLDER, Contact, ContactSheet, HomeContacts, Recipient
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.guardianship import Right, is_adult, rights_on
from ilp_desktop.domain.names import full_name
from ilp_desktop.language import known_language
from ilp_desktop.services.conference_rows import Found, reached
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.openings import note_opening
from ilp_desktop.services.relation_rows import TERMS, terms_of
from ilp_desktop.store import audits
from ilp_desktop.store.tables import guardian, household, office, participant, staff_member, student_guardian

_p, _g, _t, _r, _h = participant.c, guardian.c, staff_member.c, student_guardian.c, household.c
_STUDENT = "student"
_PEOPLE = (
    select(
        _p.party,
        _p.name,
        _p.role,
        _p.guardian_id,
        _g.language,
        func.coalesce(_g.phone, _t.phone, "").label("phone"),
        func.coalesce(_g.email, _t.email, "").label("email"),
        _r.household_id,
        func.coalesce(_h.address, "").label("address"),
        *TERMS,
    )
    .select_from(
        participant.outerjoin(guardian, _g.id == _p.guardian_id)
        .outerjoin(staff_member, _t.id == _p.staff_id)
        .outerjoin(
            student_guardian,
            (_r.guardian_id == _p.guardian_id)
            & (_r.student_id == bindparam("student_id", type_=Integer))
            & _r.deleted_at.is_(None),
        )
        .outerjoin(household, _h.id == _r.household_id)
    )
    .where(_p.conference_id == bindparam("conference_id", type_=Integer), _p.deleted_at.is_(None))
    .order_by(_r.household_id, _p.id)
)


class Contacts:
    """The contact sheets that one person may hand out: of conferences whose plan and contacts they may print.

    Every verb raises OfficeError ``conference_gone`` for anybody else.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def recipients(self, conference_id: int) -> tuple[Recipient, ...]:
        """Return who may have one: the folder, then each home with somebody who may see the plan today."""
        with self._desk.store.read() as connection:
            row = self._reached(connection, conference_id)
            homes = _homes(self._people(connection, row))
        note_opening(self._desk, "adults_read", row.student_id)
        return (Recipient(FOLDER, (), "en"), *self._of_age(row), *(_recipient(home) for home in homes))

    def sheet(self, conference_id: int, key: str, language: str = "en") -> bytes:
        """Draw a recipient's sheet (PDF): a home's in its language, the folder's in ``language``; it writes a line.

        A home reads of itself and of the school, never of another home. Raises OfficeError ``contact_gone`` for a
        recipient that may have none today.
        """
        desk = self._desk
        with desk.store.read() as connection:
            row = self._reached(connection, conference_id)
            people = self._people(connection, row)
            homes = _homes(people)
            known = (*self._of_age(row), *(_recipient(home) for home in homes))
            recipient = next((one for one in known if one.key == key), None)
            if recipient is None and key != FOLDER:
                raise OfficeError("contact_gone")
            size = connection.execute(select(office.c.settings)).scalar_one().get("paper", "letter")
        shown = homes if key == FOLDER else tuple(home for home in homes if _key(home[0]) == key)
        drawn = ContactSheet(
            school=row.school or desk.office_name,
            student=full_name(row.given_name, row.family_name),
            student_number=row.student_number,
            held_on=row.held_on,
            recipient=", ".join(recipient.names) if recipient else "",
            staff=tuple(_contact(one) for one in people if one.party == Party.SCHOOL.value),
            homes=tuple(HomeContacts(home[0].address, tuple(_contact(one) for one in home)) for home in shown),
        )
        with desk.store.write() as connection:
            audits.append(connection, desk.viewer, "contacts_printed", row.student_id, at=desk.clock.now())
        spoken = recipient.language if recipient else language
        return draw_contact_sheet(drawn, desk.today, known_language(spoken), size)

    def _reached(self, connection: Connection, conference_id: int) -> Found:
        reached(connection, self._desk, conference_id, Purpose.PRINT, Sharing.CONTACT)
        return reached(connection, self._desk, conference_id, Purpose.PRINT)

    def _people(self, connection: Connection, row: Found) -> tuple[Found, ...]:
        """Return the participants, of the family only who may see the plan today: who is barred is on no sheet."""
        values = {"conference_id": row.id, "student_id": row.student_id}
        people = connection.execute(_PEOPLE, values).all()
        return tuple(
            one for one in people if one.guardian_id is None or _may_see(one, row.birth_date, self._desk.today)
        )

    def _of_age(self, row: Found) -> tuple[Recipient, ...]:
        if not is_adult(row.birth_date, self._desk.today):
            return ()
        return (Recipient(_STUDENT, (full_name(row.given_name, row.family_name),), row.language),)


def _may_see(one: Found, birth_date: date | None, today: date) -> bool:
    return one.relation_id is not None and Right.SEE in rights_on(terms_of(one), birth_date, today)


def _homes(people: Sequence[Found]) -> tuple[tuple[Found, ...], ...]:
    """Return the adults of the family, home by home; who lives in none that is known is a home of their own."""
    family = sorted((one for one in people if one.guardian_id is not None), key=_key)
    return tuple(tuple(home) for _, home in groupby(family, key=_key))


def _key(one: Found) -> str:
    return f"home-{one.household_id}" if one.household_id else f"adult-{one.guardian_id}"


def _recipient(home: Sequence[Found]) -> Recipient:
    return Recipient(_key(home[0]), tuple(one.name for one in home), home[0].language or "en")


def _contact(one: Found) -> Contact:
    return Contact(one.name, one.role, one.phone, one.email)
