"""The office's own row: what it is called, where it stands in time, who leads it."""

import difflib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from ilp_desktop.clock import Clock
from ilp_desktop.domain.access import Role, Viewer
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.names import full_name
from ilp_desktop.services.desks import Desk
from ilp_desktop.settings import ABOUT, Settings
from ilp_desktop.store import uids
from ilp_desktop.store.stores import Store
from ilp_desktop.store.tables import office, staff_member


@dataclass(frozen=True, slots=True)
class Identity:
    """What the database says of its own office."""

    uid: UUID
    name: str
    zone: str
    is_demo: bool
    header_epoch: int
    settings: Settings


def set_up(store: Store, identity: Identity, lead: UUID, person_name: str, clock: Clock) -> None:
    """Write a new office's row and its lead, in the one transaction that makes the database an office's."""
    given, _, family = person_name.rpartition(" ")
    usual = asdict(Settings())
    chosen = {name: value for name, value in asdict(identity.settings).items() if value != usual[name]}
    with store.write() as connection:
        connection.execute(
            insert(office).values(
                id=1,
                uid=identity.uid,
                name=identity.name,
                zone=identity.zone,
                is_demo=identity.is_demo,
                header_epoch=identity.header_epoch,
                settings=chosen,
                made_at=clock.now(),
            )
        )
        connection.execute(
            insert(staff_member).values(
                uid=uids.new_uid(clock),
                given_name=given or family,
                family_name=family if given else "",
                role=Role.LEAD.value,
                person_uid=lead,
            )
        )


def identity_of(store: Store, person: UUID | None = None) -> Identity:
    """Read whose database this is, with the settings as this person has them."""
    o = office.c
    with store.read() as connection:
        row = connection.execute(select(o.uid, o.name, o.zone, o.is_demo, o.header_epoch, o.settings)).one()
    return Identity(row.uid, row.name, row.zone, row.is_demo, row.header_epoch, _settings(row.settings, person))


def viewer_of(store: Store, person_uid: UUID, role: Role) -> Viewer:
    """Return the person whose keys opened the office."""
    s = staff_member.c
    with store.read() as connection:
        row = connection.execute(
            select(s.id, s.given_name, s.family_name).where(s.person_uid == person_uid)
        ).one_or_none()
    if row is None:
        return Viewer(person_uid, role, "")
    return Viewer(person_uid, role, full_name(row.given_name, row.family_name), row.id)


def mirror_epoch(store: Store, epoch: int) -> None:
    """Remember which header opened this database last: an older one put back is refused."""
    with store.write() as connection:
        connection.execute(update(office).values(header_epoch=epoch))


def checked(values: Mapping[str, int | str | bool]) -> Settings:
    """Return settings with these values in place of the defaults.

    Raises OfficeError ``setting_unknown`` (naming the nearest one) or ``setting_out_of_range``.
    """
    for name, value in values.items():
        about = ABOUT.get(name)
        if about is None:
            near = difflib.get_close_matches(name, ABOUT, n=1, cutoff=0)
            raise OfficeError("setting_unknown", setting=name, nearest=near[0])
        good = type(value) is type(getattr(Settings(), name))
        if good and about.choices:
            good = value in about.choices
        if good and about.lowest is not None and about.highest is not None:
            good = about.lowest <= int(value) <= about.highest
        if not good:
            raise OfficeError("setting_out_of_range", setting=name)
    return Settings(**values)  # pyright: ignore[reportArgumentType] - each was checked against its default's type


_BY_PERSON = "by_person"
"""In the office's stored settings: each person's own, by their uid in hex."""


def _settings(stored: Mapping[str, Any], person: UUID | None) -> Settings:
    """Return what is in force for a person: their own values, then the office's, then the defaults."""
    own: dict[str, Any] = stored.get(_BY_PERSON, {}).get(person.hex, {}) if person is not None else {}
    return checked({name: value for name, value in stored.items() if name != _BY_PERSON} | own)


class OfficeSettings:
    """What the office and each person may set, each value checked against what the setting allows."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def current(self) -> Settings:
        """Return the settings as this person has them, defaults for the rest."""
        with self._desk.store.read() as connection:
            stored = connection.execute(select(office.c.settings)).scalar_one()
        return _settings(stored, self._desk.viewer.person_uid)

    def change(self, **values: int | str | bool) -> Changes:
        """Change settings: how it looks and speaks for oneself, the rest as the lead for everybody.

        Raises OfficeError ``setting_unknown``, ``setting_out_of_range`` or ``setting_of_office``.
        """
        checked(values)
        viewer = self._desk.viewer
        own = {name: value for name, value in values.items() if ABOUT[name].is_personal}
        if own.keys() != values.keys() and viewer.role is not Role.LEAD:
            raise OfficeError("setting_of_office")
        with self._desk.store.write() as connection:
            stored = connection.execute(select(office.c.settings)).scalar_one()
            by_person = stored.get(_BY_PERSON, {})
            by_person = by_person | {viewer.person_uid.hex: by_person.get(viewer.person_uid.hex, {}) | own}
            common = {name: value for name, value in values.items() if name not in own}
            connection.execute(update(office).values(settings=stored | common | {_BY_PERSON: by_person}))
        return Changes(frozenset({Kind.OFFICE}))
