"""What people are to the office, and what each of them sees, in one plain sentence."""

from collections.abc import Iterable

from ilp_desktop.language import N_, _

ROLES: dict[str, str] = {
    "lead": N_("Lead"),
    "counselor": N_("Counselor"),
    "teacher": N_("Teacher"),
    "career_staff": N_("Career staff"),
    "front_desk": N_("Front desk"),
    "principal": N_("Principal"),
    "auditor": N_("Auditor"),
}
"""By ``domain.access.Role``'s value, in the order in which they are offered."""

ABILITIES: dict[str, str] = {
    "plans_all_edited": N_("Sees and changes every student's plan"),
    "plans_own_edited": N_("Sees and changes the plans of their own students"),
    "plans_all": N_("Sees every student's plan"),
    "plans_own": N_("Sees the plans of their own students"),
    "plans_none": N_("Sees names and the day's schedule"),
    "contacts": N_("reads their addresses and phone numbers"),
    "custody": N_("knows who is to see the office first, and why"),
    "check_in": N_("checks families in"),
    "entrust": N_("says whose student somebody is"),
    "finalize": N_("finalizes plans"),
    "confidential": N_("reads confidential notes"),
    "people": N_("looks after people and keys"),
}
"""By the codes of ``office.people.abilities``."""


def role_words(role: str) -> str:
    """Word a role."""
    return _(ROLES[role])


def ability_words(abilities: Iterable[str]) -> str:
    """Word what a role sees and does, as one sentence."""
    return _("{abilities}.").format(abilities=_("; ").join(_(ABILITIES[code]) for code in abilities))
