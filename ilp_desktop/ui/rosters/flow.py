"""Where an import stands: choose, look at the file, say what its columns are, read, compare, apply, done.

No Qt: a state and pure functions. A OneRoster or School Data Sync package needs no saying what its columns are.
"""

from dataclasses import dataclass, replace
from enum import Enum

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.imports import RosterPreview


class Phase(Enum):
    """The steps of an import; nothing of the office changes before APPLYING."""

    CHOOSE = "choose"
    LOOKING = "looking"
    MAPPING = "mapping"
    READING = "reading"
    PREVIEW = "preview"
    APPLYING = "applying"
    DONE = "done"
    FAILED = "failed"
    IMPORTS = "imports"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class State:
    """One import. ``number`` counts the readings begun: what an earlier one still reports is let go."""

    phase: Phase = Phase.CHOOSE
    number: int = 0
    name: str = ""
    rows: int = 0
    """How many rows were compared so far."""
    preview: RosterPreview | None = None
    report_id: int = 0
    """The earlier import whose report is shown."""
    error: OfficeError | None = None
    stopped: bool = False
    """The last reading was stopped by the person."""

    @property
    def can_apply(self) -> bool:
        """Whether there is something to apply."""
        return self.phase is Phase.PREVIEW and self.preview is not None and not self.preview.changes_nothing


def looking(state: State, name: str) -> State:
    """Begin to look at what a file is; what is being looked at, read or applied is not left for it."""
    if state.phase in {Phase.LOOKING, Phase.READING, Phase.APPLYING}:
        return state
    return State(Phase.LOOKING, state.number + 1, name)


def mapping(state: State, number: int) -> State:
    """Ask what the columns of a plain table are."""
    if state.phase is not Phase.LOOKING or number != state.number:
        return state
    return replace(state, phase=Phase.MAPPING)


def reading(state: State, name: str) -> State:
    """Begin to read a roster; what is being read or applied is not left for it."""
    if state.phase in {Phase.READING, Phase.APPLYING}:
        return state
    return State(Phase.READING, state.number + 1, name)


def back_to_columns(state: State) -> State:
    """Go back to what the columns of a table are, from what it would change or from why it could not be read."""
    if state.phase not in {Phase.PREVIEW, Phase.FAILED}:
        return state
    return State(Phase.MAPPING, state.number, state.name)


def compared(state: State, number: int, rows: int) -> State:
    """Hear how far the reading is."""
    if state.phase is not Phase.READING or number != state.number:
        return state
    return replace(state, rows=max(rows, state.rows))


def previewed(state: State, number: int, preview: RosterPreview) -> State:
    """Show what the import would change."""
    if state.phase is not Phase.READING or number != state.number:
        return state
    return replace(state, phase=Phase.PREVIEW, preview=preview)


def applying(state: State) -> State:
    """Apply what is shown."""
    return replace(state, phase=Phase.APPLYING) if state.can_apply else state


def applied(state: State) -> State:
    """It is the office's now."""
    return replace(state, phase=Phase.DONE) if state.phase is Phase.APPLYING else state


def failed(state: State, number: int, error: OfficeError) -> State:
    """It could not be read or applied; a reading that the person stopped is no failure."""
    if number != state.number or state.phase not in {Phase.LOOKING, Phase.READING, Phase.APPLYING}:
        return state
    if error.code == "import_cancelled":
        return State(number=state.number, stopped=True)
    return replace(state, phase=Phase.FAILED, error=error)


def stopped(state: State) -> State:
    """Leave a file that was only looked at."""
    return State(number=state.number, stopped=True) if state.phase is Phase.LOOKING else state


def again(state: State) -> State:
    """Go back to the choice."""
    return state if state.phase in {Phase.READING, Phase.APPLYING} else State(number=state.number)


def listing(state: State) -> State:
    """Go to the imports that came in before, from wherever nothing is under way."""
    return State(Phase.IMPORTS, state.number) if state.phase in {Phase.CHOOSE, Phase.REPORT, Phase.DONE} else state


def reporting(state: State, run_id: int) -> State:
    """Open the report of an earlier import."""
    return State(Phase.REPORT, state.number, report_id=run_id) if state.phase is Phase.IMPORTS else state
