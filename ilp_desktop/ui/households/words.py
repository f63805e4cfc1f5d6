"""How the adults and staff of a student are told of, in the language in use."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from ilp_desktop.domain.guardianship import GivenBy, Right
from ilp_desktop.domain.participation import AssignmentLine
from ilp_desktop.domain.relations import BarLine, Family, GrantLine, RelationLine
from ilp_desktop.language import N_, _
from ilp_desktop.ui.conference.people import role_words
from ilp_desktop.ui.day.words import date_words, language_within, language_words

_DAY = timedelta(days=1)
MAY: Mapping[Right, str] = MappingProxyType(
    {
        Right.SEE: N_("Sees the file"),
        Right.SIGN: N_("Signs"),
        Right.ATTEND: N_("Attends"),
        Right.BE_MAILED: N_("Gets mail"),
    }
)
GIVEN_BY: Mapping[GivenBy, str] = MappingProxyType(
    {GivenBy.OFFICE: N_("The office"), GivenBy.STUDENT: N_("The student, at 18")}
)
FAMILY = ("mother", "father", "parent", "guardian", "stepparent", "grandparent", "relative")
OUTSIDE = (
    "foster_parent",
    "agency_contact",
    "caseworker",
    "social_worker",
    "advocate",
    "probation_officer",
    "court_appointed",
)
"""Agency and foster contacts: what they may do is granted with a date."""
DUTIES: Mapping[str, str] = MappingProxyType(
    {"teacher": N_("Teacher"), "counselor": N_("Counselor"), "career_staff": N_("Career staff")}
)
_SOON = timedelta(days=366)


def rights_words(rights: frozenset[Right]) -> str:
    """Word rights in a row: Sees the file, signs."""
    words = ", ".join(_(MAY[right]) for right in Right if right in rights)
    return words[:1] + words[1:].lower() if words else _("nothing")


def who_words(line: RelationLine) -> str:
    """Word who an adult is to the student, and what they speak."""
    speaks = "" if line.language.startswith("en") or not line.language else language_words(line.language)
    if line.needs_interpreter:
        speaks = _("{language} interpreter").format(language=language_within(line.language))
    return " · ".join(part for part in (role_words(line.terms.relationship or "guardian"), speaks) if part)


def why_nothing_words(line: RelationLine, family: Family, on: date) -> str:
    """Word why somebody may do nothing on a day; '' where they may do something."""
    terms = line.terms
    if line.rights or line.barred:
        return ""
    if terms.begins_on is not None and on < terms.begins_on:
        return _("From {date} on.").format(date=date_words(terms.begins_on))
    if not terms.stands(on):
        return _("Until {date}.").format(date=date_words((terms.ends_on or on) - _DAY))
    if family.adult_on is not None and on >= family.adult_on:
        return _("Rights passed to {name}; nothing is granted to this adult.").format(name=family.student_name)
    if terms.by_grant_only:
        return _("May do what the office grants with a date. Nothing is granted now.")
    return _("All of it was taken from this adult.")


def coming_words(line: RelationLine, on: date) -> str:
    """Word that a relation ends on a day to come; '' where none is known."""
    ends = line.terms.ends_on
    return _("From {date} on, nothing any more.").format(date=date_words(ends)) if ends and on < ends else ""


def grant_words(grant: GrantLine) -> str:
    """Word a right that was granted: which, by whom, from when to when, on what paper."""
    by = _("granted by the student") if grant.given_by is GivenBy.STUDENT else _("granted by the office")
    when = _("from {date}").format(date=date_words(grant.begins_on))
    if grant.ends_on is not None:
        when = _("from {first} to {last}").format(
            first=date_words(grant.begins_on), last=date_words(grant.ends_on - _DAY)
        )
    return " · ".join(part for part in (_(MAY[grant.right]), by, when, grant.paper) if part)


def bar_words(bar: BarLine, on: date) -> str:
    """Word why somebody is to see the office first: for those who may know."""
    by = _("{name}, {date}").format(name=bar.recorded_by, date=date_words(on)) if bar.recorded_by else date_words(on)
    return " · ".join(part for part in (bar.reason, bar.paper, by) if part)


def lifted_words(bar: BarLine, on: date) -> str:
    """Word a bar that was lifted."""
    said = _("See office before contact, lifted {date}").format(date=date_words(on))
    return " · ".join(part for part in (said, bar.reason, bar.lifted_why) if part)


def past_words(line: RelationLine, on: date) -> tuple[str, ...]:
    """Word what was granted to an adult and is over."""
    return tuple(grant_words(grant) for grant in line.grants if grant.ends_on is not None and grant.ends_on <= on)


def birthday_words(family: Family, on: date) -> tuple[str, str]:
    """Word what changes when the student turns 18: a heading and what is kept; both '' while it is far."""
    if family.adult_on is None or family.adult_on > on + _SOON:
        return "", ""
    kept = [
        _("{name} ({rights})").format(name=line.name, rights=rights_words(line.at_18).lower())
        for line in family.lines
        if not line.barred and line.terms.stands(family.adult_on)
    ]
    name, when = family.student_name, date_words(family.adult_on)
    if family.adult_on <= on:
        return (
            _("{name} is of age since {date}").format(name=name, date=when),
            _("Rights are the student's own. An adult has what was granted from that day on."),
        )
    return (
        _("On {date} rights pass to {name}").format(date=when, name=name),
        _("From then on an adult keeps what is granted from that day or later. As it stands: {kept}.").format(
            kept=", ".join(kept) or _("nobody keeps anything")
        ),
    )


def duty_words(duty: str) -> str:
    """Word what a member of staff is to a student."""
    return _(DUTIES[duty]) if duty in DUTIES else role_words(duty)


def assigned_words(line: AssignmentLine) -> str:
    """Word as what, since when and until when somebody looks after a student, and who said so."""
    since = _("since {date}").format(date=date_words(line.begins_on)) if line.begins_on else ""
    until = _("until {date}").format(date=date_words(line.ends_on)) if line.ends_on else ""
    by = _("assigned by {name}").format(name=line.assigned_by) if line.assigned_by else _("by the roster")
    return " · ".join(part for part in (duty_words(line.duty), since, until, by) if part)
