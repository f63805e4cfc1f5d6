"""What an import of a roster would do, before anybody says yes; what it did, and how it is taken back."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from ilp_desktop.domain.roster import RemarkCount, RosterRemark


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many rows of one kind (student, guardian, staff_member, school_class …) an import touches."""

    kind: str
    new: int
    changed: int
    same: int
    gone: int
    refused: int


@dataclass(frozen=True, slots=True)
class RosterPreview:
    """A staged import. ``counts`` come in the order people read them; ``remarks`` name file, row and reason."""

    run_id: int
    source: str
    file_name: str
    shape: str
    """oneroster, sds or table."""
    counts: tuple[KindCount, ...]
    remarks: tuple[RosterRemark, ...]
    remark_counts: tuple[RemarkCount, ...]

    def of(self, kind: str) -> KindCount:
        """Return the counts of one kind, zeros where the roster has none."""
        return next((count for count in self.counts if count.kind == kind), KindCount(kind, 0, 0, 0, 0, 0))

    @property
    def changes_nothing(self) -> bool:
        """Whether applying it would leave the office as it is."""
        return not any(count.new or count.changed or count.gone for count in self.counts)


class Effect(Enum):
    """What applying a staged row would do to the office."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a changed row, worded for reading.

    ``corrected``: the office wrote ``before`` by hand, so that it stays unless somebody says otherwise.
    ``keep``: applying leaves ``before`` as it is.
    """

    field: str
    before: str
    after: str
    corrected: bool
    keep: bool


@dataclass(frozen=True, slots=True)
class StagedRow:
    """One row of the preview. ``row`` is where it stands in ``file``; 0 where it stands nowhere (gone).

    ``withdraw``: a student gone from the file is marked withdrawn by applying. ``left_out``: the row does not come in.
    """

    staged_id: int
    kind: str
    effect: Effect
    name: str
    file: str
    row: int
    fields: tuple[FieldChange, ...]
    withdraw: bool = False
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class StagedRows:
    """A page of the preview's rows; ``total`` counts all that the filter lets through."""

    rows: tuple[StagedRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ImportLine:
    """An import that was applied, as the list of imports shows it; newest first."""

    run_id: int
    source: str
    shape: str
    file_name: str
    applied_at: datetime
    by_whom: str
    counts: tuple[KindCount, ...]
    taken_back_at: datetime | None
    can_take_back: bool
    """The latest that was applied and not taken back: imports are taken back from the last to the first."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What taking an import back did. ``kept`` rows were worked on since, and stay."""

    undone: int
    kept: int
