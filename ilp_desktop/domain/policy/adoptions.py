"""What policy is in force from when, what comes after it, and what an office could take up instead."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from ilp_desktop.domain.packs import OwnWords, PolicyPack, Wording
from ilp_desktop.domain.policy.clauses import Choice
from ilp_desktop.domain.policy.sets import Policy

Files = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Ruling:
    """A policy set with all that it stands on and what the school changed in it, in force or not yet."""

    policy: Policy
    pack: PolicyPack
    own: OwnWords
    choices: Mapping[str, Choice]
    """What can be chosen, by ``pack.choice``; what was chosen stands in ``own``."""
    plain: PolicyPack
    """The set as it came, without the school's own names."""
    stack: tuple[Files, ...]
    """The files, the lowest set's first, the set's own last."""

    def chosen(self, key: str) -> str:
        """Return what stands for a choice: the school's, else the default."""
        return self.own.choices.get(key, self.choices[key].default)


@dataclass(frozen=True, slots=True)
class Adoption:
    """One line of the history (R88). ``from_on`` is None for what an office was founded with."""

    from_on: date | None
    decided_at: datetime
    decided_by: str
    """The name of whoever decided, empty where that is not known."""
    why: str
    name: Wording
    version: str
    has_own: bool
    """With names or choices of the school's own."""
    is_replaced: bool
    """Another decision for the same day took its place."""


@dataclass(frozen=True, slots=True)
class PolicyState:
    """The policy of an office as it stands today."""

    now: Ruling
    since: date | None
    today: date
    coming: Ruling | None
    coming_on: date | None
    history: tuple[Adoption, ...]
    """The latest day first."""
    newer: str
    """The version of the same set that comes with the program and is not the one in force; empty where there is none."""
