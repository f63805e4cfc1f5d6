"""What of a preview is looked at, and what was decided about it. No Qt: a state and pure functions."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from types import MappingProxyType

from ilp_desktop.domain.imports import Effect, FieldChange, KindCount, RosterPreview, StagedRow
from ilp_desktop.domain.roster import RemarkLevel


class View(Enum):
    """What is listed: rows by what becomes of them, or what there is to say about the file."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    REFUSED = "refused"
    REMARKS = "remarks"


EFFECTS: Mapping[View, Effect] = MappingProxyType(
    {View.NEW: Effect.NEW, View.CHANGED: Effect.CHANGED, View.GONE: Effect.GONE}
)
_LEVELS = {View.REFUSED: RemarkLevel.REFUSED, View.REMARKS: RemarkLevel.WARNING}


@dataclass(frozen=True, slots=True)
class Looking:
    """What is listed, and how many decisions were made. ``kind`` is "" for all kinds."""

    view: View = View.NEW
    kind: str = ""
    text: str = ""
    withdrawn: int = 0
    """How many students that are gone from the file were marked as withdrawn."""
    left_out: int = 0
    """How many new rows will not come in."""

    @property
    def effect(self) -> Effect | None:
        """What becomes of the rows listed; None where remarks are listed."""
        return EFFECTS.get(self.view)

    @property
    def rows(self) -> tuple[Effect | None, str, str]:
        """Which rows are listed: what becomes of them, their kind, and the letters found in them."""
        return self.effect, self.kind, self.text


def total(preview: RosterPreview) -> KindCount:
    """Return the counts of all kinds together."""
    of = preview.counts
    return KindCount(
        "",
        sum(c.new for c in of),
        sum(c.changed for c in of),
        sum(c.same for c in of),
        sum(c.gone for c in of),
        sum(c.refused for c in of),
    )


def number_in(preview: RosterPreview, view: View, kind: str = "") -> int:
    """Return how many rows a view has; refused rows and remarks are told by file, so those of all kinds count."""
    if view in _LEVELS:
        return sum(one.count for one in preview.remark_counts if one.level is _LEVELS[view])
    return int(getattr(preview.of(kind) if kind else total(preview), view.value))


def kinds_in(preview: RosterPreview) -> tuple[str, ...]:
    """Return the kinds that the roster says anything about, in the order people read them."""
    return tuple(c.kind for c in preview.counts if c.new or c.changed or c.same or c.gone or c.refused)


def first_look(preview: RosterPreview) -> Looking:
    """Begin with the students, and with the first view that has any; where there is nothing at all, with what is new."""
    for kind in ("student", ""):
        for view in View:
            if number_in(preview, view, kind) and (view in EFFECTS or not kind):
                return Looking(view, kind if view in EFFECTS else "")
    return Looking()


def viewing(looking: Looking, view: View) -> Looking:
    """List another view, of the same kind and with the same letters."""
    return replace(looking, view=view)


def of_kind(looking: Looking, kind: str) -> Looking:
    """List the rows of one kind, or of all."""
    return replace(looking, kind=kind)


def figure_chosen(looking: Looking, view: View, kind: str) -> Looking:
    """List what a figure counts: its letters are let go, or the list would not have as many rows."""
    return replace(looking, view=view, kind=kind if view in EFFECTS else looking.kind, text="")


def typed(looking: Looking, text: str) -> Looking:
    """List only what these letters are found in."""
    return replace(looking, text=text)


def marked(looking: Looking, by: int) -> Looking:
    """Count students marked as withdrawn, or no longer so."""
    return replace(looking, withdrawn=looking.withdrawn + by)


def left_out(looking: Looking, by: int) -> Looking:
    """Count new rows left out, or taken again."""
    return replace(looking, left_out=looking.left_out + by)


def waiting(preview: RosterPreview, looking: Looking) -> int:
    """Return how many students are gone from the file and not marked as withdrawn."""
    return preview.of("student").gone - looking.withdrawn


def can_keep(change: FieldChange) -> bool:
    """Tell whether the office's own can stay: a student whom a roster names again is enrolled again."""
    return change.field != "withdrawn_at"


def keeping(row: StagedRow, field: str, ours: bool) -> StagedRow:
    """Return a changed row with one field, or with field "" all of them, kept as the office has it, or not."""
    changes = [replace(one, keep=ours) if field in {"", one.field} and can_keep(one) else one for one in row.fields]
    return replace(row, fields=tuple(changes))
