"""What each copy of a plan says beside the plan: how it came into the family's language, and what happens next."""

from dataclasses import dataclass

from sqlalchemy import Connection, Integer, bindparam, select, update

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.plan_copies import HOWS, carried_over, languages_written
from ilp_desktop.domain.plans import CopyNote, WhatNext
from ilp_desktop.services.conference_rows import written
from ilp_desktop.services.plan_contents import Prepared
from ilp_desktop.store.tables import conference, rendering

_MADE = (
    select(rendering.c.language)
    .where(rendering.c.revision_id == bindparam("revision_id", type_=Integer))
    .order_by(rendering.c.id)
)


@dataclass(frozen=True, slots=True)
class Carrying:
    """How what was written reaches a family. Languages are BCP-47; ``languages`` those of its homes' papers.

    ``how`` is '', translated or read_aloud, ``by`` a person's name, ``interpreter`` who interprets, where that is known.
    """

    family: str
    written: tuple[str, ...]
    languages: tuple[str, ...]
    how: str = ""
    by: str = ""
    interpreter: str = ""
    made: tuple[str, ...] = ()
    """Languages that the plan, as it stands, is finalized in."""

    @property
    def missing(self) -> tuple[str, ...]:
        """Languages that a home reads and no paper is in yet."""
        return tuple(one for one in self.languages if one not in self.made)

    @property
    def is_ready(self) -> bool:
        """Whether copies are missing, and what they say of their language is said where it has to be."""
        return bool(self.missing) and (bool(self.how) or not self.is_asked)

    @property
    def is_asked(self) -> bool:
        """Whether anything was written in a language that is not the family's, or somebody was named."""
        return bool(self.how) or any(carried != self.family for carried in self.written)


def note_of(plan: Prepared, language: str) -> CopyNote | None:
    """Return what a copy in a language says beside the plan, None where that is nothing."""
    row = plan.row
    note = CopyNote(
        language,
        carried_over(plan.revision.content, plan.sheet.language, language, row.carried_over, row.carried_over_by),
        _what_next(plan),
    )
    return note if note.says_something else None


def _what_next(plan: Prepared) -> WhatNext | None:
    row = plan.row
    on = row.next_on.isoformat() if row.next_on else ""
    found = WhatNext(on, row.next_at if on else "", row.next_call.strip())
    return found if found != WhatNext() else None


def carrying_of(connection: Connection, plan: Prepared, languages: tuple[str, ...]) -> Carrying:
    """Return how what was written reaches the family, as it was said."""
    row = plan.row
    return Carrying(
        family=plan.sheet.language.split("-", maxsplit=1)[0].lower(),
        written=languages_written(plan.revision.content),
        languages=languages,
        how=row.carried_over,
        by=row.carried_over_by,
        interpreter=row.interpreter_name,
        made=tuple(connection.execute(_MADE, {"revision_id": plan.stored_id}).scalars()),
    )


def keep_carrying(connection: Connection, conference_id: int, how: str, by: str) -> None:
    """Say who carried it over. Raises OfficeError ``carried_over_unnamed`` or ``text_too_long``."""
    name = written(by).strip()
    if how not in HOWS or (how and not name):
        raise OfficeError("carried_over_unnamed")
    c = conference.c
    connection.execute(
        update(conference)
        .where(c.id == conference_id)
        .values(carried_over=how, carried_over_by=name if how else "", version=c.version + 1)
    )
