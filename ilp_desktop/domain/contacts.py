"""Addresses and telephones of those who take part in a plan, apart from the plan, for one recipient at a time (R10).

The plan names people and roles only, so that no copy hands one home the other's address.
"""

from dataclasses import dataclass
from datetime import date

FOLDER = "folder"
"""The recipient who may know every home: the cumulative folder, at the school."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One person and how they are reached; '' is what the school does not have. ``role`` as on the plan."""

    name: str
    role: str
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whose sheet it is: the folder, a home by its key, or the student of age. ``language`` is BCP-47."""

    key: str
    names: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class HomeContacts:
    """The adults of one home and its address."""

    address: str
    adults: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class ContactSheet:
    """What one recipient may know of a conference's participants. ``recipient`` is empty for the folder."""

    school: str
    student: str
    student_number: str
    held_on: date
    recipient: str
    staff: tuple[Contact, ...]
    homes: tuple[HomeContacts, ...]
