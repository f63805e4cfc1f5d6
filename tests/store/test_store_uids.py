"""Ids sort by time and a roster's are the same on every laptop."""

from datetime import UTC, datetime
from uuid import UUID

from ilp_desktop.clock import SetClock
from ilp_desktop.store.uids import new_uid, roster_uid


def test_new_ids_differ_and_sort_by_the_time_they_were_made(clock: SetClock):
    made: list[UUID] = []
    for _ in range(200):
        made.append(new_uid(clock))
        clock.advance(0.001)
    assert made == sorted(made)
    assert len({new_uid(clock) for _ in range(1000)}) == 1000
    assert all((uid.version, uid.variant) == (7, "specified in RFC 4122") for uid in made)


def test_an_id_tells_its_millisecond():
    at = datetime(2026, 11, 24, 15, 4, 5, 123456, tzinfo=UTC)
    assert new_uid(SetClock(at)).int >> 80 == int(at.timestamp() * 1000)


def test_a_rosters_id_depends_on_office_kind_source_and_its_own_id_only():
    office = UUID(int=5)
    same = roster_uid(office, "student", "sis", "17")
    assert same == roster_uid(office, "student", "sis", "17")
    others = {
        roster_uid(UUID(int=6), "student", "sis", "17"),
        roster_uid(office, "guardian", "sis", "17"),
        roster_uid(office, "student", "sds", "17"),
        roster_uid(office, "student", "sis", "71"),
        roster_uid(office, "student", "sis1", "7"),
    }
    assert len(others | {same}) == 6
