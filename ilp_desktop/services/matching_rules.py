"""What makes two records look like one: each rule is asked of all touched records at once."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from sys import intern

from sqlalchemy import Connection, text

from ilp_desktop.domain.names import folded

COMMON = 8
"""A telephone, address or number that more people than this share says nothing: it is the school's, or a building's."""
_FEWEST_DIGITS = 7
_AT_ONCE = 2000
_MANY = 5000
_LEAST_REUSED = 50
_SHARE_REUSED = 20
_APART = "\x1f"

Groups = defaultdict[str, list[int]]
Pairs = dict[tuple[int, int], str]
"""Two ids, the one that was here first before the other, and what they share."""


@dataclass(frozen=True, slots=True)
class Found:
    """All pairs that a person should look at, by kind."""

    students: Pairs
    guardians: Pairs
    households: Pairs


def alike(connection: Connection, run_id: int, student_ids: Iterable[int], guardian_ids: Iterable[int]) -> Found:
    """Return the pairs with at least one touched record in them."""
    students = json.dumps(sorted(set(student_ids)))
    guardians, households = _adults(connection, students, json.dumps(sorted(set(guardian_ids))))
    return Found(_students(connection, run_id, students), guardians, households)


# Students

_SAME_NAME = text("""
SELECT a.id, b.id FROM json_each(:touched) AS touched
JOIN student AS a ON a.id = touched.value
JOIN student AS b ON b.sort_key = a.sort_key AND b.birth_date = a.birth_date AND b.id <> a.id
WHERE a.deleted_at IS NULL AND b.deleted_at IS NULL AND length(a.sort_key) > 1
""")
# Of a whole district at once: sorting all of it takes a tenth of looking each student up.
_SAME_NAMES = text("""
SELECT json_group_array(id) FROM student
WHERE deleted_at IS NULL AND birth_date IS NOT NULL AND length(sort_key) > 1
GROUP BY sort_key, birth_date HAVING count(*) > 1
""")
_PREFERRED = text("""
SELECT id, sort_key, preferred_name, birth_date, id IN (SELECT value FROM json_each(:touched)) AS touched FROM student
WHERE preferred_name <> '' AND birth_date IS NOT NULL AND deleted_at IS NULL
""")
_OTHER_NAME = text("""
SELECT a.id, b.id FROM json_each(:called) AS called
JOIN student AS a ON a.id = json_extract(called.value, '$[0]')
JOIN student AS b ON b.sort_key = json_extract(called.value, '$[1]') AND b.birth_date = a.birth_date AND b.id <> a.id
WHERE b.deleted_at IS NULL
  AND (json_extract(called.value, '$[2]') OR b.id IN (SELECT value FROM json_each(:touched)))
""")
# Two rows of one file with a number each are two children, whatever they share. One who left the file, or was
# withdrawn, may be the other under a new number. Joined in this
# order and by this index: by (kind, source) alone it takes minutes.
_OF_ONE_FILE = text("""
SELECT DISTINCT a.id, b.id FROM json_each(:pairs) AS pair
CROSS JOIN student AS a ON a.id = json_extract(pair.value, '$[0]')
CROSS JOIN student AS b ON b.id = json_extract(pair.value, '$[1]')
CROSS JOIN external_id AS x INDEXED BY external_id_by_row ON x.kind = 'student' AND x.row_id = a.id
CROSS JOIN external_id AS y INDEXED BY external_id_by_row ON y.kind = 'student' AND y.row_id = b.id AND y.source = x.source
WHERE a.student_number <> '' AND b.student_number <> '' AND a.student_number <> b.student_number
  AND a.withdrawn_at IS NULL AND b.withdrawn_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM staged_row AS s WHERE s.run_id = :run_id AND s.kind = 'student' AND s.effect = 'gone'
                  AND s.row_id IN (a.id, b.id))
""")
_SAME_NUMBER = text("""
SELECT a.id, b.id, a.sort_key AS name, b.sort_key AS other_name, a.birth_date AS born, b.birth_date AS other_born
FROM json_each(:touched) AS touched
JOIN student AS a ON a.id = touched.value
JOIN student AS b ON b.student_number = a.student_number AND b.id <> a.id
WHERE a.student_number <> '' AND a.deleted_at IS NULL AND b.deleted_at IS NULL
  AND (SELECT count(*) FROM (SELECT 1 FROM student AS c
       WHERE c.student_number = a.student_number AND c.deleted_at IS NULL LIMIT :most)) < :most
""")


def _students(connection: Connection, run_id: int, touched: str) -> Pairs:
    if touched == "[]":
        return {}
    named = _by_name(connection, touched) | _by_preferred_name(connection, touched)
    if named:
        rows = connection.execute(_OF_ONE_FILE, {"pairs": json.dumps(sorted(named)), "run_id": run_id})
        named -= {_in_order(*pair) for pair in rows}
    # What says more comes last and stands.
    return {**_by_number(connection, touched), **dict.fromkeys(named, "name_and_birth_date")}


def _by_name(connection: Connection, touched: str) -> set[tuple[int, int]]:
    if touched.count(",") < _MANY:
        return {_in_order(*pair) for pair in connection.execute(_SAME_NAME, {"touched": touched})}
    asked = set[int](json.loads(touched))
    groups = (json.loads(ids) for ids in connection.execute(_SAME_NAMES).scalars())
    return {_in_order(*pair) for ids in groups for pair in combinations(ids, 2) if not asked.isdisjoint(pair)}


def _by_preferred_name(connection: Connection, touched: str) -> set[tuple[int, int]]:
    """A preferred name on one side may be the legal name, or the preferred name, on the other."""
    called: list[tuple[int, str, int]] = []
    alike: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for row in connection.execute(_PREFERRED, {"touched": touched}):
        key = f"{row.sort_key.partition(_APART)[0]}{_APART}{folded(row.preferred_name)}"
        alike.setdefault((key, row.birth_date), []).append((row.id, row.touched))
        if key != row.sort_key:
            called.append((row.id, key, row.touched))
    found = {
        _in_order(a[0], b[0])
        for same in alike.values()
        if 1 < len(same) <= COMMON
        for a, b in combinations(same, 2)
        if a[1] or b[1]
    }
    if called:
        rows = connection.execute(_OTHER_NAME, {"called": json.dumps(called), "touched": touched})
        found |= {_in_order(*pair) for pair in rows}
    return found


def _by_number(connection: Connection, touched: str) -> Pairs:
    same: Pairs = {}
    reused: Pairs = {}
    for row in connection.execute(_SAME_NUMBER, {"touched": touched, "most": COMMON + 1}):
        pair = _in_order(row[0], row[1])
        is_born_alike = row.born is not None and row.born == row.other_born
        if row.name == row.other_name:
            same[pair] = "number"
        elif not is_born_alike:
            reused[pair] = "number_reused"
        elif row.name.partition(_APART)[0] != row.other_name.partition(_APART)[0]:
            same[pair] = "number"
    # Two systems that each number from one share thousands of numbers, and none of them means anything.
    if len(reused) > max(_LEAST_REUSED, touched.count(",") // _SHARE_REUSED):
        reused = {}
    return reused | same


# Guardians and households

_ASKED = text("""
SELECT value FROM json_each(:guardians)
UNION SELECT l.guardian_id FROM json_each(:students) AS s JOIN student_guardian AS l ON l.student_id = s.value
""")
_PEOPLE = text("SELECT id, phone, email, given_name, family_name FROM guardian WHERE deleted_at IS NULL")
_ADDRESSES = text("SELECT id, address FROM household WHERE address <> '' AND deleted_at IS NULL")
_LINKS = text("""
SELECT l.guardian_id, l.student_id, l.household_id, l.barred FROM student_guardian AS l
JOIN student AS s ON s.id = l.student_id AND s.deleted_at IS NULL
WHERE l.deleted_at IS NULL AND l.ends_on IS NULL
""")
_NO_DIGIT = re.compile(r"\D+")


@dataclass(frozen=True, slots=True)
class _Links:
    """Whose adults they are, and where they live; an adult whom the school must not contact is at home nowhere."""

    children: dict[int, tuple[int, ...]]
    homes: dict[int, tuple[int, ...]]
    barred: set[int]

    def home(self, guardian_id: int) -> int:
        """Return the one home of an adult; 0 where there are several. One not written down yet is minus its adult."""
        known = self.homes.get(guardian_id, ())
        if len(known) > 1 or guardian_id in self.barred or guardian_id not in self.children:
            return 0
        return known[0] if known else -guardian_id

    def share_a_child(self, one: int, other: int) -> bool:
        """Whether both are adults of the same child."""
        return not set(self.children.get(one, ())).isdisjoint(self.children.get(other, ()))


@dataclass(frozen=True, slots=True)
class _People:
    """All adults: their names, and who is reached by which telephone and e-mail."""

    names: dict[int, tuple[str, str]]
    phones: Groups
    emails: Groups


def _adults(connection: Connection, students: str, guardians: str) -> tuple[Pairs, Pairs]:
    """Return which adults may be one, and which homes. What says most comes last and stands."""
    asked = set(connection.execute(_ASKED, {"guardians": guardians, "students": students}).scalars().all())
    if not asked:
        return {}, {}
    links, people = _links(connection), _people(connection)
    plain = cache(folded)
    same: Pairs = {}
    households: Pairs = {}
    by_address = _addresses(connection, people, links)
    for what, groups in (("email", people.emails), ("address", by_address), ("phone", people.phones)):
        for one, other in _pairs(groups, asked):
            given, family = people.names[one]
            other_given, other_family = people.names[other]
            if plain(given) == plain(other_given) and plain(family) == plain(other_family):
                if given or family:
                    same[_in_order(one, other)] = f"name_and_{what}"
            elif what != "email" and not links.share_a_child(one, other):
                home, other_home = links.home(one), links.home(other)
                if home and other_home and home != other_home:
                    households[in_order("household", home, other_home)] = what
    return same, households


def _pairs(groups: Groups, asked: set[int]) -> Iterator[tuple[int, int]]:
    for some in groups.values():
        if 1 < len(some) <= COMMON and not asked.isdisjoint(some):
            for one, other in combinations(some, 2):
                if one != other and (one in asked or other in asked):
                    yield one, other


def _links(connection: Connection) -> _Links:
    found = _Links({}, {}, set())
    children, homes = found.children, found.homes
    for some in connection.execute(_LINKS).partitions(_AT_ONCE):
        for guardian_id, student_id, household_id, barred in some:
            children[guardian_id] = (*children.get(guardian_id, ()), student_id)
            if household_id is not None and household_id not in homes.get(guardian_id, ()):
                homes[guardian_id] = (*homes.get(guardian_id, ()), household_id)
            if barred:
                found.barred.add(guardian_id)
    return found


def _people(connection: Connection) -> _People:
    found = _People({}, defaultdict(list), defaultdict(list))
    for some in connection.execute(_PEOPLE).partitions(_AT_ONCE):
        for guardian_id, phone, email, given, family in some:
            # A district's names repeat: each is kept once.
            found.names[guardian_id] = (intern(given), intern(family))
            if len(digits := _NO_DIGIT.sub("", phone)) >= _FEWEST_DIGITS:
                found.phones[digits[-10:]].append(guardian_id)
            if email:
                found.emails[email.strip().lower()].append(guardian_id)
    return found


def _addresses(connection: Connection, people: _People, links: _Links) -> Groups:
    """Return who lives at which address, as people type it in a hurry."""
    where = {home: folded(address) for home, address in connection.execute(_ADDRESSES).all()}
    found: Groups = defaultdict(list)
    for guardian_id, homes in links.homes.items():
        for home in homes if guardian_id in people.names else ():
            if address := where.get(home):
                found[address].append(guardian_id)
    return found


def in_order(kind: str, one: int, other: int) -> tuple[int, int]:
    """Return two ids with the one first that was here first; a home not written down yet stands last."""
    if kind == "household":
        first, second = sorted((one, other), key=lambda home: (home < 0, abs(home)))
        return first, second
    return _in_order(one, other)


def _in_order(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def by_kind(found: Found) -> Iterator[tuple[str, int, int, str]]:
    """Go through all pairs: kind, the two ids, what they share."""
    for kind, pairs in (("student", found.students), ("guardian", found.guardians), ("household", found.households)):
        for (left, right), reason in sorted(pairs.items()):
            yield kind, left, right, reason
