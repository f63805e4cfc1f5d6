"""How the yearly proof is said on the screen, in the language in use."""

from collections.abc import Mapping
from types import MappingProxyType

from ilp_desktop.domain.policy.proofs import Ahead, ProofLine, ProofPaper
from ilp_desktop.language import N_, _, ngettext
from ilp_desktop.ui.day.words import date_words, locale

STEPS: Mapping[str, str] = MappingProxyType(
    {
        "proof_judging": N_("Looking at what was recorded since the last time…"),
        "proof_counting": N_("Counting student by student…"),
        "proof_keeping": N_("Keeping what was found…"),
    }
)
PAPERS: Mapping[ProofPaper, str] = MappingProxyType(
    {
        ProofPaper.PATRONS: N_("Report to families and community"),
        ProofPaper.EVIDENCE: N_("Annual evidence report"),
        ProofPaper.SELF_VIEW: N_("The school\u2019s own view"),
        ProofPaper.ANNEX: N_("Annex with names"),
    }
)
ABOUT: Mapping[ProofPaper, str] = MappingProxyType(
    {
        ProofPaper.PATRONS: N_(
            "For everybody: how many met, grade by grade, and what people said. Small numbers stay out of it."
        ),
        ProofPaper.EVIDENCE: N_(
            "For the school, the district and auditors: every clause with its citation, what it found and what shows it."
        ),
        ProofPaper.SELF_VIEW: N_(
            "What Kentucky\u2019s regulation and guidance ask, in their order, and what the office shows."
        ),
        ProofPaper.ANNEX: N_(
            "Names each student for whom something is past its day. It never goes with the other reports."
        ),
    }
)
_ROLES: Mapping[str, str] = MappingProxyType(
    {
        "student": N_("A student"),
        "parent": N_("A parent"),
        "family": N_("A family"),
        "learning_coach": N_("A learning coach"),
        "teacher": N_("A teacher"),
        "counselor": N_("A counselor"),
        "career_staff": N_("Career staff"),
        "administrator": N_("An administrator"),
        "school": N_("School staff"),
        "community": N_("The community"),
    }
)


def step_words(step: str) -> str:
    """Say what is being done."""
    return _(STEPS[step])


def year_words(label: str) -> str:
    """Word a school year with an en dash."""
    return label.replace("-", "\u2013")


def number_words(number: int) -> str:
    """Word a number of students."""
    return locale().toString(number)


def ahead_words(ahead: Ahead) -> str:
    """Say what is still open, in numbers, before a proof is made."""
    if ahead.over:
        return _("This school year is over. What it found is counted by the rules that were in force at its end.")
    if not ahead.requirements:
        return _("Nothing is open today: everything that is required and due was done.")
    return ngettext(
        "{requirements} requirement of {students} students is open today. The report says so; it can be made again later.",
        "{requirements} requirements of {students} students are open today. The report says so; it can be made again later.",
        ahead.requirements,
    ).format(requirements=number_words(ahead.requirements), students=number_words(ahead.waiting))


def role_words(roles: tuple[str, ...]) -> str:
    """Say as whom something was said."""
    return ", ".join(_(_ROLES[role]) for role in roles if role in _ROLES) or _("Somebody")


def line_title(line: ProofLine) -> str:
    """Name a proof by its school year."""
    return _("Annual evidence of {year}").format(year=year_words(line.school_year))


def line_words(line: ProofLine) -> str:
    """Say when a proof was made, by whom and of how many."""
    made = _("Made on {date} by {who}").format(
        date=date_words(line.made_on), who=line.made_by or _("somebody who is not here")
    )
    students = ngettext("{count} student", "{count} students", line.students).format(count=number_words(line.students))
    parts = [made, students]
    if len(line.schools) > 1:
        parts.append(_("{count} schools").format(count=len(line.schools)))
    return " · ".join(parts)


def file_name(line: ProofLine | None, kind: str, suffix: str) -> str:
    """Return what a file is called where nothing else is chosen."""
    year = line.school_year if line is not None else _("district")
    return f"{kind.lower().replace(' ', '-')}-{year}.{suffix}"
