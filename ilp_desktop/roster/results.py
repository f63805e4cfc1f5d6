"""Gradebook results of OneRoster (categories, lineItems, results) as data for the conference (R7)."""

import math
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from ilp_desktop.domain.roster import RosterResult
from ilp_desktop.roster import columns
from ilp_desktop.roster.rows import Rows

# What a gradebook calls a test rather than a mark for work in class.
_ASSESSMENT = re.compile(
    r"\b(?:assessments?|tests?|testing|exams?|examinations?|quiz(?:zes)?|benchmarks?|screen(?:ing|er)s?|diagnostics?"
    r"|dibels|acadience|nwea|map|i-?ready|aspire|rise|psat|sat|act|wida|star)\b",
    re.IGNORECASE,
)
_ORDINARY = frozenset({"", "fully graded", "fullygraded", "earned"})


@dataclass(frozen=True, slots=True)
class _LineItem:
    category: str
    label: str
    unit: str
    term: str


class Results:
    """The results of one roster; classes and terms are known by then by their titles."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def all(
        self, students: Container[str], classes: Mapping[str, str], terms: Mapping[str, str]
    ) -> Iterator[RosterResult]:
        """Yield each result that has a score. How many have none is one remark on the file."""
        shape = columns.RESULTS
        items = dict(self._items(classes, terms)) if shape.key in self._rows.tables else {}
        without = 0
        for row, (sourced_id, item_id, student, graded, score, day, _status, words) in self._rows.standing(shape):
            if not (
                self._rows.stands(shape, row, "lineItemSourcedId", item_id, items)
                and self._rows.stands(shape, row, "studentSourcedId", student, students)
            ):
                continue
            value, said = read_score(score, words, graded)
            if value is None and not said:
                without += 1
                continue
            item = items[item_id]
            yield RosterResult(
                sourced_id=sourced_id,
                student_sourced_id=student,
                category=item.category,
                label=item.label,
                value=value,
                said=said,
                unit=item.unit if value is not None else "",
                term=item.term,
                measured_on=self._rows.day(shape, row, "scoreDate", day),
                row=row,
            )
        if without:
            self._rows.remarks.warn(self._rows.file(shape), 0, "results_without_score", count=str(without))

    def _items(self, classes: Mapping[str, str], terms: Mapping[str, str]) -> Iterator[tuple[str, _LineItem]]:
        categories = {cells["sourcedId"]: cells["title"] for _row, cells in self._rows.named(columns.CATEGORIES)}
        for _row, cells in self._rows.named(columns.LINE_ITEMS):
            title, of_class = cells["title"], classes.get(cells["classSourcedId"], "")
            is_test = _ASSESSMENT.search(title) or _ASSESSMENT.search(categories.get(cells["categorySourcedId"], ""))
            most, _said = read_score(cells["resultValueMax"], "", "")
            period = cells["gradingPeriodSourcedId"] or cells["academicSessionSourcedId"]
            yield (
                cells["sourcedId"],
                _LineItem(
                    category="assessment" if is_test else "grade",
                    label=f"{of_class}: {title}" if of_class and of_class != title else title,
                    unit="" if most is None else f"/ {most:g}",
                    term=terms.get(period, ""),
                ),
            )


def read_score(score: str, words: str, graded: str) -> tuple[float | None, str]:
    """Return the number and the words of a result: a score that is no number is words (B+); neither means no score.

    ``graded`` is OneRoster's scoreStatus; it is said only where a score is not final ('partially graded').
    """
    try:
        value = float(score.removesuffix("%").strip()) if score else None
    except ValueError:
        return None, words or score
    if value is not None and not math.isfinite(value):
        return None, words or score
    if value is None or words:
        return value, words
    return value, "" if graded.lower() in _ORDINARY else graded.lower()
