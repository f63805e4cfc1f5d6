"""The line that says that somebody read what is in a file: once at each desk, however often the screen asks."""

from ilp_desktop.services.desks import Desk
from ilp_desktop.store import audits


def note_opening(desk: Desk, act: str, student_id: int | None = None, **params: int) -> None:
    """Write a line that this person read this, unless this desk wrote it since it was unlocked (34 CFR 99.32)."""
    opening = (desk.viewer.person_uid, act, *(params.values() or (student_id,)))
    if opening not in desk.opened:
        with desk.store.write() as connection:
            audits.append(connection, desk.viewer, act, student_id, at=desk.clock.now(), **params)
        desk.opened.add(opening)
