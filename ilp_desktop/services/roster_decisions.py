"""Whether the office's or the sender's word stands, field by field."""

from collections.abc import Iterable, Mapping
from typing import Any

Decision = Mapping[str, Any]


def kept(field: str, decision: Decision, corrected: Iterable[str]) -> bool:
    """Whether a field stays as the office has it.

    What a person said of the field counts first, then what they said of the whole row, then that the office corrected
    the field by hand before.
    """
    if field in decision.get("keep", ()):
        return True
    if field in decision.get("take", ()):
        return False
    whole = decision.get("all")
    return whole == "ours" if whole else field in corrected


def with_field(decision: Decision, field: str, *, ours: bool) -> dict[str, Any]:
    """Return a decision that says this of a field."""
    said = dict(decision)
    for word, stands in (("keep", ours), ("take", not ours)):
        fields = [one for one in said.get(word, ()) if one != field]
        said[word] = [*fields, field] if stands else fields
        if not said[word]:
            del said[word]
    return said


def with_all(decision: Decision, *, ours: bool) -> dict[str, Any]:
    """Return a decision that says this of the whole row."""
    said = {word: value for word, value in decision.items() if word not in {"keep", "take"}}
    return said | {"all": "ours" if ours else "theirs"}


def with_mark(decision: Decision, mark: str, *, yes: bool) -> dict[str, Any]:
    """Return a decision with or without ``withdraw`` or ``leave_out``."""
    said = {word: value for word, value in decision.items() if word != mark}
    return said | {mark: True} if yes else said
