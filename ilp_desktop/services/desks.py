"""The desk a person works at: the open office, as every service is given it."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement

from ilp_desktop.clock import Clock
from ilp_desktop.domain.access import Purpose, Sharing, Viewer
from ilp_desktop.store.stores import Store
from ilp_desktop.store.visible import may_see, seen_by


@dataclass(frozen=True, slots=True)
class Desk:
    """One person at one open office. A new one is made at each unlock, so what it remembers ends with the lock."""

    store: Store
    viewer: Viewer
    clock: Clock
    zone: ZoneInfo
    office_uid: UUID
    office_name: str
    is_demo: bool = False
    timers: set[int] = field(default_factory=set[int])
    """Conferences whose consultation timer was started or taken up again at this desk: any other was interrupted."""
    printing: set[int] = field(default_factory=set[int])
    """Copies that are at the printer from this program: any other that is said to be there was interrupted."""
    opened: set[tuple[object, ...]] = field(default_factory=set[tuple[object, ...]])
    """Who read what at this desk: already in the record of who opened what."""

    @property
    def today(self) -> date:
        """The school's local date."""
        return self.clock.today(self.zone)

    def sees(self, sharing: Sharing, purpose: Purpose) -> ColumnElement[bool]:
        """Return the clause on ``student.c.id`` for the students of whom this person may do this.

        What is built on it is executed with ``as_viewer``, and can be kept by it: the same for all who may do the same.
        """
        return may_see(self.viewer, sharing, purpose)

    def as_viewer(self, **values: object) -> dict[str, object]:
        """Return the values of a statement, with those that say who looks and when."""
        return seen_by(self.viewer, self.today) | values
