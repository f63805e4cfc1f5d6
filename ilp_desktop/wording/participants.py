"""What can go wrong: who looks after whom, and what an adult may do for a student."""

from ilp_desktop.language import N_

SENTENCES: dict[str, str] = {
    "staff_unknown": N_(
        "That staff member has left, or is not in this office. Nothing was changed. Choose somebody else, or say that "
        "they are back."
    ),
    "assignment_gone": N_(
        "That assignment is not among those you may change. Nothing was changed. Look at who is with the student again."
    ),
    "substitution_gone": N_(
        "Nobody stands in there any more. Nothing was changed. Look at the list of substitutes again."
    ),
    "stands_in_for_self": N_("Nobody stands in for themselves. Nothing was changed. Choose somebody else."),
    "succeeds_self": N_("Nobody takes over from themselves. Nothing was changed. Choose somebody else."),
    "dates_reversed": N_("The last day is before the first. Nothing was changed. Check both dates."),
    "relation_gone": N_(
        "That adult is not among those you may change. Nothing was changed. Look at the family of the student again, or ask "
        "the lead counselor."
    ),
    "reason_missing": N_(
        "Whether somebody is to see the office first needs a few words of why. Nothing was changed. Write them in; they "
        "stay inside the office."
    ),
    "already_barred": N_(
        "That adult is to see the office first already. Nothing was changed. To write another reason, lift it and say "
        "so again."
    ),
    "not_barred": N_(
        "That adult need not see the office first. Nothing was changed. Look at the family of the student again."
    ),
    "grant_gone": N_("That right is no longer on file. Nothing was changed. Look at the family of the student again."),
    "related_already": N_(
        "That adult is with this student already. Nothing was changed. Change what is there instead."
    ),
    "not_expected": N_(
        "One of those adults is not expected at this conference any more. Nobody was checked in. Look again at who is "
        "expected, and ask the office about anybody else."
    ),
    "granted_before_18": N_(
        "The student grants this from the day they turn 18, not before. Nothing was changed. Let it begin on that day, or "
        "record it as one of the office."
    ),
}

__all__ = ["N_", "SENTENCES"]
