"""Which numbers of a public report stay unsaid: those of fewer than ten students, and what would let them be computed.

Numbers stand in a table of schools and grades with its sums. A cell that stays unsaid can be computed when it is the only
one of its row or column, or, over several rows and columns, when it lies on no circle of unsaid cells: seen as a
bipartite graph of rows and columns, it is a bridge. And what several unsaid cells add up to must not be small either.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

LEAST = 10
"""A number of students below this is not shown."""
EVERY_SCHOOL = 0
EVERY_GRADE = ""
Key = tuple[int, str]
"""A school's number and a grade; the sums stand at ``EVERY_SCHOOL`` and ``EVERY_GRADE``."""


def with_sums(cells: Mapping[Key, int]) -> dict[Key, int]:
    """Return cells of schools and grades with the sums of every row, every column, and all."""
    summed = dict(cells)
    for (school, grade), number in cells.items():
        for key in ((school, EVERY_GRADE), (EVERY_SCHOOL, grade), (EVERY_SCHOOL, EVERY_GRADE)):
            summed[key] = summed.get(key, 0) + number
    return summed


def unsaid(
    values: Mapping[Key, int], among: Mapping[Key, int] | None = None, unsaid_among: frozenset[Key] = frozenset()
) -> frozenset[Key]:
    """Return which numbers of a table with its sums stay unsaid.

    ``among`` are the numbers of students out of whom these are counted: also those who are not among them must not be few,
    for one number could be taken from the other. What stays unsaid there stays unsaid here.
    """
    others = values if among is None else {key: among[key] - number for key, number in values.items()}
    hidden = {key for key in values if _is_small(values[key]) or _is_small(others[key])} | (
        set(unsaid_among) & set(values)
    )
    lines = tuple(_lines(values))
    while (one := _next_to_hide(values, others, hidden, lines)) is not None:
        hidden.add(one)
    return frozenset(hidden)


def _is_small(number: int) -> bool:
    return 0 < number < LEAST


def _lines(values: Mapping[Key, int]) -> Iterator[tuple[Key, ...]]:
    """Yield each row and column, its sum last."""
    schools = sorted({school for school, _grade in values} - {EVERY_SCHOOL})
    grades = sorted({grade for _school, grade in values} - {EVERY_GRADE})
    for school in (*schools, EVERY_SCHOOL):
        parts = [(school, grade) for grade in grades if (school, grade) in values]
        yield (*parts, (school, EVERY_GRADE))
    for grade in (*grades, EVERY_GRADE):
        parts = [(school, grade) for school in schools if (school, grade) in values]
        yield (*parts, (EVERY_SCHOOL, grade))


def _next_to_hide(
    values: Mapping[Key, int], others: Mapping[Key, int], hidden: set[Key], lines: Sequence[tuple[Key, ...]]
) -> Key | None:
    """Return one more number that must stay unsaid; None where nothing can be computed any more."""
    for line in lines:
        unsaid_here = [key for key in line if key in hidden]
        if not unsaid_here or len(unsaid_here) == len(line):
            continue
        told = line[-1] not in hidden
        sums = (sum(table[key] for key in unsaid_here) for table in (values, others))
        if len(unsaid_here) == 1 or (told and any(map(_is_small, sums))):
            return _cheapest(values, hidden, line)
    bridge = next((key for key in sorted(hidden) if _is_bridge(key, hidden)), None)
    if bridge is None:
        return None
    through = [line for line in lines if bridge in line]
    near = _cheapest(values, hidden, tuple(chain.from_iterable(through)))
    return near or _cheapest(values, hidden, tuple(values))


def _cheapest(values: Mapping[Key, int], hidden: set[Key], line: Sequence[Key]) -> Key | None:
    """Return the number that is missed least: the smallest part that is none, then nothings, then a sum."""
    open_here = [key for key in line if key not in hidden]
    return min(open_here, key=lambda key: (_is_sum(key), values[key] == 0, values[key], key), default=None)


def _is_sum(key: Key) -> int:
    return (key[0] == EVERY_SCHOOL) + (key[1] == EVERY_GRADE)


def _is_bridge(key: Key, hidden: set[Key]) -> bool:
    """Tell whether a row and a column hang together by one unsaid cell alone: it can then be computed."""
    row, column = key
    rows, columns = {row}, set[str]()
    grown = True
    while grown:
        grown = False
        for school, grade in hidden - {key}:
            if (school in rows) != (grade in columns):
                rows.add(school)
                columns.add(grade)
                grown = True
    return column not in columns
