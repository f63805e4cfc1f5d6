"""For whom a confidential portion can be consented, and which adults may consent, on the day it is asked (R82)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Integer, bindparam, or_, select

from ilp_desktop.domain.confidential import (
    ConfidentialItem,
    ConsentAges,
    Recipient,
    SheetView,
    missing_from,
    needed_for,
    words_of,
)
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.guardianship import Right, rights_on
from ilp_desktop.domain.names import full_name
from ilp_desktop.services.confidential_records import Kept, Whose
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.relation_rows import TERMS, terms_of
from ilp_desktop.store.tables import assignment, guardian, staff_member, student_guardian
from ilp_desktop.store.visible import TODAY, has_left

THE_PLAN = Recipient("plan")
_STUDENT = bindparam("student_id", type_=Integer)
_ADULTS = (
    select(guardian.c.uid, guardian.c.given_name, guardian.c.family_name, guardian.c.language, *TERMS)
    .join(student_guardian, student_guardian.c.guardian_id == guardian.c.id)
    .where(
        student_guardian.c.student_id == _STUDENT,
        student_guardian.c.deleted_at.is_(None),
        guardian.c.deleted_at.is_(None),
    )
    .order_by(guardian.c.id)
)
_a, _t = assignment.c, staff_member.c
_STAFF = (
    select(_t.uid, _t.given_name, _t.family_name, _t.person_uid)
    .join(assignment, _a.staff_id == _t.id)
    .where(
        _a.student_id == _STUDENT,
        _a.deleted_at.is_(None),
        _t.deleted_at.is_(None),
        or_(_a.begins_on.is_(None), _a.begins_on <= TODAY),
        or_(_a.ends_on.is_(None), _a.ends_on >= TODAY),
        ~has_left(_t.id, TODAY),
    )
    .order_by(_t.family_name, _t.given_name, _t.id)
)


@dataclass(frozen=True, slots=True)
class People:
    """Recipients of today, and the adults who may sign for the student today."""

    recipients: tuple[Recipient, ...]
    parents: tuple[Recipient, ...]

    def recipient(self, wanted: Recipient) -> Recipient:
        """Return a recipient as they are called today. Raises OfficeError ``recipient_gone``."""
        found = next((one for one in self.recipients if one.is_same(wanted)), None)
        if found is None:
            raise OfficeError("recipient_gone")
        return found


def people_of(connection: Connection, desk: Desk, whose: Whose) -> People:
    """Return who can be named for one student today. Two statements."""
    values = {"student_id": whose.student_id, "today": desk.today}
    staff: dict[str, Recipient] = {}
    for row in connection.execute(_STAFF, values):
        if row.person_uid != desk.viewer.person_uid:
            staff[row.uid.hex] = Recipient("staff", row.uid.hex, full_name(row.given_name, row.family_name))
    adults: list[Recipient] = []
    parents: list[Recipient] = []
    for row in connection.execute(_ADULTS, values):
        one = Recipient("adult", row.uid.hex, full_name(row.given_name, row.family_name), row.language)
        rights = rights_on(terms_of(row), whose.birth_date, desk.today)
        if Right.SEE in rights:
            adults.append(one)
        if Right.SIGN in rights:
            parents.append(one)
    return People((THE_PLAN, *staff.values(), *adults), tuple(parents))


def item_of(kept: Kept, whose: Whose, people: People, ages: ConsentAges, today: date) -> ConfidentialItem:
    """Return a note or document with each of its consent sheets, and what they lack today."""
    record = kept.record
    needed = needed_for(record, ages, whose.birth_date, today)
    parents = [parent.uid for parent in people.parents]
    sheets = tuple(
        SheetView(sheet, missing_from(sheet, needed, parents, today), words_of(record, sheet) is not None)
        for sheet in record.sheets
    )
    return ConfidentialItem(kept.row.id, kept.row.version, record, sheets)
