"""How the list of people says things, in the language in use."""

from zoneinfo import ZoneInfo

from ilp_desktop.language import _
from ilp_desktop.office.people import Person
from ilp_desktop.ui.day.words import date_words
from ilp_desktop.wording.roles import role_words


def name_words(person: Person) -> str:
    """Word who it is, also where the office does not know a name to the key."""
    return person.name or _("Somebody without a name")


def since_words(person: Person, zone: ZoneInfo) -> str:
    """Word since when somebody opens the office; nothing where that was never written down."""
    if person.added_at is None:
        return ""
    return _("Since {date}").format(date=date_words(person.added_at.astimezone(zone).date()))


def person_spoken(person: Person, zone: ZoneInfo) -> str:
    """Word a whole row for a screen reader."""
    you = _("You") if person.is_you else ""
    parts = (name_words(person), you, role_words(person.role.value), since_words(person, zone))
    return ", ".join(part for part in parts if part)
