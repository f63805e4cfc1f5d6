"""What a conference lacks, in words that fit a line: on the day's list, the closing list and at a conference's end."""

from collections.abc import Sequence

from ilp_desktop.domain.circumstances import Lack, Lacking
from ilp_desktop.domain.packs import worded
from ilp_desktop.language import N_, _, in_use

_PLAIN = {
    Lack.GOALS: N_("no goals yet"),
    Lack.STEPS: N_("a goal has no steps"),
    Lack.TALK: N_("the private talk is open"),
}
_NOBODY_HELPS = {
    "": N_("no commitments yet"),
    "family": N_("nothing from the family yet"),
    "school": N_("nothing from the school yet"),
}


def lacks_words(lacks: Sequence[Lacking]) -> str:
    """Say all that is missing, in the order of the conference; sections and signers each in one."""
    sections = [worded(dict(one.title), in_use()) for one in lacks if one.what is Lack.NOTHING_WRITTEN]
    signers = [one.of for one in lacks if one.what is Lack.SIGNATURE]
    said: list[str] = []
    if sections:
        said.append(_("nothing under {sections}").format(sections=", ".join(sections)))
    said += [words for one in lacks if (words := _lack_words(one))]
    if signers:
        said.append(_("not signed by {names}").format(names=", ".join(signers)))
    words = " · ".join(said)
    return words[:1].upper() + words[1:]


def _lack_words(one: Lacking) -> str:
    if one.what is Lack.COMMITMENTS:
        return _(_NOBODY_HELPS[one.of])
    return _(_PLAIN[one.what]) if one.what in _PLAIN else ""
