"""What the window asks of the store, at every size: how long, how many statements, how many steps of SQLite's machine."""

import random
from collections.abc import Callable
from time import perf_counter
from typing import Any

from sqlalchemy import select

from bench.desks import DAY_ROWS, a_conference, open_desk, raw_connection
from bench.grounds import Grounds
from bench.measures import Limit, Measure, Sample, middle, tail, take_turns
from ilp_desktop.services.conferences import Conferences
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.students import Students
from ilp_desktop.store.counting import counted
from ilp_desktop.store.engine import Raw
from ilp_desktop.store.search import wanted
from ilp_desktop.store.tables import student

# Only the index is asked, for as many entries: no names, no order of the list, nobody's right to see them.
_BARE_SEARCH = "SELECT rowid FROM student_search WHERE student_search MATCH ? ORDER BY rowid LIMIT 60"
_BARE_FILE = "SELECT * FROM student WHERE id = ?"
_BARE_CONFERENCE = "SELECT * FROM conference WHERE id = ?"
FLAT = Limit(1.25, times_floor=True)
"""Steps may differ a little with who is looked for, not with how many students there are."""


def timed(act: Callable[[], object]) -> Sample:
    """Return a sample that times an act in milliseconds."""

    def sample() -> float:
        began = perf_counter()
        act()
        return (perf_counter() - began) * 1000

    return sample


def measure(grounds: Grounds) -> list[Measure]:
    """Measure each question at each size; steps stand beside those of the smallest size."""
    found: list[Measure] = []
    fewest: dict[str, float] = {}
    for size in grounds.sizes:
        folder = grounds.office(size)
        desk, _keys = open_desk(folder)
        raw = raw_connection(folder)()
        try:
            found += _times(grounds, desk, raw, size)
            found += _work(desk, size, fewest)
        finally:
            raw.close()
            desk.store.close()
            grounds.let_go(folder)
    return found


def keystrokes(desk: Desk, count: int) -> list[str]:
    """Return what stands in the field after each keystroke of people who look for students of this office."""
    rng = random.Random(7)
    s = student.c
    with desk.store.read() as connection:
        ids = connection.execute(select(s.id)).scalars().all()
        chosen = rng.sample(ids, count)
        names = connection.execute(select(s.given_name, s.family_name).where(s.id.in_(chosen)).order_by(s.id)).all()
    typed: list[str] = []
    for given, family in names:
        whole = rng.choice((family, given, f"{given} {family}", f"{family} {given}"))[:10]
        typed += [whole[:end] for end in range(1, len(whole) + 1)]
    return typed


def _times(grounds: Grounds, desk: Desk, raw: Raw, size: int) -> list[Measure]:
    people, conferences = Students(desk), Conferences(desk)
    typed = keystrokes(desk, 10 if grounds.quick else 40)
    rng = random.Random(11)
    with desk.store.read() as connection:
        ids = rng.sample(connection.execute(select(student.c.id)).scalars().all(), 20 if grounds.quick else 100)
    under_way = a_conference(desk)
    conferences.open(under_way)
    searched, files, alone = iter(typed * 3), iter(ids * 3), iter(typed * 3)
    bare_searched, bare_files = iter(typed * 5), iter(ids * 3)
    statement = people._list(typed=True, withdrawn=False).compile(dialect=desk.store.readers.dialect)  # pyright: ignore[reportPrivateUsage]
    query, places = str(statement), statement.positiontup or []
    fixed: dict[str, Any] = dict(statement.params)

    def search_alone() -> None:
        values = wanted(next(alone))
        if values is not None:
            asked: dict[str, Any] = fixed | values
            raw.execute(query, [asked[place] for place in places]).fetchall()

    def bare_search() -> None:
        values = wanted(next(bare_searched))
        if values is not None:
            raw.execute(_BARE_SEARCH, (values["own_names"],)).fetchall()

    def both(
        name: str, ours: Callable[[], object], floor: Callable[[], object], rounds: int, limit: Limit | None
    ) -> list[Measure]:
        costs = take_turns({"ours": timed(ours), "floor": timed(floor)}, rounds, warm=5)
        line = Measure(name, "ms", middle(costs["ours"]), middle(costs["floor"]), limit=limit, size=size, rounds=rounds)
        p95 = Measure(
            f"{name}, p95", "ms", tail(costs["ours"], 0.95), tail(costs["floor"], 0.95), size=size, rounds=rounds
        )
        return [line, p95]

    rounds = len(typed)
    on = desk.today.isoformat()
    return [
        *both("search, a keystroke's query", search_alone, bare_search, rounds, Limit(1)),
        *both("search, query and rows made of it", lambda: people.search(next(searched)), bare_search, rounds, None),
        *both(
            "student's file read",
            lambda: people.open_file(next(files)),
            lambda: raw.execute(_BARE_FILE, (next(bare_files),)).fetchall(),
            len(ids),
            None,
        ),
        *both("day list read", conferences.day, lambda: raw.execute(DAY_ROWS, (on,)).fetchall(), len(ids), None),
        *both(
            "conference read",
            lambda: conferences.open(under_way),
            lambda: raw.execute(_BARE_CONFERENCE, (under_way,)).fetchall(),
            len(ids),
            None,
        ),
    ]


def _work(desk: Desk, size: int, fewest: dict[str, float]) -> list[Measure]:
    """Count statements and steps; the size before the first is its own floor."""
    people, conferences = Students(desk), Conferences(desk)
    under_way = a_conference(desk)
    with desk.store.read() as connection:
        ids = random.Random(13).sample(connection.execute(select(student.c.id)).scalars().all(), 15)
    texts = iter(f"I read {number} books." for number in range(100))
    questions: dict[str, list[Callable[[], object]]] = {
        "search": [lambda word=word: people.search(word) for word in ("m", "ma", "gar", "ana m", "nguy")],
        "student's file": [lambda one=one: people.open_file(one) for one in ids],
        "day list": [conferences.day],
        "conference": [lambda: conferences.open(under_way)],
        "section saved": [
            lambda: conferences.leave_field(under_way, "answer:celebrate.proud", next(texts), "en") for _ in range(3)
        ],
    }
    found: list[Measure] = []
    for name, acts in questions.items():
        statements: list[float] = []
        steps: list[float] = []
        for act in acts:
            act()
            with counted(desk.store) as count:
                act()
            statements.append(count.statements)
            steps.append(count.vm_steps)
        for what, figures in (("statements", statements), ("VM steps", steps)):
            label = f"{name}: {what}"
            ours = middle(figures)
            floor = fewest.setdefault(label, ours)
            found.append(Measure(label, "", ours, floor, limit=FLAT, size=size, rounds=len(acts)))
    return found
