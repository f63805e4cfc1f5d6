"""Who a row of a plain table is about: the student, the school, a member of staff named in passing; names and addresses."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ilp_desktop.domain.roster import PersonKind, RosterOrg, RosterPerson, RosterRole
from ilp_desktop.roster.mapped_plan import Plan, is_footer, is_id
from ilp_desktop.roster.mapped_values import Memo, is_name, name_key, read_name

WHO = ("person_id", "student_number", "state_id")


class Schools:
    """The schools that rows name, each a record the first time, and the roles of people there."""

    def __init__(self, plan: Plan) -> None:
        self._id, self._name = plan.at("school_id"), plan.at("school")
        self._names = plan.text("school")
        self._seen: set[str] = set()
        self._roles: dict[str, tuple[RosterRole, ...]] = {}
        self.there = plan.has("school_id", "school")

    def of(self, cells: list[str]) -> str:
        """Return the id of the school that a row names, '' for none."""
        return cells[self._id] or cells[self._name]

    def new(self, row: int, cells: list[str]) -> RosterOrg | None:
        """Return the school where it was not named before."""
        sourced_id = cells[self._id] or cells[self._name]
        if not sourced_id or sourced_id in self._seen:
            return None
        self._seen.add(sourced_id)
        name = self._names[cells[self._name]] or sourced_id
        return RosterOrg(sourced_id, name, "school", cells[self._id], "", row)

    def roles(self, kind: PersonKind, role: str, org: str) -> tuple[RosterRole, ...]:
        """Return a person's role at a school, the same value each time."""
        key = f"{role}\x1f{org}"
        known = self._roles.get(key)
        if known is None:
            known = self._roles[key] = (RosterRole(kind, role, org),)
        return known


def student_ids(plan: Plan) -> Callable[[list[str]], str]:
    """Return how a row says which student it is about: the sender's own id, else the number, else the state's."""
    own, number, state = (plan.at(key) for key in WHO)
    return lambda cells: cells[own] or cells[number] or cells[state]


def student_rows(plan: Plan) -> Iterator[tuple[int, list[str], str]]:
    """Yield row, cells and student of a table about students; rows that name none are refused."""
    who, sound = student_ids(plan), Memo(is_id)
    for row, cells, raw in plan.rows():
        student = who(cells)
        if not student:
            plan.refuse(row, raw, "cell_empty", *WHO)
        elif student.isdigit() or sound[student] or not is_footer(raw):
            yield row, cells, student


@dataclass(frozen=True, slots=True)
class StaffNaming:
    """How a row names a member of staff: by id, by e-mail or only by name."""

    id_at: int
    email_at: int
    name_at: int
    duty: str
    names: Memo[str, tuple[str, str] | None]

    @classmethod
    def of(cls, plan: Plan, prefix: str, duty: str) -> "StaffNaming | None":
        """Return it, None where the table has no such columns."""
        keys = tuple(prefix + part for part in ("id", "email", "name"))
        if not plan.has(*keys):
            return None
        words = plan.text(prefix + "name")
        names: Memo[str, tuple[str, str] | None] = Memo(
            lambda text: read_name(words[text]) if is_name(words[text]) else None
        )
        return cls(plan.at(keys[0]), plan.at(keys[1]), plan.at(keys[2]), duty, names)

    def named(self, cells: list[str]) -> tuple[str, tuple[str, str] | None]:
        """Return the id by which the person is known, '' for nobody, and the name where there is one."""
        text = cells[self.name_at]
        name = self.names[text] if text else None
        found = cells[self.id_at] or cells[self.email_at].lower()
        return found or (name_key(*name) if name else ""), name


class StaffNamed:
    """The staff whom rows name in passing: each a person once, as far as the table knows them."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def new(
        self, row: int, cells: list[str], naming: StaffNaming, found: str, name: tuple[str, str] | None, duty: str = ""
    ) -> RosterPerson | None:
        """Return the person where a name is there and they were not named before."""
        if name is None or found in self._seen:
            return None
        self._seen.add(found)
        role = RosterRole(PersonKind.STAFF, duty or naming.duty)
        return RosterPerson(
            sourced_id=found,
            roles=(role,),
            given_name=name[0],
            family_name=name[1],
            identifier=cells[naming.id_at],
            email=cells[naming.email_at],
            row=row,
        )


Names = Callable[[list[str]], tuple[str, str, str, str]]


def person_namer(plan: Plan, prefix: str = "", *, middle_in_name: bool = False) -> Names:
    """Return how a row's name is read: given, middle, family, and the heading to blame where a part is empty."""
    first, last, middle = (plan.at(prefix + key) for key in ("first_name", "last_name", "middle_name"))
    if plan.has(prefix + "first_name") and plan.has(prefix + "last_name"):
        first_heading, last_heading = plan.heading(prefix + "first_name"), plan.heading(prefix + "last_name")

        def of_two(cells: list[str]) -> tuple[str, str, str, str]:
            given, family = cells[first], cells[last]
            return given, cells[middle], family, "" if given and family else last_heading if given else first_heading

        return of_two
    whole, heading = plan.at(prefix + "name"), plan.heading(prefix + "name")
    split = middle_in_name and not plan.has(prefix + "middle_name")
    read = plan.read(prefix + "name", lambda text: _parts_of(text, split=split))

    def of_one(cells: list[str]) -> tuple[str, str, str, str]:
        given, between, family = read[cells[whole]]
        return given, between or cells[middle], family, "" if given and family else heading

    return of_one


def _parts_of(text: str, *, split: bool) -> tuple[str, str, str]:
    given, family = read_name(text)
    if not split:
        return given, "", family
    # 'Last, First Middle' is how the systems define it; a person of two given names is still named in full.
    first, _blank, between = given.partition(" ")
    return first, between, family


class Address:
    """Where a person lives, out of one column or out of its parts; lines parted by line ends."""

    def __init__(self, plan: Plan, prefix: str) -> None:
        self._whole, self._street, self._second, self._city, self._state, self._zip = (
            plan.at(prefix + key) for key in ("address", "street", "street2", "city", "state", "zip")
        )
        self.there = plan.has(*(prefix + key for key in ("address", "street")))
        self._towns: Memo[tuple[str, str, str], str] = Memo(_town)

    def of(self, cells: list[str]) -> str:
        """Return the address of a row, '' for none."""
        street = cells[self._whole] or cells[self._street]
        if not street:
            return ""
        town = self._towns[cells[self._city], cells[self._state], cells[self._zip]]
        second = cells[self._second]
        if second:
            street = f"{street}\n{second}"
        return f"{street}\n{town}" if town else street


def _town(parts: tuple[str, str, str]) -> str:
    city, state, code = parts
    behind = f"{state} {code}".strip()
    return f"{city}, {behind}" if city and behind else city or behind
