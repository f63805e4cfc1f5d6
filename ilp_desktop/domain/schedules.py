"""A conference day being arranged: who must be where, when they can, and what clashes.

Times are minutes, counted from midnight of the first day: evenings on two days are one stretch of time with a night in it.
Nobody is named: people, staff and rooms are keys, so that what arranges a day sees no student's data.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Hours:
    """From one minute to another, the second not included."""

    begins: int
    ends: int

    def hold(self, start: int, minutes: int) -> bool:
        """Tell whether something of this length that starts then fits in."""
        return self.begins <= start and start + minutes <= self.ends


@dataclass(frozen=True, slots=True)
class Meeting:
    """One conference to be placed.

    ``staff`` must all be free, and so must ``people``: the student and the adults who are expected, by key, who can be in
    one place at a time. ``within`` is when the family can come; nothing: at any time. Meetings with one ``together`` (a
    family's children, R34) are wanted back to back. ``language`` needs one of its interpreters all the time. ``fixed`` is a
    start that a person said; it stays.
    """

    key: int
    staff: tuple[int, ...]
    people: frozenset[str]
    minutes: int
    within: tuple[Hours, ...] = ()
    together: str = ""
    language: str = ""
    fixed: int | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """All that a schedule has to hold to. ``hours`` are each staff member's, breaks already taken out.

    Starts lie on ``step`` minutes after the beginning of a staff member's hours. ``interpreters`` says how many there are of
    a language at a time; a language that is not in it has none. ``rooms`` are so many at a time; 0: each has their own.
    """

    meetings: tuple[Meeting, ...]
    hours: Mapping[int, tuple[Hours, ...]]
    step: int
    interpreters: Mapping[str, int] = field(default_factory=dict[str, int])
    rooms: int = 0

    def starts(self, meeting: Meeting) -> tuple[int, ...]:
        """Return when a meeting could start as far as its staff's hours and its family's go, earliest first."""
        if meeting.fixed is not None:
            return (meeting.fixed,)
        first = next(iter(meeting.staff), None)
        stretches = self.hours.get(first, ()) if first is not None else ()
        found = (
            start
            for stretch in stretches
            for start in range(stretch.begins, stretch.ends - meeting.minutes + 1, self.step)
        )
        return tuple(sorted(start for start in set(found) if self._can(meeting, start)))

    def _can(self, meeting: Meeting, start: int) -> bool:
        staff = all(any(each.hold(start, meeting.minutes) for each in self.hours.get(one, ())) for one in meeting.staff)
        family = not meeting.within or any(each.hold(start, meeting.minutes) for each in meeting.within)
        return staff and family


Placing = Mapping[int, int]
"""Key of a meeting to the minute it starts; who is not in it has no place."""


class Bound(Enum):
    """What can stand in the way of a meeting at a time."""

    STAFF_HOURS = "staff_hours"
    FAMILY_HOURS = "family_hours"
    STAFF = "staff"
    PERSON = "person"
    INTERPRETER = "interpreter"
    ROOM = "room"


@dataclass(frozen=True, slots=True)
class Clash:
    """That a meeting cannot be where it is: why, whose (key of staff, person or language), and which other meeting."""

    meeting: int
    bound: Bound
    whose: str = ""
    other: int | None = None


class Laid:
    """Meetings laid on a day, so that one change is checked without looking at all the others."""

    def __init__(self, day: Day, placing: Placing | None = None) -> None:
        self._day = day
        self._meetings = {meeting.key: meeting for meeting in day.meetings}
        self._at: dict[int, int] = {}
        self._by_whom: defaultdict[tuple[str, int | str], dict[int, int]] = defaultdict(dict)
        for key, start in (placing or {}).items():
            self.lay(key, start)

    @property
    def placing(self) -> dict[int, int]:
        """Where everything lies now."""
        return dict(self._at)

    def at(self, key: int) -> int | None:
        """Return when a meeting starts, None where it has no place."""
        return self._at.get(key)

    def lay(self, key: int, start: int) -> None:
        """Put a meeting somewhere, clash or not."""
        self.lift(key)
        self._at[key] = start
        for whom in _whom(self._meetings[key]):
            self._by_whom[whom][key] = start

    def lift(self, key: int) -> None:
        """Take a meeting off the day."""
        if self._at.pop(key, None) is not None:
            for whom in _whom(self._meetings[key]):
                self._by_whom[whom].pop(key, None)

    def clashes_at(self, key: int, start: int) -> tuple[Clash, ...]:
        """Return what would stand in the way of a meeting at a time, itself left out."""
        meeting = self._meetings[key]
        return (*self._out_of_hours(meeting, start), *self._taken(meeting, start), *self._too_many(meeting, start))

    def clashes(self) -> tuple[Clash, ...]:
        """Return everything that is wrong with the day as it lies."""
        return tuple(clash for key, start in sorted(self._at.items()) for clash in self.clashes_at(key, start))

    def _out_of_hours(self, meeting: Meeting, start: int) -> Iterator[Clash]:
        for one in meeting.staff:
            if not any(each.hold(start, meeting.minutes) for each in self._day.hours.get(one, ())):
                yield Clash(meeting.key, Bound.STAFF_HOURS, str(one))
        if meeting.within and not any(each.hold(start, meeting.minutes) for each in meeting.within):
            yield Clash(meeting.key, Bound.FAMILY_HOURS)

    def _taken(self, meeting: Meeting, start: int) -> Iterator[Clash]:
        for one in meeting.staff:
            for other in self._overlapping(("staff", one), meeting, start):
                yield Clash(meeting.key, Bound.STAFF, str(one), other)
        for person in sorted(meeting.people):
            for other in self._overlapping(("person", person), meeting, start):
                yield Clash(meeting.key, Bound.PERSON, person, other)

    def _too_many(self, meeting: Meeting, start: int) -> Iterator[Clash]:
        if meeting.language:
            there = self._day.interpreters.get(meeting.language, 0)
            if self._most(("language", meeting.language), meeting, start) >= there:
                yield Clash(meeting.key, Bound.INTERPRETER, meeting.language)
        if self._day.rooms and self._most(("room", ""), meeting, start) >= self._day.rooms:
            yield Clash(meeting.key, Bound.ROOM)

    def _overlapping(self, whom: tuple[str, int | str], meeting: Meeting, start: int) -> Iterator[int]:
        for other, at in self._by_whom[whom].items():
            if other != meeting.key and at < start + meeting.minutes and start < at + self._meetings[other].minutes:
                yield other

    def _most(self, whom: tuple[str, int | str], meeting: Meeting, start: int) -> int:
        """Return how many others there are at once, at most, while a meeting lasts."""
        others = [(self._at[one], self._meetings[one].minutes) for one in self._overlapping(whom, meeting, start)]
        moments = {start, *(at for at, _minutes in others if at > start)}
        return max((sum(at <= moment < at + minutes for at, minutes in others) for moment in moments), default=0)


def _whom(meeting: Meeting) -> Iterator[tuple[str, int | str]]:
    """Yield whose time a meeting takes."""
    for one in meeting.staff:
        yield "staff", one
    for person in meeting.people:
        yield "person", person
    if meeting.language:
        yield "language", meeting.language
    yield "room", ""


@dataclass(frozen=True, slots=True)
class Blocked:
    """What keeps meetings off the day: of which kind, whose, and how many meetings it keeps off."""

    bound: Bound
    whose: str
    meetings: tuple[int, ...]


def blocked(day: Day, placing: Placing) -> tuple[Blocked, ...]:
    """Return what stands in the way of the meetings without a place, what keeps off the most of them first.

    Of each meeting the constraint that forbids the most of its times is to blame; where no time is left from the start, the
    hours of its staff or of its family are. One that has a free time left is kept off by nothing.
    """
    laid = Laid(day, placing)
    found: defaultdict[tuple[Bound, str], list[int]] = defaultdict(list)
    for meeting in day.meetings:
        if meeting.key not in placing and (why := _to_blame(day, laid, meeting)) is not None:
            found[why].append(meeting.key)
    blames = (Blocked(bound, whose, tuple(keys)) for (bound, whose), keys in found.items())
    return tuple(sorted(blames, key=lambda one: (-len(one.meetings), one.bound.value, one.whose)))


def _to_blame(day: Day, laid: Laid, meeting: Meeting) -> tuple[Bound, str] | None:
    starts = day.starts(meeting)
    if not starts:
        bare = Meeting(meeting.key, meeting.staff, meeting.people, meeting.minutes)
        never = not day.starts(bare)
        return (
            (Bound.STAFF_HOURS, str(meeting.staff[0]) if meeting.staff else "") if never else (Bound.FAMILY_HOURS, "")
        )
    counts: defaultdict[tuple[Bound, str], int] = defaultdict(int)
    for start in starts:
        clashes = laid.clashes_at(meeting.key, start)
        if not clashes:
            return None
        for why in {(clash.bound, clash.whose) for clash in clashes}:
            counts[why] += 1
    return min(counts, key=lambda why: (-counts[why], why[0].value, why[1]))


def apart(day: Day, placing: Placing) -> int:
    """Return the minutes that families with several children wait in all between their meetings."""
    return sum(_waits(meetings, placing) for meetings in families(day.meetings))


def families(meetings: Iterable[Meeting]) -> tuple[tuple[Meeting, ...], ...]:
    """Return the meetings that are wanted back to back, family by family."""
    found: defaultdict[str, list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        if meeting.together:
            found[meeting.together].append(meeting)
    return tuple(tuple(each) for each in found.values() if len(each) > 1)


def _waits(meetings: tuple[Meeting, ...], placing: Placing) -> int:
    there = [(placing[each.key], each.minutes) for each in meetings if each.key in placing]
    if len(there) < 2:
        return 0
    span = max(at + minutes for at, minutes in there) - min(at for at, _minutes in there)
    return span - sum(minutes for _at, minutes in there)
