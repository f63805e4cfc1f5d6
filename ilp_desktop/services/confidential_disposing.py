"""The confidential part of a file that is disposed of: found by its key, since no row names a student."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Connection, delete, select

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.confidential_records import opened, owners_of
from ilp_desktop.store.tables import confidential, confidential_content
from ilp_desktop.vault.confidential import Confidence

_c, _k = confidential.c, confidential_content.c


def forget(connection: Connection, confidence: Confidence, student_uids: Iterable[UUID]) -> None:
    """Delete every confidential record of these students, removed ones and drafts too, and the documents in them.

    Raises OfficeError ``not_allowed`` for who does not hold the keys: they could not find what is to go.
    """
    if not confidence.is_held:
        raise OfficeError("not_allowed")
    owners = [name for uid in student_uids for name in owners_of(confidence, uid)]
    rows = connection.execute(select(confidential).where(_c.owner.in_(owners))).all()
    contents = [content for row in rows if (content := _content_of(confidence, row)) is not None]
    connection.execute(delete(confidential_content).where(_k.uid.in_(contents)))
    connection.execute(delete(confidential).where(_c.id.in_([row.id for row in rows])))


def _content_of(confidence: Confidence, row: Found) -> UUID | None:
    """Return which document a record speaks of. One that does not open any more tells of none, and goes all the same."""
    try:
        document = opened(confidence, row).document
    except OfficeError:
        return None
    return None if document is None else UUID(document.content)
