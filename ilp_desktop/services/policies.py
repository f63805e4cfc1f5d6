"""The policy in force with all that it stands on, and the school calendar that its dates are resolved by."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, select

from ilp_desktop import packs
from ilp_desktop.domain.conferences import school_year_of
from ilp_desktop.domain.policy.calendars import SchoolCalendar, SchoolYear, Stretch
from ilp_desktop.domain.policy.sets import Policy
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.packs import stack_on
from ilp_desktop.store.tables import adopted_pack, school_year

# A policy read once while the program runs: it holds no student's words, and the digests say which texts it is of.
_READ: dict[tuple[str, ...], Policy] = {}
_YEARS = select(school_year).where(school_year.c.deleted_at.is_(None)).order_by(school_year.c.begins_on)
_FILES = select(adopted_pack.c.pack_id, adopted_pack.c.files)


def policy_in_force(connection: Connection, today: date) -> Policy:
    """Return the rules of the policy set in force today, on those of the sets it stands on. Raises OfficeError ``pack_none``."""
    return policy_of(connection, stack_on(connection, today))


def policy_of(connection: Connection, stack: Sequence[tuple[str, str, str]]) -> Policy:
    """Return the rules of an adopted stack of policy sets, as ``stack_on`` gives it."""
    key = tuple(digest for _pack_id, _version, digest in stack)
    known = _READ.get(key)
    if known is None:
        rows = connection.execute(_FILES.where(adopted_pack.c.digest.in_(key))).all()
        files: dict[str, Mapping[str, str]] = {row.pack_id: row.files for row in rows}
        known = _READ.setdefault(key, packs.read_policy(files[stack[-1][0]], files.get, adopted=True))
    return known


def calendar_of(connection: Connection, policy: Policy, today: date) -> SchoolCalendar:
    """Return the school's own calendar; where it has none yet, the policy's usual year around today."""
    years = tuple(_year(row) for row in connection.execute(_YEARS))
    if years:
        return SchoolCalendar(years)
    template = policy.calendar
    if template is None:
        return SchoolCalendar(())
    starts = school_year_of(today) - 1
    return SchoolCalendar(tuple(template.year(each) for each in (starts - 1, starts, starts + 1)))


def _read_stretches(said: list[list[str]]) -> tuple[Stretch, ...]:
    return tuple(Stretch(date.fromisoformat(first), date.fromisoformat(last)) for first, last in said)


def _year(row: Found) -> SchoolYear:
    return SchoolYear(
        label=row.label,
        begins=row.begins_on,
        first=row.first_day,
        last=row.last_day,
        ends=row.ends_on,
        quarters=_read_stretches(row.quarters),
        semesters=_read_stretches(row.semesters),
        closed=_read_stretches(row.closed),
        days={name: date.fromisoformat(day) for name, day in row.days.items()},
    )
