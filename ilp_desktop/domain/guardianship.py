"""What an adult may do for a student on a day: dated relations, bars, and what passes to the student at 18 (R82).

A relation holds from ``begins_on``, and no longer on ``ends_on``: the day on which a roster or a court ends it is the
first day without. FERPA moves a parent's rights to the student at 18 (34 CFR 99.5); what a school then lets parents do
rests on what the student, or the office with its own reason, grants.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum


class Right(Enum):
    """What an adult may do for a student."""

    SEE = "see"
    SIGN = "sign"
    ATTEND = "attend"
    BE_MAILED = "be_mailed"


class GivenBy(Enum):
    """Who gave a right that does not follow from the relation itself."""

    STUDENT = "student"
    OFFICE = "office"


ADULT_AT = 18
KEPT_AT_18: frozenset[Right] = frozenset()
"""What an adult keeps when the student turns 18 and nobody granted anything: nothing. The one place that says so."""
BY_GRANT_ONLY = frozenset(
    {
        "agency",
        "agency_contact",
        "advocate",
        "caseworker",
        "case_worker",
        "court_appointed",
        "foster",
        "foster_father",
        "foster_mother",
        "foster_parent",
        "probation_officer",
        "social_worker",
    }
)
"""Relationships that give nothing by themselves, only what the office granted with a date."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A right that somebody gave, from ``begins_on`` and no longer on ``ends_on``."""

    right: Right
    given_by: GivenBy
    begins_on: date
    ends_on: date | None = None

    def stands(self, on: date) -> bool:
        """Tell whether it is in force on a day."""
        return self.begins_on <= on and (self.ends_on is None or on < self.ends_on)


@dataclass(frozen=True, slots=True)
class Guardianship:
    """What one adult is to one student. ``may``: what was not taken from them; a bar outweighs everything.

    A bar has no end of its own: an order that ran out may have been renewed, so a person lifts it.
    """

    relationship: str
    may: frozenset[Right] = frozenset(Right)
    barred: bool = False
    begins_on: date | None = None
    ends_on: date | None = None
    grants: tuple[Grant, ...] = ()

    @property
    def by_grant_only(self) -> bool:
        """Whether an agency or foster contact: the relation alone gives nothing."""
        return self.relationship.strip().lower().replace(" ", "_").replace("-", "_") in BY_GRANT_ONLY

    def stands(self, on: date) -> bool:
        """Tell whether the relation is in force on a day, barred or not."""
        return (self.begins_on is None or self.begins_on <= on) and (self.ends_on is None or on < self.ends_on)


def rights_on(one: Guardianship, birth_date: date | None, on: date) -> frozenset[Right]:
    """Return what an adult may do for a student on a day, given the student's date of birth (R82)."""
    if one.barred or not one.stands(on):
        return frozenset()
    if is_adult(birth_date, on):
        assert birth_date is not None, "who is of age has a date of birth"
        since = eighteenth_birthday(birth_date)
        # What was granted for a child ended with childhood; a grant can be written down ahead for the birthday.
        return KEPT_AT_18 | _granted((grant for grant in one.grants if grant.begins_on >= since), on)
    by_office = _granted((grant for grant in one.grants if grant.given_by is GivenBy.OFFICE), on)
    return one.may & (by_office if one.by_grant_only else frozenset(Right))


def _granted(grants: Iterable[Grant], on: date) -> frozenset[Right]:
    return frozenset(grant.right for grant in grants if grant.stands(on))


def is_adult(birth_date: date | None, on: date) -> bool:
    """Tell whether a student is 18 on a day; without a date of birth, not."""
    return birth_date is not None and on >= eighteenth_birthday(birth_date)


def eighteenth_birthday(birth_date: date) -> date:
    """Return the day from which a student is 18; who was born on February 29 is so on March 1."""
    return birthday(birth_date, ADULT_AT)


def birthday(birth_date: date, years: int) -> date:
    """Return the day from which somebody is so many years old; of February 29, in other years, March 1."""
    try:
        return birth_date.replace(year=birth_date.year + years)
    except ValueError:
        return date(birth_date.year + years, 3, 1)
