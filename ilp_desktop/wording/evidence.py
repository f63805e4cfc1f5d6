"""What is recorded for a policy, in people's words: kinds, who took part, marks, programs; and what can go wrong with it."""

from collections.abc import Iterable

from ilp_desktop.domain.evidence import TakenBack
from ilp_desktop.domain.policy.facts import Stage
from ilp_desktop.language import N_, _

EVENTS: dict[str, str] = {
    "conference": N_("Conference"),
    "invitation": N_("Invitation"),
    "attempt": N_("Attempt to reach somebody"),
    "call": N_("Call"),
    "note": N_("Note"),
    "notice": N_("Letter to the family"),
    "plan": N_("Plan"),
    "signature": N_("Signature"),
    "approval": N_("Approval"),
    "review": N_("Review"),
    "registration_check": N_("Registration held beside the plan"),
    "registration": N_("Registration"),
    "report_card": N_("Report card"),
    "document": N_("Document"),
    "delivery": N_("Handed or sent out"),
    "filing": N_("Put into the folder"),
    "request": N_("Request"),
    "assignment": N_("Somebody of the staff assigned"),
    "training": N_("Training"),
    "procedure": N_("Procedure"),
    "consultation": N_("Consultation on the policy"),
    "report": N_("Report"),
    "response": N_("What somebody said"),
    "decision": N_("Duty done"),
}
"""What can have happened, as a heading."""

ROLES: dict[str, str] = {
    "student": N_("Student"),
    "parent": N_("Parent or guardian"),
    "family": N_("Parent, or the student from 18 on"),
    "learning_coach": N_("Learning coach"),
    "counselor": N_("Counselor"),
    "teacher": N_("Teacher"),
    "career_staff": N_("Career staff"),
    "administrator": N_("Administrator"),
    "school": N_("Somebody of the staff"),
    "community": N_("Community"),
}

MARKS: dict[str, str] = {
    "strengths": N_("The student's strengths were spoken of"),
    "data": N_("Data on progress were looked at"),
    "improvement": N_("Areas to improve were spoken of"),
    "goals": N_("Goals are written in it"),
    "goals_joint": N_("Student, family and school set the goals together"),
    "goals_student": N_("The student set the goals"),
    "steps": N_("Each goal has steps, in order"),
    "support": N_("It says how family and school help"),
    "consultation": N_("A private talk with the parent took place or was offered"),
    "given": N_("Whoever it is for has been given it"),
    "filed": N_("It was put into the student's folder"),
    "student_invited": N_("The student was invited in writing"),
    "parents_invited": N_("The parents were invited in writing"),
    "accommodation": N_("What the family needed was given"),
    "roles": N_("It says who does what and keeps an eye on it"),
    "statement": N_("The statement about the plan stands in it"),
    "graduation": N_("What graduation asks was gone through"),
    "postsecondary": N_("Study or work after school was spoken of"),
    "courses": N_("The courses are set down, in order"),
    "competencies": N_("Skills approved for work were gone through"),
    "careers": N_("Careers were spoken of"),
    "skills": N_("It says what the student can do"),
    "finances": N_("How study can be paid was spoken of"),
    "student_wrote": N_("The student wrote it"),
    "supplemented": N_("More stands in it than the template"),
    "signed_student": N_("The student signed"),
    "signed_parent": N_("A parent or guardian signed"),
    "signed_family": N_("A parent or, from 18 on, the student signed"),
    "signed_educator": N_("A teacher or counselor signed"),
    "signed_administrator": N_("An administrator signed"),
    "approved": N_("It was approved"),
    "external": N_("It stands in the other system too"),
    "academic_needs": N_("It says what the student needs for learning"),
    "behavioral_needs": N_("It says what the student needs for behavior"),
    "reentry": N_("It says what the way back asks for"),
    "review_plan": N_("It says when it is gone through again"),
    "goals_merged": N_("The intervention plan and its goals are part of it"),
    "action": N_("It says what is done for the student"),
    "communicated": N_("Those concerned were told"),
    "data_attached": N_("Data stand in it, with source and day"),
    "synopsis": N_("It sums up the year"),
    "effort": N_("The staff found the effort earnest"),
    "contacts": N_("Names, addresses and numbers of all who take part stand in it"),
    "means": N_("Each goal says what helps, and from where"),
    "interests": N_("What the student likes was spoken of"),
    "consistent": N_("It agrees with the plan, or the difference has its reason in the note"),
    "decided": N_("It was decided, either way"),
    "consent": N_("Those concerned have consented"),
}
"""Each mark as a box that people tick."""

MODES: dict[str, str] = {
    "in_person": N_("In person"),
    "phone": N_("By phone"),
    "video": N_("By video"),
    "mail": N_("By mail"),
    "email": N_("By e-mail"),
}
OUTCOMES: dict[str, str] = {
    "reached": N_("Was reached"),
    "message": N_("Left a message"),
    "no_answer": N_("No answer"),
    "wrong_number": N_("Number or address does not work"),
}
STAGES: dict[Stage, str] = {
    Stage.HELD: N_("Held"),
    Stage.OFFERED: N_("Offered"),
    Stage.DECLINED: N_("The family did not wish it"),
    Stage.MISSED: N_("Nobody came"),
}
TRAINING_WORDS: dict[str, str] = {
    "asked_by": N_("Who asked for it, or in-service"),
    "attended": N_("Who attended, and how many"),
}
TAKEN_BACK: dict[TakenBack, str] = {
    TakenBack.MISTAKE: N_("It was a mistake"),
    TakenBack.TWICE: N_("It stands here twice"),
    TakenBack.OTHER_STUDENT: N_("It belongs to another student"),
    TakenBack.NOT_SO: N_("It did not take place"),
}
_PROGRAMS: dict[str, str] = {
    "alternative": N_("Alternative program"),
    "alternative_return": N_("Back from an alternative program"),
    "egp": N_("Early graduation program"),
    "ess": N_("Extended school services"),
    "kecsac": N_("State agency program"),
    "out_of_district": N_("Program outside the district"),
    "diploma_24": N_("Diploma of 24 credits"),
}


def mark_words(mark: str) -> str:
    """Word a mark as a box to tick."""
    return _(MARKS[mark])


def role_names(roles: Iterable[str]) -> str:
    """Word who took part, in the order in which they are offered."""
    there = frozenset(roles)
    # That somebody of the staff was there goes without saying where it is said what they are.
    plain = there - {"school"} if there & {"counselor", "teacher", "administrator", "career_staff"} else there
    return ", ".join(_(words) for role, words in ROLES.items() if role in plain)


def program_words(program: str) -> str:
    """Word a program; one of a policy set of one's own as it is called there."""
    return _(_PROGRAMS[program]) if program in _PROGRAMS else program.replace("_", " ").replace("-", " ").capitalize()


SENTENCES: dict[str, str] = {
    "evidence_gone": N_(
        "That entry is no longer among those you may change. Nothing was changed. Look at the list again."
    ),
    "evidence_day_to_come": N_(
        "That day is still to come. Nothing was recorded. Choose the day on which it took place, or record it then."
    ),
    "evidence_plan_here": N_(
        "A plan of this school is finalized at the end of a conference. Nothing was recorded. For a plan of another school, name"
        " that school."
    ),
    "evidence_group_alone": N_(
        "A group conference is recorded for everybody who was invited. Nothing was recorded. Choose the students, or name the"
        " other school where it was held."
    ),
    "evidence_nobody": N_("No student is chosen. Nothing was recorded. Choose who was invited."),
    "evidence_group_too_many": N_(
        "The policy allows {most} students at one group conference; {invited} are chosen. Nothing was recorded. Choose fewer, or"
        " record two conferences."
    ),
    "evidence_before_school": N_(
        "The student was not at this school then. Nothing was recorded. Check the day, or name the school where it took place."
    ),
    "evidence_adult": N_(
        "One of the adults may not take part on that day. Nothing was recorded. Look under Adults and staff who may, and choose"
        " again."
    ),
    "evidence_attempts_first": N_(
        "This form is for when nobody could be reached after {needed} attempts; {made} are recorded so far. Nothing was"
        " recorded. Record the attempts first."
    ),
    "evidence_form_gone": N_(
        "The policy in force has no such form any more. Nothing was recorded. Open the file again and choose from the list."
    ),
    "evidence_before_event": N_(
        "That day is before the event itself. Nothing was recorded. Choose the day itself or a later one."
    ),
    "waiver_not_offered": N_(
        "The policy names nobody who may waive this, or not for this time. Nothing was changed. What was tried can be recorded."
    ),
    "waiver_reason_missing": N_(
        "A waiver needs a few words of why. Nothing was changed. Write them in; they stay with the requirement."
    ),
    "waiver_gone": N_(
        "That waiver is no longer among those you may change. Nothing was changed. Look at the list again."
    ),
    "placement_gone": N_(
        "That year or program is no longer among those you may change. Nothing was changed. Look at the list again."
    ),
    "year_days_wrong": N_(
        "The days of a school year lie between July and June, the first class not before the day of entry. Nothing was"
        " changed. Check them."
    ),
    "year_grade_unknown": N_(
        "That is no grade from kindergarten to 12. Nothing was changed. Choose one from the list."
    ),
    "year_known": N_("The school year {year} is there already. Nothing was changed. Correct it in its line."),
    "program_unknown": N_("The policy in force knows no such program. Nothing was changed. Choose one from the list."),
    "program_already": N_("The student is in this program on that day already. Nothing was changed. Check the day."),
}
