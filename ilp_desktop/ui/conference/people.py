"""How the screens word who somebody is to the student."""

from ilp_desktop.language import N_, _

ROLES = {
    "student": N_("Student"),
    "mother": N_("Mother"),
    "father": N_("Father"),
    "guardian": N_("Guardian"),
    "parent": N_("Parent"),
    "grandparent": N_("Grandparent"),
    "grandmother": N_("Grandmother"),
    "grandfather": N_("Grandfather"),
    "relative": N_("Relative"),
    "stepparent": N_("Stepparent"),
    "foster_parent": N_("Foster parent"),
    "foster_mother": N_("Foster mother"),
    "foster_father": N_("Foster father"),
    "agency_contact": N_("Agency contact"),
    "caseworker": N_("Caseworker"),
    "social_worker": N_("Social worker"),
    "advocate": N_("Advocate"),
    "probation_officer": N_("Probation officer"),
    "court_appointed": N_("Appointed by a court"),
    "teacher": N_("Teacher"),
    "counselor": N_("Counselor"),
    "principal": N_("Principal"),
    "educator": N_("Educator"),
    "lead": N_("School staff"),
    "career_staff": N_("Career staff"),
    "front_desk": N_("Front desk"),
    "auditor": N_("Auditor"),
    "interpreter": N_("Interpreter"),
    "guest": N_("Guest of the family"),
}


def role_words(role: str) -> str:
    """Word a role; one that only the office knows stays as it was written."""
    return _(ROLES[role]) if role in ROLES else role.replace("_", " ").capitalize()
