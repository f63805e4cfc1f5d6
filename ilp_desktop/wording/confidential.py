"""What can go wrong: what only some may read, and what it takes to let it out."""

from ilp_desktop.language import N_

SENTENCES: dict[str, str] = {
    "confidential_damaged": N_(
        "This confidential record does not open: it was changed or moved outside the program. Nothing of it was shown, and "
        "the others are safe. Open a backup from before, or ask the lead counselor."
    ),
    "confidential_key_missing": N_(
        "Your keys do not open this confidential record. Nothing was shown and nothing was changed. Ask the lead counselor "
        "to look at your keys."
    ),
    "item_gone": N_(
        "That note or document is no longer there. Nothing was changed. Look at the confidential part again."
    ),
    "note_empty": N_("There is nothing in this note yet, so none was kept. Write a title or a few words."),
    "document_unreadable": N_(
        "That file could not be read, so nothing was kept. Choose another, or copy it here first."
    ),
    "document_empty": N_("That file is empty, so nothing was kept. Choose another."),
    "document_too_large": N_(
        "That file is larger than {limit} MB, so it was not kept. Keep a smaller copy, or the pages that matter."
    ),
    "recipient_gone": N_(
        "That person does not take part in this plan any more, or may not see the file. Nothing was handed out. Choose "
        "somebody else."
    ),
    "passage_missing": N_(
        "Those words do not stand in the note, so nobody was asked about them. Copy them from the note as it is now."
    ),
    "sheet_gone": N_("That consent is no longer there. Nothing was changed. Look at the note again."),
    "consent_outdated": N_(
        "The note was changed since this consent was asked for, so nothing was written down. Ask again, for what it says now."
    ),
    "consent_not_theirs": N_(
        "That person is not among those whose consent it takes, or may not sign for this student today. Nothing was "
        "written down. Choose somebody else."
    ),
    "consent_in_future": N_("A consent cannot be of a day to come. Nothing was written down. Check the date."),
    "consent_missing": N_(
        "Not everybody whose consent it takes has given it, so nothing was handed out. See on the consent sheet who is missing."
    ),
}

__all__ = ["N_", "SENTENCES"]
