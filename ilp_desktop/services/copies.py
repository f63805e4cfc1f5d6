"""What the office remembers of its safekeeping: the last copy outside this computer, the sheet that was tried."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from ilp_desktop.services.desks import Desk
from ilp_desktop.store import audits, events
from ilp_desktop.store.tables import audit, event, office

_OUTSIDE, _SHEET = "copied_outside", "recovery_tried"


@dataclass(frozen=True, slots=True)
class Remembered:
    """Instants in UTC, None where there is none. ``outside_name`` is what the last copy's place was called."""

    made_at: datetime
    outside_at: datetime | None
    outside_name: str
    sheet_at: datetime | None
    restored_at: datetime | None
    restored_from: datetime | None
    """When the backup was made of which this office was restored last."""


def note_outside(desk: Desk, name: str) -> None:
    """Remember that a copy was made that is outside this computer, and what its place is called."""
    with desk.store.write() as connection:
        events.record(
            connection,
            _OUTSIDE,
            actor_id=desk.viewer.staff_id,
            school_date=desk.today,
            at=desk.clock.now(),
            place=name[:80],
        )


def note_sheet(desk: Desk) -> None:
    """Remember that the recovery sheet was tried and was right."""
    with desk.store.write() as connection:
        events.record(connection, _SHEET, actor_id=desk.viewer.staff_id, school_date=desk.today, at=desk.clock.now())


def remembered(desk: Desk) -> Remembered:
    """Return what is known; three statements."""
    e, a = event.c, audit.c
    with desk.store.read() as connection:
        made_at = connection.execute(select(office.c.made_at)).scalar_one()
        rows = connection.execute(
            select(e.kind, e.happened_at, e.params).where(e.kind.in_((_OUTSIDE, _SHEET))).order_by(e.happened_at, e.id)
        ).all()
        restored = connection.execute(
            select(a.at, a.params).where(a.act == audits.RESTORED).order_by(a.id.desc()).limit(1)
        ).one_or_none()
    last = {row.kind: row for row in rows}
    outside, sheet = last.get(_OUTSIDE), last.get(_SHEET)
    return Remembered(
        made_at,
        outside.happened_at if outside else None,
        str(outside.params.get("place", "")) if outside else "",
        sheet.happened_at if sheet else None,
        restored.at if restored else None,
        datetime.fromisoformat(restored.params["made_at"]) if restored else None,
    )
