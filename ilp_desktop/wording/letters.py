"""What can go wrong: letters to a family."""

from ilp_desktop.language import N_

SENTENCES: dict[str, str] = {
    "letter_gone": N_(
        "That letter or note is not here any more: the policy set may have changed. Nothing was written down. Choose again."
    ),
    "letter_to_nobody": N_(
        "Nobody there may get this letter today: who may be mailed has changed, or no adult of this student may be. Nothing was "
        "written down. Look at the adults of the student, then at the letter again."
    ),
    "letter_unfilled": N_(
        "The letter still lacks some of its words. Nothing was printed or written down. Answer each question, then look at it "
        "again."
    ),
    "letter_no_caller": N_(
        "The letter names nobody whom the family can ask. Nothing was printed or written down. Say whom to call."
    ),
    "letter_in_future": N_(
        "A letter that went out has a day that was already. Nothing was written down. Choose today or an earlier day."
    ),
}

__all__ = ["N_", "SENTENCES"]
