"""A schedule as its grid shows it: columns of staff, days one below another, and what clashes where. No window."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ilp_desktop.domain.schedule_sheets import MeetingLine, Place, ScheduleSheet
from ilp_desktop.domain.schedules import DAY_MINUTES, Clash, Hours, Laid, Placing


@dataclass(frozen=True, slots=True)
class Column:
    """One of the staff. ``slots`` are the minutes at which something can be put down, earliest first."""

    staff_id: int
    name: str
    room: str
    stretches: tuple[Hours, ...]
    slots: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """One day of the grid, from the first minute that is shown to the last."""

    on: date
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class Tile:
    """A meeting in its column. Of ``lanes`` beside each other, where several are at once, it lies in ``lane``."""

    key: int
    start: int
    minutes: int
    lane: int = 0
    lanes: int = 1


class Board:
    """A sheet ready to be shown, and to be moved about on before the office has said so. Made off the window's thread."""

    def __init__(self, sheet: ScheduleSheet) -> None:
        self.sheet = sheet
        self.step = sheet.minutes
        self.lines: Mapping[int, MeetingLine] = {one.meeting_id: one for one in sheet.meetings}
        self._meetings = {one.key: one for one in sheet.day.meetings}
        # Also what this person does not see by name lies there, and takes its time.
        self._laid = Laid(sheet.day, sheet.placing)
        self._fixed = {one.meeting_id for one in sheet.meetings if one.fixed}
        self._clashes: dict[int, tuple[Clash, ...]] = _by_meeting(sheet.clashes)
        self.bands = _bands(sheet, self.step, sheet.placing)
        self.columns = tuple(self._columns())
        self._column_of = {column.staff_id: at for at, column in enumerate(self.columns)}
        self._tiles: dict[int, tuple[Tile, ...]] = {}

    # Minutes and places

    def minute(self, on: date, at: str) -> int:
        """Return a day and local time as the sheet's minutes."""
        hours, minutes = at.split(":")
        return (on - self.sheet.first).days * DAY_MINUTES + int(hours) * 60 + int(minutes)

    def place(self, minute: int, *, fixed: bool = True) -> Place:
        """Return minutes as a place that the office keeps."""
        return Place(self.day_of(minute), self.time_of(minute), fixed)

    def day_of(self, minute: int) -> date:
        """Return the day of a minute."""
        return self.sheet.first + timedelta(days=minute // DAY_MINUTES)

    def time_of(self, minute: int) -> str:
        """Return the local time 'HH:MM' of a minute."""
        left = minute % DAY_MINUTES
        return f"{left // 60:02}:{left % 60:02}"

    # Where everything lies

    def at(self, key: int) -> int | None:
        """Return the minute at which a meeting lies, None where it has no place."""
        return self._laid.at(key)

    def is_fixed(self, key: int) -> bool:
        """Whether a person said that it stays."""
        return key in self._fixed

    def place_of(self, key: int) -> Place | None:
        """Return where a meeting lies now."""
        minute = self.at(key)
        return None if minute is None else self.place(minute, fixed=self.is_fixed(key))

    def places(self) -> dict[int, Place | None]:
        """Return where all of them lie now: what taking back a whole filling needs."""
        return {key: self.place_of(key) for key in self.lines}

    def column_of(self, key: int) -> int:
        """Return the column in which a meeting belongs: it stays with whoever holds it."""
        return self._column_of[self.lines[key].staff_id]

    def tiles(self, column: int) -> tuple[Tile, ...]:
        """Return what lies in a column, earliest first."""
        found = self._tiles.get(column)
        if found is None:
            staff_id = self.columns[column].staff_id
            keys = (key for key, line in self.lines.items() if line.staff_id == staff_id)
            there = [(start, key) for key in keys if (start := self.at(key)) is not None]
            found = self._tiles[column] = _in_lanes(
                [(at, key, self._meetings[key].minutes) for at, key in sorted(there)]
            )
        return found

    def tile_at(self, column: int, minute: int) -> Tile | None:
        """Return what lies in a column at a minute."""
        return next((one for one in self.tiles(column) if one.start <= minute < one.start + one.minutes), None)

    def waiting(self) -> tuple[MeetingLine, ...]:
        """Return the meetings without a place."""
        return tuple(line for key, line in self.lines.items() if self.at(key) is None)

    def slot_near(self, column: int, minute: float) -> int:
        """Return the slot of a column that is nearest to a minute."""
        slots = self.columns[column].slots
        at = bisect_left(slots, minute)
        return min(slots[max(0, at - 1) : at + 1], key=lambda slot: abs(slot - minute))

    # Clashes

    def clashes_at(self, key: int, minute: int) -> tuple[Clash, ...]:
        """Return what would stand in the way of a meeting at a minute."""
        return self._laid.clashes_at(key, minute)

    def clashes_of(self, key: int) -> tuple[Clash, ...]:
        """Return what is wrong with a meeting where it lies."""
        return self._clashes.get(key, ())

    def clashing(self) -> tuple[int, ...]:
        """Return the meetings that lie wrong, in the order of their times."""
        there = ((self.at(key), key) for key in self._clashes if key in self.lines)
        return tuple(key for _minute, key in sorted((minute, key) for minute, key in there if minute is not None))

    def first_free(self, key: int) -> int | None:
        """Return the first slot at which nothing stands in a meeting's way."""
        slots = self.columns[self.column_of(key)].slots
        return next((slot for slot in slots if not self.clashes_at(key, slot)), None)

    # Moving, before the office has said so

    def put(self, places: Mapping[int, Place | None]) -> None:
        """Lay meetings somewhere, or take them off, and look anew at what clashes with them."""
        touched: set[int] = set()
        for key, place in places.items():
            touched |= {clash.other for clash in self.clashes_of(key) if clash.other is not None}
            if place is None:
                self._laid.lift(key)
            else:
                self._laid.lay(key, self.minute(place.on, place.starts_at))
            (self._fixed.add if place and place.fixed else self._fixed.discard)(key)
            self._tiles.pop(self.column_of(key), None)
        for key in places:
            self._look_at(key)
            touched |= {clash.other for clash in self.clashes_of(key) if clash.other is not None}
        for key in touched - places.keys():
            self._look_at(key)

    def _look_at(self, key: int) -> None:
        start = self.at(key)
        found = () if start is None else self._laid.clashes_at(key, start)
        if found:
            self._clashes[key] = found
        else:
            self._clashes.pop(key, None)

    def _columns(self) -> Iterable[Column]:
        rooms: dict[int, list[str]] = {}
        for one in self.sheet.hours:
            if one.room and one.room not in rooms.setdefault(one.staff_id, []):
                rooms[one.staff_id].append(one.room)
        for one in self.sheet.staff:
            stretches = tuple(sorted(self.sheet.day.hours.get(one.staff_id, ()), key=lambda each: each.begins))
            room = ", ".join(rooms.get(one.staff_id, ()))
            yield Column(one.staff_id, one.name, room, stretches, _slots(self.bands, stretches, self.step))


def _by_meeting(clashes: Iterable[Clash]) -> dict[int, tuple[Clash, ...]]:
    found: defaultdict[int, list[Clash]] = defaultdict(list)
    for clash in clashes:
        found[clash.meeting].append(clash)
    return {key: tuple(each) for key, each in found.items()}


def _bands(sheet: ScheduleSheet, step: int, placed: Placing) -> tuple[Band, ...]:
    """Return the days that have hours or a meeting, each from its first minute to its last."""
    lasts = {one.key: one.minutes for one in sheet.day.meetings}
    stretches = [(each.begins, each.ends) for hours in sheet.day.hours.values() for each in hours]
    stretches += [(start, start + lasts[key]) for key, start in placed.items()]
    days: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for begins, ends in stretches:
        days[begins // DAY_MINUTES].append((begins, ends))
    found: list[Band] = []
    for number, each in sorted(days.items()):
        begins = min(begin for begin, _end in each)
        ends = max(end for _begin, end in each)
        found.append(Band(sheet.first + timedelta(days=number), begins, begins + -(-(ends - begins) // step) * step))
    return tuple(found)


def _slots(bands: Iterable[Band], stretches: tuple[Hours, ...], step: int) -> tuple[int, ...]:
    """Return where something can be put: the starts within somebody's hours, and rows of the grid outside them."""
    within = {
        start for each in stretches for start in range(each.begins, max(each.begins + 1, each.ends - step + 1), step)
    }
    without = {
        row
        for band in bands
        for row in range(band.begins, band.ends, step)
        if not any(each.begins < row + step and row < each.ends for each in stretches)
    }
    return tuple(sorted(within | without))


def _in_lanes(there: list[tuple[int, int, int]]) -> tuple[Tile, ...]:
    """Lay what is at one time beside each other."""
    tiles: list[Tile] = []
    run: list[tuple[int, int, int]] = []

    def close() -> None:
        tiles.extend(Tile(key, at, minutes, lane, len(run)) for lane, (at, key, minutes) in enumerate(run))
        run.clear()

    until = -1
    for at, key, minutes in there:
        if at >= until:
            close()
        run.append((at, key, minutes))
        until = max(until, at + minutes)
    close()
    return tuple(tiles)
