"""Policy sets: looked over before an office takes one up."""

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from ilp_desktop.cli.answers import COULD_NOT, DONE, answer
from ilp_desktop.domain.policy.findings import State
from ilp_desktop.language import _
from ilp_desktop.wording.findings import STATES

if TYPE_CHECKING:
    from ilp_desktop.packs import PackChecked


def check_pack(parsed: argparse.Namespace) -> int:
    """Check a policy set: 0 when it can be read and every example comes out, 1 when not."""
    from ilp_desktop import packs  # noqa: PLC0415

    checked = packs.check_pack(packs.texts(parsed.pack), packs.below(parsed.pack))
    answer(parsed, _values(checked), "\n".join(_lines(checked)))
    return COULD_NOT if checked.surprises else DONE


def _lines(checked: "PackChecked") -> Iterator[str]:
    own = checked.policy.sets[-1]
    yield _("{name}: {own} clauses of its own, {all} with those it stands on; {examples} examples.").format(
        name=own.pack_id, own=len(own.clauses), all=len(checked.policy.clauses), examples=checked.examples
    )
    for one in checked.surprises:
        yield _("examples.toml, line {line}, “{example}”: {clause} should be {expected}, and is {found}.").format(
            line=one.line,
            example=one.example,
            clause=one.clause,
            expected=_state(one.expected),
            found=_words(one.found),
        )
    if checked.without_example:
        yield _("No example speaks of: {clauses}.").format(clauses=", ".join(checked.without_example))
    if checked.to_be_confirmed:
        yield _("Still to be confirmed: {clauses}.").format(clauses=", ".join(checked.to_be_confirmed))
    if not checked.surprises:
        yield _("Every example comes out as it says.")


def _values(checked: "PackChecked") -> dict[str, object]:
    own = checked.policy.sets[-1]
    return {
        "pack": own.pack_id,
        "clauses": len(own.clauses),
        "examples": checked.examples,
        "surprises": [asdict(one) for one in checked.surprises],
        "without_example": list(checked.without_example),
        "to_be_confirmed": list(checked.to_be_confirmed),
    }


def _words(states: str) -> str:
    return ", ".join(_state(each) for each in states.split(", ")) if states else _("nothing")


def _state(name: str) -> str:
    return _(STATES[State(name)])
