"""What can go wrong: conferences, the private consultation, signing and finalizing."""

from ilp_desktop.language import N_

SENTENCES: dict[str, str] = {
    "conference_gone": N_(
        "This conference is not in your list, so it was not opened and nothing was changed. Look at the day's list "
        "again, or ask the lead counselor if it should be yours."
    ),
    "schedule_gone": N_(
        "This schedule is not there any more, so nothing was changed. Look at the list of schedules again."
    ),
    "schedule_length": N_(
        "A conference can be planned for 1 to {longest} minutes, so no schedule was made. Say how long one lasts."
    ),
    "schedule_nobody": N_(
        "Nobody of these students is assigned to anybody, so there is nobody to meet and no schedule was made. Assign them "
        "under Office, Staff and students."
    ),
    "schedule_hours_wrong": N_(
        "{begins} {ends} is no time to meet in, so the hours stayed as they were. Write times as 16:30, the later one second."
    ),
    "schedule_hours_twice": N_(
        "Two stretches of the same person overlap between {begins} and {ends}, so the hours stayed as they were. Put them "
        "together, or end one before the other begins."
    ),
    "schedule_changed": N_(
        "Somebody changed this schedule while the search was under way, so nothing was moved. Search once more."
    ),
    "group_gone": N_(
        "This group conference is not in your list, so nothing was changed. Look at the list of group conferences again, or ask "
        "the lead counselor: whoever changes one may change the plan of everybody in it."
    ),
    "group_too_many": N_(
        "{policy} allows at most {most} students at one group conference, and {invited} would be invited. Nobody was added. "
        "Choose fewer, or arrange a second group."
    ),
    "group_nobody": N_("Nobody is chosen, so no group conference was arranged. Choose the students to invite."),
    "group_length": N_(
        "A group conference can last 1 to {longest} minutes, so nothing was arranged. Say how long it lasts."
    ),
    "group_begun": N_(
        "This group conference has begun, so who is in it and when it is stays as it was. Everything written is safe. End it, and "
        "arrange another one."
    ),
    "group_last": N_(
        "Nobody would be left in this group conference, so nobody was taken out. Call it off if it does not take place."
    ),
    "group_over": N_(
        "This group conference is over, so nobody was added. What it says is safe. Arrange another one for those who need it."
    ),
    "group_not_begun": N_(
        "This group conference has not begun, so it was not ended. Tick who is here and begin it, or call it off."
    ),
    "schedule_one_home": N_(
        "This conference is for one home already, or only one home of this student has somebody who may come, so nothing was "
        "changed. Who belongs to which home stands in the student's file, under Adults and staff."
    ),
    "schedule_homes_published": N_(
        "This conference is published, and families know of it, so its homes stay as they are. Arrange one for the other home "
        "from the student's file."
    ),
    "reply_too_late": N_(
        "This conference has begun, so the answer was not written down. Say in the conference who came and how."
    ),
    "reply_not_invited": N_(
        "This person is not expected at this conference, so the answer was not written down. Who may come stands in the "
        "student's file, under Adults and staff."
    ),
    "invitations_none": N_(
        "There is nobody to invite: no conference of this schedule is published and still to come, or nobody may be mailed. "
        "Publish the times first."
    ),
    "slots_no_columns": N_(
        "{file} has no columns for a day and for a student or a family, so nothing was placed. Export the sign-ups as a table "
        "(CSV or Excel) with headings such as Date, Time, Teacher and Student, and bring it in again."
    ),
    "staff_gone": N_(
        "That staff member is no longer in this office, so no conference was made. Choose somebody else to hold it."
    ),
    "conference_begun": N_(
        "This conference has already begun, so the arrival was not changed. Everything written in it is safe."
    ),
    "conference_over": N_(
        "This conference is over, so that was not changed. Everything written in it is safe. What it says can still be "
        "changed in the conference itself, which makes a new revision to sign."
    ),
    "paper_on_screen": N_(
        "This conference was held on the screen and is over, so there is nothing to type in. Everything written in it is "
        "safe. Look at the name and the code on the sheet once more."
    ),
    "paper_future": N_(
        "That day is still to come, so nothing was written down. Say on which day the conference was held."
    ),
    "paper_minutes": N_(
        "The minutes of a private talk are from 1 to {most}, so that was not kept. Type them once more, or the letter of the "
        "reason why there was none."
    ),
    "papers_none": N_(
        "There is no conference of yours on that day for which a paper could be made. Choose another day, or somebody else."
    ),
    "conference_not_begun": N_(
        "This conference has not begun yet, so nothing was signed or ended. Begin it first; what was prepared is kept."
    ),
    "field_gone": N_(
        "That line is no longer on the plan, so it was not changed. The rest is safe. Look at the section again."
    ),
    "text_too_long": N_(
        "That is more than {limit} characters, so the last part was not kept; what was saved before is safe. "
        "Shorten it."
    ),
    "too_many_rows": N_(
        "There are already {limit} lines here, so no more was added. Everything written is safe. Use an empty line, "
        "or remove one."
    ),
    "changed_elsewhere": N_(
        "This was changed somewhere else while it was open here, so it was not written over. Both are safe: what you "
        "typed is kept as a draft. Look at what it says now, then write it again."
    ),
    "reason_unknown": N_(
        "That reason is not in this policy set, so nothing was recorded. Choose one of the reasons shown."
    ),
    "consultation_missing": N_(
        "The private consultation has not taken place yet, so the conference is not ended. Everything written is safe. "
        "Hold it now, or say why there is none today."
    ),
    "plan_changed": N_(
        "The plan was changed since it was shown, so nothing was signed or finalized. The change is safe. Read the "
        "plan again together, then sign."
    ),
    "plan_finalized": N_(
        "This plan is finalized, so its signatures stay. To change something, write it in the conference: that makes "
        "a new revision to sign."
    ),
    "signer_unknown": N_("That person does not sign this plan, so nothing was signed. Choose somebody from the list."),
    "signers_missing": N_(
        "Not everyone has signed yet, so the plan is not finalized. The signatures made are safe. Wait for the others, "
        "or record for each that they signed on paper, chose not to sign, or could not be here."
    ),
    "words_missing": N_(
        "To see something differently takes a few words, so nothing was signed yet. Write them in, or choose another "
        "answer."
    ),
    "signature_too_short": N_(
        "That was only a dot or two, so it was not kept as a signature. Please sign once more, as large as you like."
    ),
    "signature_too_long": N_(
        "That is more than a signature, so it was not kept. Please clear the field and sign once more."
    ),
    "may_not_finalize": N_(
        "You may hold conferences but not finalize plans in this office. Everything is safe. Ask the lead counselor to "
        "finalize it."
    ),
    "rendering_gone": N_("That finalized plan is not in your list. Nothing was opened or recorded."),
    "plan_not_genuine": N_(
        "The finished paper did not pass its own check, so it was not kept. Everything written and signed is safe. "
        "Try once more; if it happens again, send the report."
    ),
}

__all__ = ["N_", "SENTENCES"]
