"""Which questions the form of a request asks, as pure functions."""

from dataclasses import dataclass

from ilp_desktop.domain.disclosures import RULES, Ground, Outcome

OFFERED = tuple(ground for ground in Ground if ground is not Ground.NOT_YET)
"""What is offered as what allowed it."""


@dataclass(frozen=True, slots=True)
class Asks:
    """What is asked beside who, what for, which part and when."""

    answered_on: bool
    ground: bool
    threat: bool
    passed_on: bool


def asks(outcome: Outcome, ground: Ground) -> Asks:
    """Return what is asked of an answer on a ground."""
    given = outcome is Outcome.GIVEN
    rule = RULES[ground]
    return Asks(
        answered_on=outcome is not Outcome.OPEN,
        ground=given,
        threat=given and rule.needs_threat,
        passed_on=given and rule.may_pass_on,
    )
