"""What a verdict means and what it does not mean, in plain sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ilp_desktop.language import N_


@dataclass(frozen=True, slots=True)
class Meaning:
    """One verdict in words: ``kind`` colors it, but the title alone says it."""

    title: str
    kind: str
    icon: str
    sentence: str
    means: tuple[str, ...]
    does_not_mean: tuple[str, ...]
    next_step: str = ""


_NOT_LEGAL = N_("It is not a legal identity: the certificate is one that the school made for itself.")
_CLOCK = N_("It does not prove the time: the date is that of the computer that finalized the plan.")
_PEN = N_("It does not prove who held the pen: it keeps the signatures as they were made.")

MEANINGS: Mapping[str, Meaning] = MappingProxyType(
    {
        "genuine": Meaning(
            N_("Genuine"),
            "accent",
            "shield-check",
            N_("This is exactly the plan that this office finalized."),
            (
                N_("Nothing was changed, added or left out since it was finalized."),
                N_("It was finalized with this office's own key."),
                N_("The same paper, to the last byte, is in the student's file here."),
            ),
            (_NOT_LEGAL, _CLOCK, _PEN),
        ),
        "report": Meaning(
            N_("Genuine report"),
            "accent",
            "shield-check",
            N_("This is exactly the report that this office made and sealed."),
            (
                N_("Nothing was changed, added or left out since it was sealed."),
                N_("It was sealed with this office's own key."),
            ),
            (
                _NOT_LEGAL,
                N_("It does not prove the time: the date is that of the computer that made the report."),
                N_("It does not say that the numbers are right: they are what the office had on record that day."),
            ),
        ),
        "altered": Meaning(
            N_("Altered"),
            "red",
            "triangle-alert",
            N_("This is not the plan as it was finalized. Do not rely on anything in it."),
            (N_("Something in the file was changed, added or left out, or the file was damaged on its way."),),
            (
                N_("It does not say who changed it, or that anybody meant to."),
                N_("It says nothing against the plan in the student's file: that one is untouched."),
            ),
            N_("Take the plan from the student's file, or ask the school that finalized it for its own copy."),
        ),
        "unreadable": Meaning(
            N_("Cannot be checked"),
            "amber",
            "circle-alert",
            N_("There is no seal in this file that could be checked."),
            (N_("It is not a plan that was finalized with this program, or it is a scan or a print of one."),),
            (N_("It does not mean that what it says is wrong: paper cannot be checked this way."),),
            N_("Compare the seal code at the foot of the page with the plan in the student's file."),
        ),
        "unknown_signer": Meaning(
            N_("Unchanged, signer unknown"),
            "blue",
            "info",
            N_("Nothing was changed since it was finalized, but this office does not know the school that did it."),
            (
                N_("Nothing was changed, added or left out since it was finalized."),
                N_("It was finalized with another key than this office's."),
            ),
            (
                N_("It does not mean that the school named in it made it: anybody can write a school's name."),
                _CLOCK,
                _PEN,
            ),
            N_("Call the school on a number that you know, and compare the fingerprint on this page, group by group."),
        ),
    }
)
"""By the verdict's kind."""

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "not_a_pdf": N_("The file is not a PDF."),
        "too_large": N_("The file is far larger than any plan."),
        "no_seal": N_("The PDF has no seal."),
        "not_in_the_file": N_("The seal is this office's, but no such plan is in its files."),
        "newer_plan_format": N_("The plan was written by a newer version of this program, so it is not shown below."),
        "more_than_one_seal": N_("There is more than one seal in it."),
        "more_than_one_revision": N_("Something was added after it was finalized."),
        "not_all_covered": N_("The seal does not cover the whole file."),
        "changed": N_("What the file says is not what was sealed."),
    }
)
"""Reasons that say more to a reader than the verdict does."""


def short_code(seal_code: str) -> str:
    """Return the part of a seal code that people compare: twelve digits in fours."""
    return " ".join(seal_code[at : at + 4].upper() for at in (0, 4, 8))
