"""What looking an office over found: a line for each thing, fine or not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.language import _
from ilp_desktop.wording import sentence
from ilp_desktop.wording.checking import LINES


class CheckLevel(Enum):
    """How a thing was found: fine; worth a look; wrong."""

    OK = "ok"
    LOOK = "look"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One thing that was looked at. ``part`` is one of keys, database, record, plans, backups, folder."""

    part: str
    level: CheckLevel
    code: str
    params: dict[str, Any] = field(default_factory=dict[str, Any])

    @property
    def sentence(self) -> str:
        """Say what was found. Never with a student's name."""
        if self.code in LINES:
            return _(LINES[self.code]).format(**self.params)
        return sentence(OfficeError(self.code, **self.params))

    def as_json(self) -> dict[str, Any]:
        """Return the line as the command line's JSON has it."""
        return {"part": self.part, "level": self.level.value, "code": self.code, "sentence": self.sentence}


def gravest(lines: Sequence[CheckLine]) -> CheckLevel:
    """Return how bad the worst of it is."""
    return max((line.level for line in lines), key=list(CheckLevel).index, default=CheckLevel.OK)


def ok(part: str, code: str, **params: object) -> CheckLine:
    return CheckLine(part, CheckLevel.OK, code, params)


def look(part: str, code: str, **params: object) -> CheckLine:
    return CheckLine(part, CheckLevel.LOOK, code, params)


def wrong(part: str, code: str, **params: object) -> CheckLine:
    return CheckLine(part, CheckLevel.WRONG, code, params)


def of_error(part: str, error: OfficeError) -> CheckLine:
    """Return what an error says as a line: whatever does not open is wrong."""
    return CheckLine(part, CheckLevel.WRONG, error.code, dict(error.params))
