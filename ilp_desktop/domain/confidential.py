"""What is kept under the confidential keys, and whose yes it takes before any of it reaches somebody else (R80, R81).

A confidential portion goes into a plan, or to a participant who would not normally see it, only with the consent of the
staff charged with protecting it *and* of the others whom it concerns. A consent is for named words and a named
recipient: words that were changed since need a new one. These values are what is encrypted, so all of them are JSON's
own kinds: a date is ISO text, a uid is hexadecimal.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Literal, TypeAlias

from ilp_desktop.domain.guardianship import ADULT_AT, birthday

LARGEST_DOCUMENT = 16_000_000
"""Bytes of the largest document that is kept."""
TITLE_LIMIT = 200

Party: TypeAlias = Literal["staff", "student", "parent", "other"]
"""Whose yes: the staff charged with protecting it, the student, a parent, somebody else whom it concerns."""
Means: TypeAlias = Literal["signed_paper", "in_person"]


@dataclass(frozen=True, slots=True)
class ConsentAges:
    """Whose yes it takes, by the student's age in years; None: never.

    One policy asks for "students and their parents" at any age, and FERPA moves the parents' rights to the student at 18
    (34 CFR 99.5): by default the student at any age, and a parent until then.
    """

    student_from: int | None = 0
    parent_until: int | None = ADULT_AT


@dataclass(frozen=True, slots=True)
class Recipient:
    """For whom: the plan and its papers, a member of staff, or an adult of the student; ``uid`` is theirs.

    ``language`` is the adult's (BCP-47), empty for the others.
    """

    kind: Literal["plan", "staff", "adult"]
    uid: str = ""
    name: str = ""
    language: str = ""

    def is_same(self, other: "Recipient") -> bool:
        """Tell whether it is the same recipient, whatever they are called today."""
        return (self.kind, self.uid) == (other.kind, other.uid)


@dataclass(frozen=True, slots=True)
class Consent:
    """One yes: whose, how and when it was given, who wrote it down, and when it was withdrawn (empty: it stands).

    ``person`` is the uid of the adult or of the member of staff, empty for the student and for others.
    """

    party: Party
    name: str
    person: str
    means: Means
    given_on: str
    recorded_by: str
    withdrawn_on: str = ""


@dataclass(frozen=True, slots=True)
class ConsentSheet:
    """Who said yes to which words for whom. An empty ``passage`` is all of it, as ``digest`` says it stood."""

    uid: str
    recipient: Recipient
    passage: str
    digest: str
    consents: tuple[Consent, ...] = ()

    @property
    def standing(self) -> tuple[Consent, ...]:
        """The consents that were not withdrawn."""
        return tuple(one for one in self.consents if not one.withdrawn_on)


@dataclass(frozen=True, slots=True)
class Document:
    """A file kept with a record: where its bytes are, under which generation, and what they were."""

    content: str
    generation: int
    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Record:
    """One thing under the confidential keys. ``about`` names whom it concerns besides the student and the family.

    A draft is what its author is typing: ``item`` is the uid of the note it changes, empty for a new one.
    """

    kind: Literal["note", "document", "draft"]
    title: str = ""
    text: str = ""
    about: str = ""
    written_by: str = ""
    written_by_uid: str = ""
    written_at: str = ""
    changed_by: str = ""
    changed_at: str = ""
    document: Document | None = None
    sheets: tuple[ConsentSheet, ...] = ()
    item: str = ""

    @property
    def digest(self) -> str:
        """What is consented to where all of it is: the words and the document, in one SHA-256."""
        parts = (self.title, self.text, self.document.sha256 if self.document else "")
        return sha256("\0".join(parts).encode()).hexdigest()

    def sheet(self, uid: str) -> ConsentSheet | None:
        """Return one of its consent sheets."""
        return next((one for one in self.sheets if one.uid == uid), None)

    def with_sheet(self, sheet: ConsentSheet) -> "Record":
        """Return it with a sheet added, or in the place of the one it was."""
        if self.sheet(sheet.uid) is None:
            return replace(self, sheets=(*self.sheets, sheet))
        return replace(self, sheets=tuple(sheet if one.uid == sheet.uid else one for one in self.sheets))


@dataclass(frozen=True, slots=True)
class Needed:
    """A yes that it takes. ``name`` says whose, where it is somebody else whom it concerns."""

    party: Party
    name: str = ""


def named_people(about: str) -> tuple[str, ...]:
    """Return the names of a line that names several people, each once."""
    names = (" ".join(one.split()) for one in re.split(r"[,;\n]", about))
    return tuple(dict.fromkeys(name for name in names if name))


def needed_for(record: Record, ages: ConsentAges, birth_date: date | None, on: date) -> tuple[Needed, ...]:
    """Return each yes that it takes before anything of a record leaves, on a day.

    Without a date of birth the student is a child: the parent's yes is asked for.
    """
    needed = [Needed("staff")]
    if ages.student_from is not None and _is_at_least(ages.student_from, birth_date, on):
        needed.append(Needed("student"))
    if ages.parent_until is not None and not _is_at_least(ages.parent_until, birth_date, on):
        needed.append(Needed("parent"))
    return (*needed, *(Needed("other", name) for name in named_people(record.about)))


def missing_from(sheet: ConsentSheet, needed: Iterable[Needed], parents: Iterable[str], on: date) -> tuple[Needed, ...]:
    """Return each yes that a sheet still lacks on a day. A parent's counts while they may sign for the student.

    ``parents``: the uids of the adults who may.
    """
    rightful = frozenset(parents)
    given: set[tuple[str, str]] = set()
    for one in sheet.standing:
        if one.given_on <= on.isoformat() and (one.party != "parent" or one.person in rightful):
            given.add((one.party, one.name if one.party == "other" else ""))
    return tuple(one for one in needed if (one.party, one.name) not in given)


def words_of(record: Record, sheet: ConsentSheet) -> str | None:
    """Return the words that a sheet is about, None where the record no longer says them: consent was to others."""
    if sheet.passage:
        return sheet.passage if sheet.passage in record.text else None
    return record.text if sheet.digest == record.digest else None


def _is_at_least(years: int, birth_date: date | None, on: date) -> bool:
    if years == 0:
        return True
    return birth_date is not None and on >= birthday(birth_date, years)


# What people are shown


@dataclass(frozen=True, slots=True)
class NoteWords:
    """What is typed into a note. ``about``: names of others whom it concerns, apart by commas."""

    title: str = ""
    text: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class SheetView:
    """A consent sheet and the yes that it still lacks; ``is_current``: whether the record still says those words."""

    sheet: ConsentSheet
    missing: tuple[Needed, ...]
    is_current: bool

    @property
    def is_complete(self) -> bool:
        """Whether what it is about may reach its recipient today."""
        return self.is_current and not self.missing


@dataclass(frozen=True, slots=True)
class ConfidentialItem:
    """A note or a document, open for who may read it."""

    item_id: int
    version: int
    record: Record
    sheets: tuple[SheetView, ...]


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What this person was typing: into a new note (None) or into one that is there."""

    item_id: int | None
    words: NoteWords


@dataclass(frozen=True, slots=True)
class ConfidentialFile:
    """The confidential part of a student's file, newest first. ``damaged`` is how many records do not open any more.

    ``recipients`` and ``parents``: for whom a consent can be given today, and the adults who may give one.
    """

    student_id: int
    name: str
    items: tuple[ConfidentialItem, ...]
    unfinished: tuple[Unfinished, ...]
    recipients: tuple[Recipient, ...]
    parents: tuple[Recipient, ...]
    needed: tuple[Needed, ...]
    damaged: int


@dataclass(frozen=True, slots=True)
class FoundItem:
    """A note or document that a search found, and whose it is."""

    student_id: int
    student: str
    item_id: int
    title: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Released:
    """What may leave, to whom it was consented, by whose consents: words, or a document with its name."""

    item_id: int
    student: str
    recipient: Recipient
    consents: tuple[Consent, ...]
    title: str
    text: str
    document_name: str = ""
    content: bytes = b""
