"""Sheets of labels as offices buy them, and what stands on a label for a folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

_INCH = 72.0
_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class LabelFormat:
    """A sheet of labels: its paper, how many columns and rows, and in points where each label stands."""

    name: str
    paper: Literal["letter", "a4"]
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    step_x: float
    step_y: float

    @property
    def count(self) -> int:
        """How many labels a sheet has."""
        return self.columns * self.rows

    def place(self, number: int) -> tuple[float, float]:
        """Return the left and the top of a label, from the sheet's top left corner; 0 is the first, row by row."""
        row, column = divmod(number, self.columns)
        return self.left + column * self.step_x, self.top + row * self.step_y


FORMATS: Mapping[str, LabelFormat] = {
    "avery_5160": LabelFormat("Avery 5160", "letter", 3, 10, 2.625 * _INCH, _INCH, 0.1875 * _INCH, 0.5 * _INCH, 2.75 * _INCH, _INCH),
    "avery_5163": LabelFormat("Avery 5163", "letter", 2, 5, 4 * _INCH, 2 * _INCH, 0.15625 * _INCH, 0.5 * _INCH, 4.1875 * _INCH, 2 * _INCH),
    "avery_l7160": LabelFormat("Avery L7160", "a4", 3, 7, 63.5 * _MM, 38.1 * _MM, 7.2 * _MM, 15.15 * _MM, 66.04 * _MM, 38.1 * _MM),
}  # fmt: skip
"""Formats by their key, as their maker publishes them."""


@dataclass(frozen=True, slots=True)
class FolderLabel:
    """What a folder is found by. ``school_year`` is the calendar year in which it ends."""

    name: str
    grade: str
    number: str
    school_year: int
    school: str = ""
