"""Guardians of a plain table: in rows of their own, or up to three of them in a student's row."""

from collections.abc import Iterator

from ilp_desktop.domain.roster import PersonKind, RosterPerson, RosterRecord, RosterRelation, RosterRole
from ilp_desktop.roster.fields import GUARDIAN_PREFIXES
from ilp_desktop.roster.mapped_plan import Plan
from ilp_desktop.roster.mapped_values import Memo, name_key, phone_digits
from ilp_desktop.roster.mapped_who import Address, person_namer, student_rows

_ROLES = (RosterRole(PersonKind.GUARDIAN, "guardian"),)
_FLAGS = ("lives_with", "may_see", "may_be_mailed", "barred")
_Flags = tuple[bool | None, bool | None, bool | None, bool | None]
_UNSAID: _Flags = (None, None, None, None)


class Guardians:
    """One guardian of each row: the person once in the whole table, and what they are to the row's student."""

    def __init__(self, plan: Plan, prefix: str) -> None:
        self._plan = plan
        self._heading = plan.first_heading(*(prefix + part for part in ("name", "last_name", "phone", "email")))
        self._names = person_namer(plan, prefix)
        self._id, self._relationship, self._phone, self._cell, self._email = (
            plan.at(prefix + part) for part in ("id", "relationship", "phone", "cell", "email")
        )
        self._home = plan.at("phone")
        self._filled = (self._phone, self._cell, self._email, self._id)
        self._relationships = plan.text(prefix + "relationship")
        self._language, self._interpreter = plan.languages(prefix + "language"), plan.flags(prefix + "interpreter")
        self._lives, self._sees, self._mail = (plan.flags(prefix + part) for part in _FLAGS[:3])
        self._barred = plan.barred(prefix + "barred")
        self._says = plan.has(*(prefix + part for part in _FLAGS))
        self._address = Address(plan, prefix)
        self._digits = Memo[str, str](phone_digits)
        self._keys: Memo[tuple[str, str, str], str] = Memo(lambda parts: name_key(*parts))
        self._seen, self._related = plan.guardians_seen, plan.relations_seen

    @staticmethod
    def are_in(plan: Plan, prefix: str) -> bool:
        """Whether the table has such a guardian: named in one column, or in two."""
        return plan.has(prefix + "name") or (plan.has(prefix + "first_name") and plan.has(prefix + "last_name"))

    def of(
        self, row: int, cells: list[str], student: str, home: str
    ) -> tuple[RosterPerson | None, RosterRelation | None]:
        """Return the guardian where they are new, and the relation where it is; ``home`` is the student's address."""
        given, middle, family, _lacks = self._names(cells)
        if not (given or family):
            if any(cells[at] for at in self._filled):
                self._plan.remarks.warn(self._plan.file, row, "guardian_unnamed", column=self._heading)
            return None, None
        found = cells[self._id] or self._keys[given, family, self._beside(cells, student)]
        flags = self._flags(row, cells) if self._says else _UNSAID
        person = None
        if found not in self._seen:
            self._seen.add(found)
            person = self._person(row, cells, found, (given, middle, family), home if flags[0] else "")
        key = f"{student}:{found}"
        if key in self._related:
            return person, None
        self._related.add(key)
        relationship = cells[self._relationship]
        if relationship:
            relationship = self._relationships[relationship]
        return person, RosterRelation(key, student, found, relationship, *flags, row)

    def _beside(self, cells: list[str], student: str) -> str:
        """Return what tells a guardian without an id from others of the name: phone, e-mail, the student's phone."""
        phone = cells[self._phone] or cells[self._cell]
        if phone and (digits := self._digits[phone]):
            return digits
        return cells[self._email].lower() or phone_digits(cells[self._home]) or student

    def _flags(self, row: int, cells: list[str]) -> _Flags:
        return self._lives(row, cells), self._sees(row, cells), self._mail(row, cells), self._barred(row, cells)

    def _person(self, row: int, cells: list[str], found: str, name: tuple[str, str, str], home: str) -> RosterPerson:
        return RosterPerson(
            sourced_id=found,
            roles=_ROLES,
            given_name=name[0],
            family_name=name[2],
            middle_name=name[1],
            identifier=cells[self._id],
            email=cells[self._email],
            phone=cells[self._phone],
            sms=cells[self._cell],
            language=self._language(row, cells),
            needs_interpreter=self._interpreter(row, cells),
            # Only who is said to live with the student lives where the student does.
            address=self._address.of(cells) or home,
            row=row,
        )


def guardians(plan: Plan) -> Iterator[RosterRecord]:
    """Yield guardians of a table with a row for each of them and each student."""
    each, names = Guardians(plan, GUARDIAN_PREFIXES[0]), person_namer(plan, GUARDIAN_PREFIXES[0])
    heading = plan.first_heading("guardian_name", "guardian_last_name")
    for row, cells, student in student_rows(plan):
        given, _middle, family, _lacks = names(cells)
        if not (given or family):
            plan.remarks.refuse(plan.file, row, "cell_empty", column=heading)
            continue
        person, relation = each.of(row, cells, student, "")
        if person:
            yield person
        if relation:
            yield relation
