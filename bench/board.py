"""The board at every size: a school judged over all clauses, one student judged anew, its questions, and it in the window."""

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from sqlalchemy import func, select, text

from bench.desks import open_desk, raw_connection
from bench.grounds import Grounds
from bench.measures import Limit, Measure, middle, tail, take_turns
from bench.queries import timed
from bench.sittings import sit
from bench.window import FRAME_MS
from ilp_desktop.domain.access import Role
from ilp_desktop.domain.board import BoardFilter, By, Whose
from ilp_desktop.places import FORMS
from ilp_desktop.services.board import Board
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.findings import Findings
from ilp_desktop.services.packs import Packs
from ilp_desktop.store.engine import Raw
from ilp_desktop.store.tables import assignment, student

_MINE = Role.COUNSELOR
_QUERY_MS = {2_000: 2.0, 20_000: 5.0, 100_000: 15.0}
_PAINTED_MS = {2_000: 50.0, 20_000: 50.0, 100_000: 60.0}
# No names, nobody's right to see them, no numbers above: only as many rows along the same index.
_BARE = """SELECT s.given_name, s.family_name, n.next_clause_id, n.next_due_on FROM standing n JOIN student s ON s.id = n.student_id
WHERE n.needed > 0 ORDER BY n.next_due_on LIMIT 61"""


def measure(grounds: Grounds) -> list[Measure]:
    """Measure all of it at each size."""
    found: list[Measure] = []
    first: tuple[int, float] | None = None
    for size in grounds.sizes:
        folder = grounds.office(size)
        desk, _keys = open_desk(folder)
        raw = raw_connection(folder)()
        try:
            seconds, judged = _judged(desk)
            limit = Limit(10) if size == grounds.sizes[0] else None
            found.append(Measure("a school judged over all clauses", "s", seconds, limit=limit, size=size))
            if first is not None:
                exponent = math.log(seconds / first[1]) / math.log(judged / first[0])
                found.append(Measure("judged: growth exponent", "", exponent, 1, limit=Limit(1.15), size=size))
            first = first or (judged, seconds)
            found += _one_student(grounds, desk, size)
            found += _questions(grounds, desk, raw, size)
        finally:
            raw.close()
            desk.store.close()
        found += _painted(grounds, folder, size)
        grounds.let_go(folder)
    return found


def _judged(desk: Desk) -> tuple[float, int]:
    """Put a policy in force and judge everybody; return the seconds, and how many students that were."""
    Packs(desk).adopt(FORMS / "policy-4020")
    began = perf_counter()
    Findings(desk).catch_up()
    seconds = perf_counter() - began
    with desk.store.read() as connection:
        return seconds, connection.execute(text("SELECT count(*) FROM standing")).scalar_one()


def _one_student(grounds: Grounds, desk: Desk, size: int) -> list[Measure]:
    """Judge one student whose program changed, beside a change that nothing is judged for: what is left is the judging."""
    findings = Findings(desk)
    with desk.store.read() as connection:
        ids = list(connection.execute(select(student.c.id).limit(400)).scalars())
    turns = {"judged": iter(ids * 9), "plain": iter(ids * 9)}

    def mark(name: str) -> None:
        with desk.store.write() as connection:
            connection.execute(text("INSERT OR IGNORE INTO stale_finding VALUES (:one)"), {"one": next(turns[name])})

    def judged() -> float:
        mark("judged")
        return timed(findings.catch_up)()

    def plain() -> float:
        def settle() -> None:
            with desk.store.write() as connection:
                connection.execute(text("DELETE FROM stale_finding"))

        mark("plain")
        return timed(settle)()

    rounds = 10 if grounds.quick else 60
    costs = take_turns({"ours": judged, "floor": plain}, rounds, warm=3)
    ours, floor = middle(costs["ours"]), middle(costs["floor"])
    return [
        Measure("one student judged anew", "ms", ours, floor, size=size, rounds=rounds),
        Measure(
            "one student judged anew, beside one commit", "ms", ours - floor, limit=Limit(5), size=size, rounds=rounds
        ),
    ]


def _questions(grounds: Grounds, desk: Desk, raw: Raw, size: int) -> list[Measure]:
    everybody = Board(desk)
    mine = Board(_of_the_busiest(desk))
    rounds = 20 if grounds.quick else 100
    questions: dict[str, Callable[[], object]] = {
        "board: my students and their numbers": lambda: mine.opened(BoardFilter()),
        "board: everyone and their numbers": lambda: everybody.opened(BoardFilter(Whose.EVERYONE)),
        "board: a page of everyone": everybody.everyone,
        "board: by clause": lambda: everybody.by_clause(Whose.EVERYONE),
        "board: by keeper": lambda: everybody.by_group(By.STAFF),
    }
    found: list[Measure] = []
    for name, ask in questions.items():
        samples = {"ours": timed(ask), "floor": timed(lambda: raw.execute(_BARE).fetchall())}
        costs = take_turns(samples, rounds, warm=3)
        limit = Limit(_QUERY_MS.get(size, 15.0)) if "numbers" in name else None
        found.append(
            Measure(name, "ms", middle(costs["ours"]), middle(costs["floor"]), limit=limit, size=size, rounds=rounds)
        )
        found.append(Measure(f"{name}, p95", "ms", tail(costs["ours"], 0.95), size=size, rounds=rounds))
    return found


def _of_the_busiest(desk: Desk) -> Desk:
    """Return the desk of whoever has the most students."""
    a = assignment.c
    busiest = select(a.staff_id).group_by(a.staff_id).order_by(func.count().desc()).limit(1)
    with desk.store.read() as connection:
        staff_id = connection.execute(busiest).scalar_one()
    return replace(desk, viewer=replace(desk.viewer, role=_MINE, staff_id=staff_id))


def _painted(grounds: Grounds, folder: Path, size: int) -> list[Measure]:
    ours = sit("board", folder, str(5 if grounds.quick else 25))
    costs: list[float] = ours["click_ms"]
    late: list[float] = ours["late_ms"]
    return [
        Measure("the board gone to, painted", "ms", ours["first_ms"], size=size),
        Measure("a click on the board to it painted, p50", "ms", middle(costs), size=size, rounds=len(costs)),
        Measure(
            "a click on the board to it painted, p95", "ms", tail(costs, 0.95),
            limit=Limit(_PAINTED_MS.get(size, 60.0)), size=size, rounds=len(costs),
        ),
        Measure("window blocked while on the board, p99", "ms", tail(late, 0.99), limit=Limit(FRAME_MS), size=size),
        Measure("window blocked while on the board, longest", "ms", max(late), size=size),
    ]  # fmt: skip
