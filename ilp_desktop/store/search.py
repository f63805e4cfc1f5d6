"""Finding a student as one types: any word of a name, in any order, by its first letters.

Entries stand in the index in the order of the student list, so that the first sixty of a hundred thousand matches are
found by reading sixty: an entry's number (its place) begins with letters of the name and ends with the student's id.
The student's own names and number stand in one column, the guardians' names in the other: own matches come first.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from sqlalchemy import (
    Connection,
    Integer,
    Select,
    Subquery,
    Text,
    bindparam,
    column,
    literal_column,
    select,
    table,
    text,
    union_all,
)

from ilp_desktop.domain.names import folded
from ilp_desktop.store.tables import student

LIMIT = 60
_ID_BITS = 23
_OWN_ID = (1 << _ID_BITS) - 1
_LETTER_BITS = 5
_FAMILY_LETTERS = 5
_GIVEN_LETTERS = 3
_AT_ONCE = 10_000

_MOST_WORDS = 8
_APART = str.maketrans(dict.fromkeys("'\u2019\u2018\u02bb\u02bc\u02bd`\u00b4", " "))
# Kana, Han (with its extensions) and Hangul.
_SIGN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]")

DDL = (
    """CREATE VIRTUAL TABLE student_search USING fts5(own, family, content='', contentless_delete=1, detail='column',
prefix='1 2 3', tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M*'")""",
    """CREATE TABLE student_search_place (student_id INTEGER PRIMARY KEY, place INTEGER NOT NULL) STRICT""",
)
DROP = ("DROP TABLE IF EXISTS student_search", "DROP TABLE IF EXISTS student_search_place")

_index = table("student_search", column("rowid"), column("own"), column("family"), column("student_search"))
_places = table("student_search_place", column("student_id"), column("place"))


def _entries(query: str, tier: int) -> Subquery:
    return (
        select(_index.c.rowid.op("&")(_OWN_ID).label("student_id"), literal_column(str(tier), Integer).label("tier"))
        .where(_index.c.student_search.op("MATCH")(bindparam(query, type_=Text)))
        .order_by(_index.c.rowid)
        .limit(bindparam("most", type_=Integer))
        .subquery(query)
    )


found = (
    union_all(select(_entries("own_names", 0)), select(_entries("family_names", 1)))
    .limit(bindparam("most", type_=Integer))
    .subquery("found")
)
"""``student_id`` and ``tier`` of what ``wanted`` asks for. A statement built on it once is quicker than its own query."""


def wanted(words: str, limit: int = LIMIT) -> dict[str, str | int] | None:
    """Return the values that a statement on ``found`` is executed with, or None where no word was typed."""
    typed = _words(words)[:_MOST_WORDS]
    if not typed:
        return None
    anywhere = " AND ".join(f'"{word}"*' for word in typed)
    own = f"{{own}} : ({anywhere})"
    return {"own_names": own, "family_names": f"({anywhere}) NOT ({own})", "most": limit}


def matching(words: str, limit: int = LIMIT) -> Select[int, int]:
    """Return a select of ``student_id`` and ``tier`` for what was typed: 0 by the student's own name, 1 by a guardian's.

    Join it to ``student`` and order by tier, sort_key and id. Nothing typed gives the first of the list.
    """
    values = wanted(words, limit)
    if values is not None:
        return select(found.c.student_id, found.c.tier).params(values)
    return (
        select(student.c.id.label("student_id"), literal_column("0", Integer).label("tier"))
        .where(student.c.deleted_at.is_(None))
        .order_by(student.c.sort_key, student.c.id)
        .limit(limit)
    )


def refresh(connection: Connection, student_ids: Iterable[int]) -> None:
    """Bring the entries of these students up to date with their rows and their guardians'; removed ones leave."""
    ids = list(student_ids)
    for start in range(0, len(ids), _AT_ONCE):
        _refresh_some(connection, ids[start : start + _AT_ONCE])


def add(connection: Connection, first: int, last: int) -> None:
    """Add the entries of new students, who stand in no entry yet: those whose ids lie from ``first`` to ``last``."""
    new = select(student.c.id).where(student.c.id.between(first, last)).order_by(student.c.sort_key)
    ids = connection.execute(new).scalars().all()
    for start in range(0, len(ids), _AT_ONCE):
        _add_some(connection, ids[start : start + _AT_ONCE])


def rebuild(connection: Connection) -> None:
    """Make every entry again, into an empty index."""
    ids = connection.execute(select(student.c.id).where(student.c.deleted_at.is_(None)).order_by(student.c.sort_key))
    refresh(connection, ids.scalars().all())


def forget_deleted(connection: Connection) -> None:
    """Write the index anew without what was removed: until then its words still lie in it."""
    connection.exec_driver_sql("INSERT INTO student_search (student_search) VALUES ('optimize')")


def _refresh_some(connection: Connection, ids: Sequence[int]) -> None:
    packed = {"ids": json.dumps(list(ids))}
    places = sorted(connection.execute(_OLD_PLACES, packed).scalars())
    if places:
        connection.exec_driver_sql(_REMOVE, [(place,) for place in places])
        connection.execute(_REMOVE_PLACES, packed)
    _add_some(connection, ids)


def _add_some(connection: Connection, ids: Sequence[int]) -> None:
    packed = {"ids": json.dumps(list(ids))}
    families: dict[int, list[str]] = {}
    for student_id, given_name, family_name in connection.execute(_FAMILIES, packed):
        families.setdefault(student_id, []).extend((given_name, family_name))
    # A district's names repeat; what is remembered of them goes with this call.
    words_of = cache(name_words)
    entries = [
        (
            place(sort_key, student_id),
            _entry(names, words_of),
            _entry(families.get(student_id, ()), words_of),
            student_id,
        )
        for student_id, sort_key, *names in connection.execute(_OWN_NAMES, packed)
    ]
    if entries:
        # In order: the index writes a segment whenever a number is lower than the one before.
        entries.sort()
        connection.exec_driver_sql(_ADD, [entry[:3] for entry in entries])
        connection.exec_driver_sql(_ADD_PLACE, [(student_id, at) for at, _own, _family, student_id in entries])


_ADD = "INSERT INTO student_search (rowid, own, family) VALUES (?, ?, ?)"
_ADD_PLACE = "INSERT INTO student_search_place (student_id, place) VALUES (?, ?)"
_REMOVE = "DELETE FROM student_search WHERE rowid = ?"
# A list of ids is one parameter, however long.
_OLD_PLACES = text("SELECT place FROM student_search_place WHERE student_id IN (SELECT value FROM json_each(:ids))")
_REMOVE_PLACES = text("DELETE FROM student_search_place WHERE student_id IN (SELECT value FROM json_each(:ids))")
_OWN_NAMES = text(
    """SELECT s.id, s.sort_key, s.student_number, s.given_name, s.middle_name, s.family_name, s.preferred_name
FROM json_each(:ids) AS one CROSS JOIN student AS s ON s.id = one.value WHERE s.deleted_at IS NULL"""
)
_FAMILIES = text(
    """SELECT l.student_id, g.given_name, g.family_name
FROM json_each(:ids) AS one CROSS JOIN student_guardian AS l ON l.student_id = one.value
CROSS JOIN guardian AS g ON g.id = l.guardian_id WHERE l.deleted_at IS NULL AND l.barred = 0 AND g.deleted_at IS NULL ORDER BY l.id"""
)


def place(sort_key: str, student_id: int) -> int:
    """Return where an entry stands: by the first letters of family and given name, then by the student's id."""
    if not 0 < student_id <= _OWN_ID:
        raise ValueError("more students than places")
    family, _, given = sort_key.partition("\x1f")
    letters = family[:_FAMILY_LETTERS].ljust(_FAMILY_LETTERS, "\x00")
    letters += given[:_GIVEN_LETTERS].ljust(_GIVEN_LETTERS, "\x00")
    number = 0
    for letter in letters:
        number = number << _LETTER_BITS | _RANKS[letter]
    return number << _ID_BITS | student_id


class _Ranks(dict[str, int]):
    """Where letters stand, each found out once."""

    def __missing__(self, letter: str) -> int:
        self[letter] = _rank(letter)
        return self[letter]


_RANKS = _Ranks()


def _rank(letter: str) -> int:
    """Return 0 to 31, in the order of code points."""
    if "a" <= letter <= "z":
        return ord(letter) - ord("a") + 3
    steps = ("\x00", " ", "9", "z", "\u024f", "\u2fff")
    return (0, 1, 2, 3, 29, 30, 31)[sum(letter > step for step in steps)]


def name_words(name: str) -> tuple[str, ...]:
    """Return the words a name is found by: each of its parts, and its parts as one word (Smith-Jones, O'Brien)."""
    parts = _words(name)
    words = dict.fromkeys(parts)
    if len(parts) > 1 and parts == folded(name).split():
        words["".join(parts)] = None
    apart = name.translate(_APART)
    if apart != name:
        words.update(dict.fromkeys(_words(apart)))
    return tuple(words)


def _entry(names: Iterable[str], words_of: Callable[[str], tuple[str, ...]]) -> str:
    words: dict[str, None] = {}
    for name in names:
        if name:
            for word in words_of(name):
                words[word] = None
    return " ".join(words)


def _words(name: str) -> list[str]:
    """Return a name's words; where a script writes words without blanks, each sign is one."""
    plain = folded(name)
    return (plain if plain.isascii() else _SIGN.sub(r" \g<0> ", plain)).split()
