"""A sign-up tool's slots held against a schedule: which row is whose conference, and which fits nobody."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import Connection, select

from ilp_desktop.domain.names import folded, full_name
from ilp_desktop.domain.schedule_sheets import MeetingLine, Place, SlotFault, SlotsRead, StaffColumn
from ilp_desktop.domain.slots import Slot
from ilp_desktop.store.tables import guardian, student, student_guardian
from ilp_desktop.store.these import packed, these

_s, _g, _r = student.c, guardian.c, student_guardian.c


def fitted(
    connection: Connection,
    slots: Sequence[Slot],
    meetings: Sequence[MeetingLine],
    staff: Sequence[StaffColumn],
) -> SlotsRead:
    """Return where the slots put the meetings that this person sees; three statements, however many there are."""
    finder = _Finder(connection, meetings, staff)
    places: dict[int, Place] = {}
    faults: list[tuple[int, SlotFault]] = []
    empty = 0
    for slot in slots:
        if slot.is_free:
            empty += 1
            continue
        found = _when(slot) or finder.meeting(slot)
        if isinstance(found, SlotFault):
            faults.append((slot.row, found))
        elif found in places:
            faults.append((slot.row, SlotFault.TWICE))
        elif slot.on is not None:
            places[found] = Place(slot.on, slot.starts_at)
    return SlotsRead(places, tuple(faults), empty)


def _when(slot: Slot) -> SlotFault | None:
    if slot.on is None:
        return SlotFault.NO_DAY
    return None if slot.starts_at else SlotFault.NO_TIME


class _Finder:
    """Finds a meeting by the student's number, by name, or by the name of an adult; the teacher decides between several."""

    def __init__(self, connection: Connection, meetings: Sequence[MeetingLine], staff: Sequence[StaffColumn]) -> None:
        self._by_student: defaultdict[int, list[MeetingLine]] = defaultdict(list)
        for one in meetings:
            self._by_student[one.student_id].append(one)
        self._staff = {one.staff_id: folded(one.name) for one in staff}
        known = packed(self._by_student)
        rows = connection.execute(
            select(_s.id, _s.student_number, _s.given_name, _s.family_name, _s.preferred_name).where(these(_s.id)),
            {"ids": known},
        ).all()
        self._numbers = {row.student_number.strip().lstrip("0"): row.id for row in rows if row.student_number}
        self._names: defaultdict[str, set[int]] = defaultdict(set)
        for row in rows:
            for given in {row.given_name, row.preferred_name or row.given_name}:
                for name in _spellings(given, row.family_name):
                    self._names[name].add(row.id)
        self._adults: defaultdict[str, set[int]] = defaultdict(set)
        adults = connection.execute(
            select(_r.student_id, _g.given_name, _g.family_name)
            .join(guardian, _g.id == _r.guardian_id)
            .where(these(_r.student_id), _r.deleted_at.is_(None), _r.barred.is_(False), _g.deleted_at.is_(None)),
            {"ids": known},
        )
        for row in adults:
            for name in _spellings(row.given_name, row.family_name):
                self._adults[name].add(row.student_id)

    def meeting(self, slot: Slot) -> int | SlotFault:
        """Return the meeting that a slot is for."""
        students = self._students(slot)
        if not students:
            return SlotFault.NOBODY
        found = [one for student_id in students for one in self._by_student[student_id]]
        if slot.teacher:
            found = [one for one in found if _alike(slot.teacher, self._staff.get(one.staff_id, ""))]
            if not found:
                return SlotFault.OTHER_STAFF
        return found[0].meeting_id if len(found) == 1 else SlotFault.SEVERAL

    def _students(self, slot: Slot) -> Collection[int]:
        if slot.number and slot.number.strip().lstrip("0") in self._numbers:
            return (self._numbers[slot.number.strip().lstrip("0")],)
        return (
            self._names.get(folded(slot.student), frozenset())
            if slot.student
            else self._adults.get(folded(slot.parent), frozenset())
        )


def _spellings(given: str, family: str) -> tuple[str, str]:
    """Return a name both ways round, as lists write it."""
    return folded(full_name(given, family)), folded(f"{family} {given}")


def _alike(written: str, name: str) -> bool:
    """Tell whether a teacher's name in a file is this one: 'Park', 'Ms. Park' and 'Park, Iris' are Iris Park."""
    words, own = set(folded(written).split()) - _TITLES, set(name.split())
    return bool(words) and words <= own


_TITLES: frozenset[str] = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "sr", "sra", "srta", "prof"})
