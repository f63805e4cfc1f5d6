"""What can go wrong: conferences, the private consultation, signing and finalizing."""

from ilp_desktop.language import N_

SENTENCES: dict[str, str] = {
    "conference_gone": N_(
        "This conference is not in your list, so it was not opened and nothing was changed. Look at the day's list "
        "again, or ask the lead counselor if it should be yours."
    ),
    "course_untitled": N_("A course needs a name, so none was added. Type it, such as English 9, and press Return."),
    "courses_none": N_(
        "There is no course in this plan yet, so there was nothing to approve. Add the courses of at least one year first."
    ),
    "credits_wrong": N_("A course has 0 to 10 credits, so it stayed as it was. Write credits such as 1 or 0.5."),
    "occasion_unknown": N_(
        "The policy set in force knows no such conversation for this student, so nothing was changed. Choose another one, "
        "or look at the student's programs under Requirements."
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
    "late_minutes": N_(
        "A family can be expected up to {furthest} minutes later, so nothing was noted. Choose fewer minutes, or move the "
        "conference to another time."
    ),
    "call_not_here": N_(
        "This family is not checked in, so it was not called. Check it in first; the board shows only families that are here."
    ),
    "shift_minutes": N_(
        "A day can be moved by 1 to {furthest} minutes, earlier or later, so nothing was moved. Choose other minutes."
    ),
    "shift_nobody": N_("Nobody waits for this person any more today, so nothing was moved. Look at the list again."),
    "shift_too_far": N_(
        "With {minutes} minutes more, a conference would be on another day, so nothing was moved. Choose fewer minutes."
    ),
    "time_taken": N_(
        "{time} is not free any more, so nothing was changed. Look at the free times again and choose another."
    ),
    "walk_in_has_time": N_(
        "This student has a conference today that has not begun, so no second one was made. Check the family in there."
    ),
    "permission_nobody": N_("No name was written, so nobody was added. Write who comes along."),
    "permission_not_theirs": N_(
        "That adult may not say who comes along on this day, so nobody was added. Choose somebody who may attend."
    ),
    "permission_see_office": N_(
        "Somebody of that name is to see the office before contact, so nobody was added and the desk reads nothing of it. "
        "Look at Adults and staff in the student's file."
    ),
    "early_end_nobody": N_(
        "No conference of yours would be cut short by that, so nothing was moved. Choose another time or day."
    ),
    "early_end_told": N_(
        "A family was told of its new time already, so the day stays as it is. Move single conferences in the schedule."
    ),
    "early_end_changed": N_(
        "A conference that was moved was changed or begun since, so the day stays as it is. Move single conferences instead."
    ),
    "early_end_gone": N_("This early end was taken back already, so nothing was changed. Look at the day again."),
    "conference_goes_on": N_(
        "This conference goes on another day, and what was written in it is there. Open it on that day to change something."
    ),
    "goes_on_when": N_(
        "A conference can go on today or on a later day of the same school year, so nothing was arranged. Choose another day."
    ),
    "joins_already": N_("That member of staff takes part already, so nobody was added."),
    "staff_not_theirs": N_(
        "To take part would open this student's file to somebody whose student it is not, so nobody was added. A counselor, "
        "the principal or the lead can add them, or assign them first under Adults and staff."
    ),
    "joins_signed": N_(
        "That member of staff has signed, so they stay on the conference. Take their mark back first if it was a mistake."
    ),
    "holds_it": N_("Only somebody of the staff who was added can be taken off again, so nothing was changed."),
    "signs_in_the_past": N_(
        "That day has passed, so nothing was written down. Choose the day until which they will sign."
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
