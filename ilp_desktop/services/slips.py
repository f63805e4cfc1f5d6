"""Words typed while a roster comes in: onto a slip at once, and to their place in the conference as soon as it is free."""

from contextlib import suppress
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, select

from ilp_desktop.domain.access import Purpose
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.services import conference_texts as texts
from ilp_desktop.services import confidential_drafts
from ilp_desktop.services.conference_rows import Found, reached
from ilp_desktop.services.desks import Desk
from ilp_desktop.store.slips import Slip
from ilp_desktop.store.tables import conference, draft
from ilp_desktop.store.tables.columns import instant_text

A_MOMENT = 0.1
"""Seconds for which words wait for their place before they go onto a slip."""


def take_up(desk: Desk) -> bool:
    """Put what an ended program left on slips where it belongs; False where they could not be read and are set aside.

    From now on, what waits is folded in before anything else is written.
    """
    store = desk.store
    readable = store.slips.look()
    store.fold = partial(_fold, desk)
    # On a full disk they stay on their slips, where they are read from all the same.
    if store.slips:
        with suppress(OfficeError), store.write():
            pass
    return readable


def keep(desk: Desk, conference_id: int, field: str, text: str, language: str, *, is_left: bool) -> None:
    """Make words durable although another write goes on. Raises as ``Conferences.save_draft`` does."""
    with desk.store.read() as connection:
        row = reached(connection, desk, conference_id, Purpose.EDIT)
        place = texts.place(connection, row, field)
        version = texts.version(connection, row, place)
    slip = Slip(
        conference_id, place, texts.written(text), language, version, instant_text(desk.clock.now()), is_left=is_left
    )
    desk.store.slips.keep(slip)


def _fold(desk: Desk, connection: Connection, waiting: tuple[Slip, ...]) -> None:
    """Write slips where they belong, inside the caller's transaction. What was changed since knows better than they."""
    for slip in waiting:
        if confidential_drafts.is_confidential(slip):
            confidential_drafts.fold(connection, slip)
            continue
        row = connection.execute(select(conference).where(conference.c.id == slip.conference_id)).one_or_none()
        if row is None or _is_older(connection, row, slip):
            continue
        texts.write_draft(
            connection, row.id, slip.field, slip.text, slip.language, datetime.fromisoformat(slip.saved_at)
        )
        if slip.is_left:
            _leave(desk, connection, slip)


def _leave(desk: Desk, connection: Connection, slip: Slip) -> None:
    """Make it the change that leaving the field makes; for whoever may not do that it stays a draft."""
    try:
        row = reached(connection, desk, slip.conference_id, Purpose.EDIT)
        texts.leave(connection, desk, row, slip.field, slip.text, slip.language)
    except OfficeError as error:
        if error.code not in {"conference_gone", "field_gone"}:
            raise


def _is_older(connection: Connection, row: Found, slip: Slip) -> bool:
    if texts.version(connection, row, slip.field) != slip.version:
        return True
    kept = connection.execute(
        select(draft.c.saved_at).where(draft.c.conference_id == slip.conference_id, draft.c.field == slip.field)
    ).scalar_one_or_none()
    return kept is not None and kept > datetime.fromisoformat(slip.saved_at)
