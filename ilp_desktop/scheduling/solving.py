"""Finds the best day there is: everybody placed if that can be, families' children back to back, as few waits as possible.

The search is CP-SAT's (OR-tools). It begins from a day filled in order, so it never gives back a worse one, and after the
time it is given the best day so far is the answer.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd
from threading import Event, Thread

from ortools.sat.python import cp_model

from ilp_desktop.domain.schedules import Blocked, Bound, Day, Laid, Meeting, Placing, apart, blocked, families
from ilp_desktop.domain.watching import UNWATCHED, Watch
from ilp_desktop.scheduling.filling import fill

SECONDS = 8.0
_WORKERS = 2
_LOOKED = 0.1
"""Seconds between two looks at whether somebody stopped it."""
_BUSY = frozenset({Bound.STAFF, Bound.PERSON})


@dataclass(frozen=True, slots=True)
class Solved:
    """The best day found. ``is_best``: it was shown that there is none better; ``at_most`` could be placed at all.

    ``waits`` are the minutes that families wait in all between their children's meetings.
    """

    placing: Placing
    is_best: bool
    at_most: int
    waits: int
    blocked: tuple[Blocked, ...]


def solve(day: Day, placed: Placing | None = None, *, seconds: float = SECONDS, watch: Watch = UNWATCHED) -> Solved:
    """Return the best day found in so many seconds; meetings of a fixed time stay where they are, clash or not.

    ``placed`` is the day to begin from. ``watch`` hears ``placed`` with how many of how many the best day so far places.
    Raises OfficeError ``stopped`` where somebody stopped it: nothing came of it then.
    """
    start = fill(day, placed)
    watch.at("placed", len(start), len(day.meetings))
    model = _Model(day, start)
    solver = _searched(model, len(start), seconds, watch)
    is_best, left_out, placing = model.told(solver, start)
    return Solved(placing, is_best, len(day.meetings) - left_out, apart(day, placing), blocked(day, placing))


class _Model:
    """The day as CP-SAT sees it. One meeting without a place outweighs every wait there can be."""

    def __init__(self, day: Day, start: Placing) -> None:
        self._day = day
        self._fixed = {each.key: each.fixed for each in day.meetings if each.fixed is not None}
        self._taken = Laid(day, self._fixed)
        self._grain = gcd(day.step, *(each.minutes for each in day.meetings))
        self.model = cp_model.CpModel()
        self.there: dict[int, cp_model.IntVar] = {}
        self._at: dict[int, cp_model.IntVar] = {}
        self._lasts: dict[int, cp_model.IntervalVar] = {}
        self._times: dict[int, tuple[int, ...]] = {}
        for meeting in day.meetings:
            if meeting.fixed is None:
                self._add(meeting, start)
        self._one_at_a_time()
        self._so_many_at_a_time()
        self._weight = self._wish()
        self.fixed, self.total = len(self._fixed), len(day.meetings)

    def _add(self, meeting: Meeting, start: Placing) -> None:
        # Nothing is searched for what a person fixed: it only takes its time away from the others.
        times = tuple(
            time
            for time in self._day.starts(meeting)
            if _BUSY.isdisjoint(clash.bound for clash in self._taken.clashes_at(meeting.key, time))
        )
        if not times:
            return
        key, model = meeting.key, self.model
        at = model.new_int_var_from_domain(cp_model.Domain.from_values(list(times)), f"at{key}")
        there = model.new_bool_var(f"there{key}")
        self._lasts[key] = model.new_optional_fixed_size_interval_var(at, meeting.minutes, there, f"lasts{key}")
        self._at[key], self.there[key], self._times[key] = at, there, times
        model.add_hint(there, key in start)
        model.add_hint(at, start.get(key, times[0]))

    def _one_at_a_time(self) -> None:
        whose: defaultdict[tuple[str, int | str], list[int]] = defaultdict(list)
        for meeting in self._day.meetings:
            if meeting.key in self._lasts:
                for one in meeting.staff:
                    whose["staff", one].append(meeting.key)
                for person in meeting.people:
                    whose["person", person].append(meeting.key)
        # Parents of several children share them all: the same is said once.
        for keys in sorted({tuple(keys) for keys in whose.values() if len(keys) > 1}):
            self.model.add_no_overlap([self._lasts[key] for key in keys])
            self._fits(keys, 1)

    def _so_many_at_a_time(self) -> None:
        for language in sorted({meeting.language for meeting in self._day.meetings if meeting.language}):
            spoken = [meeting for meeting in self._day.meetings if meeting.language == language]
            self._at_most(spoken, self._day.interpreters.get(language, 0))
        if self._day.rooms:
            self._at_most(self._day.meetings, self._day.rooms)

    def _at_most(self, meetings: Sequence[Meeting], number: int) -> None:
        free = [each.key for each in meetings if each.key in self._lasts]
        lasting = [self._lasts[key] for key in free]
        fixed = [(each.fixed, each.minutes) for each in meetings if each.fixed is not None]
        for at, minutes in fixed:
            lasting.append(self.model.new_fixed_size_interval_var(at, minutes, ""))
        # Who fixed too many at once said so.
        at_once = max((sum(at <= when < at + minutes for at, minutes in fixed) for when, _minutes in fixed), default=0)
        self.model.add_cumulative(lasting, [1] * len(lasting), max(number, at_once))
        self._fits(free, max(number, at_once))

    def _fits(self, keys: Sequence[int], number: int) -> None:
        """Say what follows, so that the search need not find it out: no more minutes than there are for all of them."""
        minutes = {each.key: each.minutes for each in self._day.meetings}
        moments = {
            moment
            for key in keys
            for start in self._times[key]
            for moment in range(start, start + minutes[key], self._grain)
        }
        room = len(moments) * self._grain * number
        if sum(minutes[key] for key in keys) > room:
            self.model.add(sum(minutes[key] * self.there[key] for key in keys) <= room)

    def _wish(self) -> int:
        """Say what is best; return what one meeting without a place weighs."""
        waits: list[cp_model.IntVar] = []
        longest = 0
        for meetings in families(self._day.meetings):
            free = [each for each in meetings if each.key in self._at]
            if len(free) < 2:
                continue
            first = min(self._times[each.key][0] for each in free)
            last = max(self._times[each.key][-1] + each.minutes for each in free)
            waits.append(self._wait(free, last - first))
            longest += last - first
        weight = longest + 1
        self.model.minimize(weight * sum(1 - there for there in self.there.values()) + sum(waits))
        return weight

    def _wait(self, meetings: list[Meeting], longest: int) -> cp_model.IntVar:
        """Return the minutes between the end of a family's first meeting and the beginning of its last, less those between."""
        wait = self.model.new_int_var(0, longest, "")
        busy = sum(each.minutes for each in meetings)
        for one in meetings:
            for other in meetings:
                if one is not other:
                    span = self._at[one.key] + one.minutes - self._at[other.key]
                    # Where one of them has no place there is nothing to wait for.
                    wanted = self.model.add(wait >= span - busy)
                    wanted.only_enforce_if([self.there[one.key], self.there[other.key]])  # pyright: ignore[reportUnknownMemberType]
        return wait

    def told(self, solver: cp_model.CpSolver, start: Placing) -> tuple[bool, int, Placing]:
        """Return whether the day is the best there is, how many must be left out at the least, and the day."""
        never = len(self._day.meetings) - len(self._fixed) - len(self.there)
        if solver.response_proto.status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            return not self.there, never, start
        placing = dict(self._fixed)
        placing |= {
            key: solver.value(self._at[key]) for key, there in self.there.items() if solver.boolean_value(there)
        }
        is_best = solver.response_proto.status == cp_model.OPTIMAL
        return is_best, never + int(max(0.0, solver.best_objective_bound) // self._weight), placing


def _searched(model: _Model, already: int, seconds: float, watch: Watch) -> cp_model.CpSolver:
    """Search on a thread of its own, so that whoever stops it is heard at once."""
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = _WORKERS
    best = _Best(model, already)
    ended = Event()
    failed: list[BaseException] = []

    def search() -> None:
        try:
            solver.solve(model.model, best)
        except BaseException as error:  # noqa: BLE001 - told to whoever waits
            failed.append(error)
        finally:
            ended.set()

    thread = Thread(target=search, name="schedule", daemon=True)
    thread.start()
    try:
        while not ended.wait(_LOOKED):
            watch.at("placed", best.placed, best.total)
    finally:
        solver.stop_search()
        thread.join()
    if failed:
        raise failed[0]
    return solver


class _Best(cp_model.CpSolverSolutionCallback):
    """Counts how many the best day so far places."""

    def __init__(self, model: _Model, already: int) -> None:
        super().__init__()
        self._there = tuple(model.there.values())
        self._fixed = model.fixed
        self.placed = already
        self.total = model.total

    def on_solution_callback(self) -> None:
        self.placed = self._fixed + sum(self.boolean_value(there) for there in self._there)
