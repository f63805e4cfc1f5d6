"""How a requirement's state looks, on every screen alike: its words on a chip, and the chip's tint. Calm: nothing is red."""

from collections.abc import Mapping
from types import MappingProxyType

from ilp_desktop.domain.policy.findings import State
from ilp_desktop.language import _
from ilp_desktop.wording.findings import STATES

TINTS: Mapping[State, str] = MappingProxyType(
    {
        State.MET: "accent",
        State.ELSEWHERE: "accent",
        State.WAIVED: "grey",
        State.NOT_APPLICABLE: "grey",
        State.DUE: "blue",
        State.OVERDUE: "amber",
        State.CLOSED: "grey",
        State.ADVISED: "none",
        State.NOT_DONE: "grey",
    }
)


def chip_of(state: State) -> tuple[str, str]:
    """Return a state's words and the kind of its chip."""
    words = _(STATES[state])
    return words[:1].upper() + words[1:], TINTS[state]
