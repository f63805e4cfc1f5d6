"""The look that is on. One process has one look, as Qt has one palette; only ``applied`` writes it."""

from dataclasses import dataclass

from ilp_desktop.ui.theme.tokens import LIGHT, Scheme


@dataclass(slots=True)
class Look:
    """The scheme on, and what was asked for; ``wanted`` is None before the first time."""

    scheme: Scheme = LIGHT
    wanted: str | None = None
    text_percent: int = 100
    reduce_motion: bool = False


look = Look()
