"""A conference day arranged: a whole school's evenings searched, and one change by hand looked at."""

import random
from functools import partial
from time import perf_counter

from bench.grounds import Grounds
from bench.measures import Limit, Measure, middle, take_turns
from bench.queries import timed
from ilp_desktop.domain.schedules import Day, Hours, Laid, Meeting
from ilp_desktop.scheduling.filling import fill
from ilp_desktop.scheduling.solving import Solved, solve

_MINUTES = 15


def a_whole_school(
    seed: int = 1, *, staff: int = 40, slots: int = 30, full: float = 0.85, interpreters: int = 6
) -> Day:
    """Forty teachers and a thousand families: siblings, parents who share them, homes apart, three languages."""
    chance = random.Random(seed)
    minutes = _MINUTES
    night = slots * minutes // 2
    hours = dict.fromkeys(range(staff), (Hours(960, 960 + night), Hours(2400, 2400 + night)))
    teachers = [one % staff for one in range(int(staff * slots * full))]
    chance.shuffle(teachers)
    meetings: list[Meeting] = []
    while teachers:
        family = len(meetings)
        children = min(len(teachers), 2 if chance.random() < 0.08 else 1)
        # Two homes that do not come together: the same child twice, and never at once.
        apart = children == 1 and len(teachers) > 1 and chance.random() < 0.03
        language = chance.choice(("es", "so")) if chance.random() < 0.2 else ""
        within = (chance.choice((Hours(960, 960 + night), Hours(2400, 2400 + night))),) if chance.random() < 0.3 else ()
        for child in range(children):
            teacher = teachers.pop()
            people = frozenset({f"parent {family}", f"child {family}.{child}"})
            together = f"family {family}" if children > 1 else ""
            meetings.append(Meeting(len(meetings), (teacher,), people, minutes, within, together, language))
        if apart:
            people = frozenset({f"other parent {family}", f"child {family}.0"})
            teacher = meetings[-1].staff
            if teacher[0] in teachers:
                teachers.remove(teacher[0])
                meetings.append(Meeting(len(meetings), teacher, people, minutes))
    return Day(tuple(meetings), hours, minutes, {"es": interpreters, "so": interpreters})


def measure(grounds: Grounds) -> list[Measure]:
    """Search the day of forty teachers and a thousand families beside filling it in order; then move each meeting."""
    rounds = 1 if grounds.quick else 5
    found: list[Solved] = []

    def search(day: Day) -> float:
        begun = perf_counter()
        found.append(solve(day, seconds=10))
        return perf_counter() - begun

    days = iter([a_whole_school(seed) for seed in range(rounds + 1)])
    first = a_whole_school()
    taken = take_turns(
        {"ours": lambda: search(next(days)), "floor": lambda: timed(partial(fill, first))() / 1000}, rounds
    )
    short = solve(a_whole_school(interpreters=2), seconds=9.5)
    laid = Laid(first, fill(first))
    times = first.starts(first.meetings[0])
    checks = sorted(
        timed(partial(laid.clashes_at, meeting.key, times[at % len(times)]))()
        for at, meeting in enumerate(first.meetings)
    )
    left_out = max(len(first.meetings) - len(each.placing) for each in found)
    return [
        Measure(
            "a day of 40 staff and 1,000 families searched",
            "s",
            max(taken["ours"]),
            middle(taken["floor"]),
            limit=Limit(10),
            rounds=rounds,
        ),
        Measure("meetings without a place in it, at most", "", left_out, limit=Limit(0)),
        Measure("placed with too few interpreters, of what could be", "", len(short.placing), short.at_most),
        Measure("a change by hand looked at, p99", "ms", checks[int(len(checks) * 0.99)], limit=Limit(16)),
    ]
