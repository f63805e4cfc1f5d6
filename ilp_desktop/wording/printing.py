"""What can go wrong: copies on their way to paper, labels, many plans at once."""

from ilp_desktop.language import N_

SENTENCES: dict[str, str] = {
    "copies_out_of_range": N_(
        "That is no number of copies that the print queue takes, so nothing was added. The plan is kept as it is. Choose "
        "1 to {most} copies."
    ),
    "paper_changed": N_(
        "The stored paper is not the one that was finalized, so it was not printed. The other copies wait. Look the office "
        "over under Office, Backups: a backup holds the paper as it was."
    ),
    "labels_none": N_(
        "There is no student to make a label for, so no sheet was made. Nothing was changed. Choose a day with conferences."
    ),
    "label_unknown": N_(
        "That sheet has no such label, so no sheet was made. Nothing was changed. Choose a format and a label that is on it."
    ),
    "contact_gone": N_(
        "Nobody of that home may have this sheet today, so none was made. Nothing was changed. Look under Adults and staff "
        "who may see the plan."
    ),
    "carried_over_unnamed": N_(
        "Nobody is named yet, so nothing was changed. Type the name of the person who read the plan aloud or translated it: "
        "the family's copy says it."
    ),
    "drawing_stopped": N_(
        "The part of the program that draws plans ended before it was done. The plans that were finalized until then are "
        "kept. Try the others once more; if it happens again, save the report."
    ),
}
