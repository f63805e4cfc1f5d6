"""What can go wrong with papers, and what a verdict on one means."""

from ilp_desktop.language import N_

SENTENCES: dict[str, str] = {}

VERDICTS: dict[str, str] = {
    "genuine": N_("Genuine: nothing in this plan was changed since {signer} sealed it."),
    "report": N_("Genuine: nothing in this report was changed since {signer} sealed it."),
    "altered": N_(
        "Not genuine: this file was changed after it was sealed, or was never a whole plan. Ask the school for a copy."
    ),
    "unreadable": N_("This file is not a sealed plan. Nothing can be said about it."),
    "unknown_signer": N_(
        "Intact, but sealed by a school that is not known here. Compare this fingerprint with the one the school gives you"
        " by telephone or on paper: {fingerprint}"
    ),
}
"""A verdict's kind (``documents.verify.Verdict``) as a sentence."""

REASONS: dict[str, str] = {
    "not_a_pdf": N_("It is not a PDF file."),
    "too_large": N_("It is larger than any plan."),
    "no_seal": N_("It carries no seal."),
    "layout": N_("Something was added to the file, taken away, or written anew by another program."),
    "more_than_one_seal": N_("There is more than one seal."),
    "more_than_one_revision": N_("Something was added after the seal."),
    "more_than_one_field": N_("A form field was added."),
    "not_all_covered": N_("The seal does not cover the whole file."),
    "not_certified": N_("The seal would allow changes."),
    "seal_form": N_("The seal is not of the form that this program makes, or covers other contents."),
    "changed": N_("The contents are not those that were sealed."),
    "no_plan_inside": N_("The plan as data is missing."),
    "no_plan_but_report": N_("It is a report of the school, not a plan."),
    "plan_too_large": N_("The plan as data is larger than any plan."),
    "broken": N_("The file is damaged."),
    "not_in_the_file": N_("The school's key made it, but the student's file does not know it."),
    "signer_not_introduced": N_("The school that sealed it was not introduced here."),
    "newer_plan_format": N_("A newer version of the program made it: that version can show what it says."),
}
"""A reason's code as a sentence."""
