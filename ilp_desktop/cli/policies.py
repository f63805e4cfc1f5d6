"""Policy sets: looked over before an office takes one up."""

import argparse

from ilp_desktop.cli.answers import COULD_NOT, DONE, answer
from ilp_desktop.domain.policy.findings import State
from ilp_desktop.language import _
from ilp_desktop.wording.findings import STATES


def check_pack(parsed: argparse.Namespace) -> int:
    """Check a policy set: 0 when it can be read and every example comes out, 1 when not."""
    from ilp_desktop import packs  # noqa: PLC0415

    checked = packs.check_pack(packs.texts(parsed.pack), packs.below(parsed.pack))
    sets = checked.policy.sets
    lines = [
        _("{name}: {own} clauses of its own, {all} with those it stands on; {examples} examples.").format(
            name=sets[-1].pack_id,
            own=len(sets[-1].clauses),
            all=len(checked.policy.clauses),
            examples=checked.examples,
        )
    ]
    lines += [
        _("examples.toml, line {line}, “{example}”: {clause} should be {expected}, and is {found}.").format(
            line=one.line,
            example=one.example,
            clause=one.clause,
            expected=_state(one.expected),
            found=_words(one.found),
        )
        for one in checked.surprises
    ]
    if checked.without_example:
        lines.append(_("No example speaks of: {clauses}.").format(clauses=", ".join(checked.without_example)))
    if checked.to_be_confirmed:
        lines.append(_("Still to be confirmed: {clauses}.").format(clauses=", ".join(checked.to_be_confirmed)))
    if not checked.surprises:
        lines.append(_("Every example comes out as it says."))
    values = {
        "pack": sets[-1].pack_id,
        "clauses": len(sets[-1].clauses),
        "examples": checked.examples,
        "surprises": [
            {
                "example": one.example,
                "line": one.line,
                "clause": one.clause,
                "expected": one.expected,
                "found": one.found,
            }
            for one in checked.surprises
        ],
        "without_example": list(checked.without_example),
        "to_be_confirmed": list(checked.to_be_confirmed),
    }
    answer(parsed, values, "\n".join(lines))
    return COULD_NOT if checked.surprises else DONE


def _words(states: str) -> str:
    return ", ".join(_state(each) for each in states.split(", ")) if states else _("nothing")


def _state(name: str) -> str:
    return _(STATES[State(name)])
