"""Requests for a student's file and what came of them, in words; and what can go wrong with them."""

from collections.abc import Mapping

from ilp_desktop.domain.disclosures import Ground
from ilp_desktop.language import N_

GROUNDS: Mapping[Ground, str] = {
    Ground.NOT_YET: N_("Nothing yet"),
    Ground.CONSENT: N_("Written consent of the parent or the adult student"),
    Ground.PARENT: N_("The parent or the adult student asked for it"),
    Ground.OTHER_SCHOOL: N_("Another school where the student enrolls or wants to"),
    Ground.EDUCATION_AUTHORITY: N_("Audit or evaluation by a state, local or federal education authority"),
    Ground.CHILD_WELFARE: N_("Child welfare agency responsible for the student in foster care"),
    Ground.COURT: N_("Court order or subpoena"),
    Ground.COURT_SECRET: N_("Court order or subpoena that must be kept secret"),
    Ground.LEGAL_ACTION: N_("Legal action between the school and the family"),
    Ground.JUVENILE_JUSTICE: N_("Juvenile justice system, as state law allows"),
    Ground.EMERGENCY: N_("Health or safety emergency"),
    Ground.STUDY: N_("Study for the school or district"),
    Ground.ACCREDITING: N_("Accrediting organization"),
    Ground.FINANCIAL_AID: N_("Financial aid that the student applied for or got"),
    Ground.DIRECTORY: N_("Directory information only"),
    Ground.SCHOOL_OFFICIAL: N_("School official who needs it for their work"),
    Ground.NONE: N_("Nothing allowed it"),
}
"""Each ground as people say it. The citation stands beside it, small, on the screen alone."""

SENTENCES: dict[str, str] = {
    "disclosure_incomplete": N_(
        "Who asked, what for, and which part of the file belong to every line. Nothing was written yet. Fill in what is missing."
    ),
    "disclosure_too_long": N_("One of the texts is too long. Nothing was written yet. Say it in fewer words."),
    "disclosure_ground_missing": N_(
        "What was given needs to say what allowed it. Nothing was written yet. Choose it from the list; “Nothing allowed it” is"
        " an answer too."
    ),
    "disclosure_threat_missing": N_(
        "A line about an emergency has to say what the danger was. Nothing was written yet. Write it in a sentence."
    ),
    "disclosure_dates": N_(
        "The days do not fit: nothing is asked or answered in days to come, nor answered before it was asked. Nothing was"
        " written yet. Check both days."
    ),
    "disclosure_gone": N_(
        "That line is not among those you may change. Nothing was changed. Look at the list of the student again."
    ),
}

__all__ = ["GROUNDS", "N_", "SENTENCES"]
