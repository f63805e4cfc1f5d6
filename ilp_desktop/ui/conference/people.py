"""How the screens word who somebody is to the student."""

from ilp_desktop.language import N_, _

ROLES = {
    "student": N_("Student"),
    "mother": N_("Mother"),
    "father": N_("Father"),
    "guardian": N_("Guardian"),
    "parent": N_("Parent"),
    "grandparent": N_("Grandparent"),
    "relative": N_("Relative"),
    "teacher": N_("Teacher"),
    "counselor": N_("Counselor"),
    "principal": N_("Principal"),
    "lead": N_("School staff"),
    "interpreter": N_("Interpreter"),
}


def role_words(role: str) -> str:
    """Word a role; one that only the office knows stays as it was written."""
    return _(ROLES[role]) if role in ROLES else role.replace("_", " ").capitalize()
