"""Taking up a policy set, or another wording of the one in force: looked at, compared, decided for a day (R88)."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, Row, select

from ilp_desktop import packs
from ilp_desktop.domain.access import Role
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.names import full_name
from ilp_desktop.domain.packs import OwnWords
from ilp_desktop.domain.policy.adoptions import Adoption, Files, PolicyState, Ruling
from ilp_desktop.domain.policy.comparing import Comparison
from ilp_desktop.domain.students import StudentRow
from ilp_desktop.domain.watching import UNWATCHED, Watch
from ilp_desktop.services.comparing import Side, compare, page_of
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.packs import adopt_stack, stack_on
from ilp_desktop.services.policies import calendar_of, policy_in_force
from ilp_desktop.store.tables import adopted_pack, policy_adoption, staff_member

PAGE = 25
"""Students of a comparison on one page."""
_WHY_LIMIT = 500
_LOOKS = frozenset({Role.LEAD, Role.PRINCIPAL, Role.AUDITOR})
_p = policy_adoption.c
_LINES = select(policy_adoption).order_by(_p.from_on.desc(), _p.id.desc())
_Stack = Sequence[tuple[str, str, str]]


class Adopting:
    """Which policy the office follows, from when, and what another would change. The lead decides."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def state(self) -> PolicyState:
        """Return what is in force today, what comes, and what was: everybody's to read. Raises OfficeError ``pack_none``."""
        desk = self._desk
        with desk.store.read() as connection:
            lines = connection.execute(_LINES).all()
            now = _ruling_of(connection, stack_on(connection, desk.today))
            later = [line for line in lines if line.from_on > desk.today]
            coming = min(later, key=lambda line: (line.from_on, -line.id), default=None)
            since = next(line.from_on for line in lines if line.from_on <= desk.today)
            return PolicyState(
                now=now,
                since=_day(since),
                today=desk.today,
                coming=_ruling_of(connection, coming.stack) if coming is not None else None,
                coming_on=coming.from_on if coming is not None else None,
                history=_history(connection, lines),
                newer=_newer(now),
            )

    def offered(self) -> tuple[packs.Shipped, ...]:
        """Return the sets that come with the program."""
        self._demand(_LOOKS)
        return packs.shipped()

    def look_at(self, folder: Path) -> Ruling:
        """Return the set of a folder as it would be taken up; of the set in force, with the school's names and choices.

        Nothing is written. Raises OfficeError ``pack_…`` with file, line and key for what is wrong with it.
        """
        self._demand(_LOOKS)
        files = packs.texts(folder)
        below = packs.below(folder)
        found = _ruling((*packs.standing_on(files, below), files))
        with self._desk.store.read() as connection:
            now = _ruling_of(connection, stack_on(connection, self._desk.today))
        if now.pack.pack_id != found.pack.pack_id or found.own != OwnWords():
            return found
        kept = {key: value for key, value in now.own.choices.items() if _still_fits(found, key, value)}
        return _ruling((*found.stack[:-1], packs.with_own(files, OwnWords(now.own.names, kept))))

    def changed(self, own: OwnWords) -> Ruling:
        """Return the set in force with these names and choices instead; what is as the set has it is left out.

        Raises OfficeError ``pack_…`` for a name or a choice that means nothing.
        """
        self._demand(_LOOKS)
        with self._desk.store.read() as connection:
            now = _ruling_of(connection, stack_on(connection, self._desk.today))
        choices = {
            key: value
            for key, value in own.choices.items()
            if key not in now.choices or value != now.choices[key].default
        }
        names = {key: said for key, words in own.names.items() if (said := _other_words(now, key, words))}
        return _ruling((*now.stack[:-1], packs.with_own(now.stack[-1], OwnWords(names, choices))))

    def compare(self, other: Ruling, *, watch: Watch = UNWATCHED) -> Comparison:
        """Judge every student under the policy in force and under another, and say what would be found otherwise.

        As things stand today, whichever day the other would begin on. Nothing is written. Takes seconds for thousands:
        call it on a worker. Raises OfficeError ``stopped``.
        """
        self._demand(_LOOKS)
        desk = self._desk
        with desk.store.read() as connection:
            now = policy_in_force(connection, desk.today)
            before = Side(now, calendar_of(connection, now, desk.today))
            after = Side(other.policy, calendar_of(connection, other.policy, desk.today))
            return compare(connection, desk, before, after, watch)

    def students_of(self, student_ids: tuple[int, ...], start: int = 0, most: int = PAGE) -> tuple[StudentRow, ...]:
        """Return a page of those whom a comparison names, by name."""
        self._demand(_LOOKS)
        with self._desk.store.read() as connection:
            return page_of(connection, self._desk, student_ids, start, most)

    def adopt(self, other: Ruling, from_on: date, why: str = "") -> Changes:
        """Put a set in force from a day on, today or later. What was recorded stays as it is, and so do conferences begun.

        Raises OfficeError ``pack_not_yours``, ``adoption_past`` for a day before today, ``adoption_same`` where that day
        would already be under the very same rules.
        """
        desk = self._desk
        self._demand(frozenset({Role.LEAD}))
        if from_on < desk.today:
            raise OfficeError("adoption_past")
        wanted = [packs.digest(files) for files in other.stack]
        with desk.store.write() as connection:
            if [digest for _id, _version, digest in stack_on(connection, from_on)] == wanted:
                raise OfficeError("adoption_same")
            adopt_stack(connection, desk, other.stack, from_on, " ".join(why.split())[:_WHY_LIMIT])
        return Changes(frozenset({Kind.OFFICE, Kind.POLICY}))

    def _demand(self, roles: frozenset[Role]) -> None:
        if self._desk.viewer.role not in roles:
            raise OfficeError("pack_not_yours")


def _ruling(stack: tuple[Files, ...]) -> Ruling:
    """Return a stack as it would be in force. Raises OfficeError ``pack_…``."""
    own_files = stack[-1]
    below = {packs.identity(files)[0]: files for files in stack[:-1]}
    plain = packs.with_own(own_files, packs.NOTHING)
    return Ruling(
        policy=packs.read_policy(own_files, below.get),
        pack=packs.read(own_files),
        own=packs.read_own(own_files, packs.languages_of_files(own_files)),
        choices=packs.choices_of(own_files, below.get),
        plain=packs.read(plain),
        stack=stack,
    )


def _ruling_of(connection: Connection, stack: _Stack) -> Ruling:
    digests = [digest for _pack_id, _version, digest in stack]
    known = _READ.get(tuple(digests))
    if known is None:
        rows = connection.execute(
            select(adopted_pack.c.digest, adopted_pack.c.files).where(adopted_pack.c.digest.in_(digests))
        )
        files: dict[str, Mapping[str, str]] = {row.digest: row.files for row in rows}
        known = _READ.setdefault(tuple(digests), _ruling(tuple(files[digest] for digest in digests)))
    return known


# Read once while the program runs: it holds no student's words, and the digests say which texts it is of.
_READ: dict[tuple[str, ...], Ruling] = {}


def _other_words(now: Ruling, key: str, words: Mapping[str, str]) -> dict[str, str]:
    """Return in which languages a name is another one than the set's own; nothing said is the set's."""
    plain = now.plain.statement if key == "statement" else now.plain.plan_labels.get(key.partition(".")[2], {})
    return {language: text for language, text in words.items() if text.strip() and text != plain.get(language)}


def _still_fits(found: Ruling, key: str, value: str) -> bool:
    choice = found.choices.get(key)
    return choice is not None and packs.fits(choice, value)


def _newer(now: Ruling) -> str:
    """Return the program's version of the set in force, where it is another one."""
    mine = next((one for one in packs.shipped() if one.pack_id == now.pack.pack_id), None)
    if mine is None or mine.version == now.pack.version:
        return ""
    return mine.version


def _history(connection: Connection, lines: Sequence[Row[tuple[object, ...]]]) -> tuple[Adoption, ...]:
    s = staff_member.c
    people = {
        row.person_uid: full_name(row.given_name, row.family_name)
        for row in connection.execute(
            select(s.person_uid, s.given_name, s.family_name).where(s.person_uid.is_not(None))
        )
    }
    return tuple(_adoption(connection, line, lines, people) for line in lines)


def _adoption(
    connection: Connection,
    line: Row[tuple[object, ...]],
    lines: Sequence[Row[tuple[object, ...]]],
    people: Mapping[UUID, str],
) -> Adoption:
    ruling = _ruling_of(connection, line.stack)
    return Adoption(
        from_on=_day(line.from_on),
        decided_at=line.decided_at,
        decided_by=people.get(line.decided_by, "") if line.decided_by is not None else "",
        why=line.why,
        name=ruling.pack.name,
        version=ruling.pack.version,
        has_own=ruling.own != OwnWords(),
        is_replaced=any(other.from_on == line.from_on and other.id > line.id for other in lines),
    )


def _day(from_on: date) -> date | None:
    return None if from_on == date.min else from_on
