"""How the minutes of a conference fit its sections: a suggestion for whoever holds it, never a limit. No Qt."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ilp_desktop.domain.packs import ConsultationRule, SectionTemplate

_SHARES: Mapping[str, float] = MappingProxyType(
    {"text": 1.5, "measures": 3.0, "goals": 5.0, "commitments": 3.0, "signatures": 2.5, "copies": 1.0}
)
"""How the minutes that the private talk leaves are shared out, by the kinds of fields in a section."""
_OTHER = 2.0
_MOST_TALK = 0.4
"""Of a short conference the talk is not planned to take more than this part."""


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when a section is planned, in minutes since the conference began."""

    key: str
    begins: float
    ends: float


def agenda(sections: tuple[SectionTemplate, ...], rule: ConsultationRule, minutes: int) -> tuple[Span, ...]:
    """Share a conference's minutes out among its sections; the private talk has its own (R44)."""
    talk = min(rule.limit / 60, minutes * _MOST_TALK) if any(_talks(section) for section in sections) else 0.0
    shares = [0.0 if _talks(section) else _share(section) for section in sections]
    scale = (minutes - talk) / (sum(shares) or 1.0)
    spans: list[Span] = []
    at = 0.0
    for section, share in zip(sections, shares, strict=True):
        ends = at + (talk if _talks(section) else share * scale)
        spans.append(Span(section.key, at, ends))
        at = ends
    return tuple(spans)


def _talks(section: SectionTemplate) -> bool:
    return any(field.kind == "consultation" for field in section.fields)


def _share(section: SectionTemplate) -> float:
    return sum(_SHARES.get(field.kind, _OTHER) for field in section.fields) or _OTHER
