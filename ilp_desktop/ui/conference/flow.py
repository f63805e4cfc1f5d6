"""The steps of a conference: which one is shown, what came before, what the next button does. No Qt."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from ilp_desktop.domain.consultations import Phase
from ilp_desktop.domain.packs import SectionTemplate

_TALKING = frozenset({Phase.RUNNING, Phase.PAUSED})


@dataclass(frozen=True, slots=True)
class Flow:
    """The sections a policy set asks for, in order, and where the conference is in them."""

    sections: tuple[SectionTemplate, ...]
    at: int = 0
    talk: Phase = Phase.IDLE

    @property
    def section(self) -> SectionTemplate:
        """The section shown."""
        return self.sections[self.at]

    @property
    def following(self) -> SectionTemplate | None:
        """The section that the next button leads to; None on the last."""
        return self.sections[self.at + 1] if self.at + 1 < len(self.sections) else None

    @property
    def first(self) -> bool:
        """Whether there is nothing to go back to."""
        return self.at == 0

    @property
    def ends_talk(self) -> bool:
        """Whether going on ends the private consultation: the student is invited back in."""
        return self.talk in _TALKING and holds(self.section, "consultation")


Event = Callable[[Flow], Flow]


def holds(section: SectionTemplate, kind: str) -> bool:
    """Tell whether a section asks for a kind of field."""
    return any(field.kind == kind for field in section.fields)


def begin(sections: tuple[SectionTemplate, ...], key: str, talk: Phase) -> Flow:
    """Open a conference at the section it was left at, or at its first."""
    return Flow(sections, position(sections, key) or 0, talk)


def position(sections: tuple[SectionTemplate, ...], key: str) -> int | None:
    """Return where a section stands, None where the policy set has no such section."""
    return next((at for at, section in enumerate(sections) if section.key == key), None)


def forward(flow: Flow) -> Flow:
    """Go to the next section; on the last, stay."""
    return to(flow, flow.at + 1)


def back(flow: Flow) -> Flow:
    """Go to the section before; on the first, stay."""
    return to(flow, flow.at - 1)


def to(flow: Flow, at: int) -> Flow:
    """Go to a section by its place, as far as there are sections."""
    return replace(flow, at=min(max(at, 0), len(flow.sections) - 1))


def talked(flow: Flow, phase: Phase) -> Flow:
    """Hear where the private consultation stands."""
    return replace(flow, talk=phase)
