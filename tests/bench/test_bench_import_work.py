"""A small import costs little more work in a school of 5,000 than in one of 500, and a large one so much for each row."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from bench_school import School

from ilp_desktop.clock import SetClock
from ilp_desktop.domain.roster import PersonKind, Roster, RosterMode, RosterPerson, RosterReading, RosterRole
from ilp_desktop.services.rosters import Rosters
from ilp_desktop.store import ballasts
from ilp_desktop.store.counting import Count, counted

FEW, MANY = 500, 5_000
PUPIL = (RosterRole(PersonKind.STUDENT, "student"),)


@pytest.fixture(scope="module")
def schools(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[School, School]]:
    folder = tmp_path_factory.mktemp("schools")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ballasts, "SIZE", 4096)
        clock = SetClock(datetime(2026, 11, 24, 15, 4, tzinfo=UTC))
        made = (School(folder, clock, FEW), School(folder, clock, MANY))
        yield made
    for school in made:
        school.store.close()


def pupils(count: int, given: str, first: int = 0) -> tuple[RosterPerson, ...]:
    return tuple(
        RosterPerson(f"p{n}", PUPIL, f"{given}{n}", f"Family{n}", identifier=f"9{n:06}")
        for n in range(first, first + count)
    )


def reading(people: tuple[RosterPerson, ...]) -> RosterReading:
    parts = Roster("1.1", "district", RosterMode.DELTA, (), (), (), (), people, ())
    return RosterReading(parts, (), ())


def imported(school: School, people: tuple[RosterPerson, ...]) -> Count:
    rosters = Rosters(school.desk())
    with counted(school.store) as count:
        rosters.apply(rosters.stage(reading(people), "delta.zip").run_id)
    return count


def test_a_small_import_is_as_much_work_in_a_large_school_as_in_a_small_one(schools: tuple[School, School]):
    counts: list[Count] = []
    for school in schools:
        imported(school, pupils(40, "Ana"))
        changed = tuple(replace(one, middle_name="Q") for one in pupils(10, "Ana"))
        counts.append(imported(school, (*changed, *pupils(5, "Leo", 100))))
    few, many = counts
    assert few.statements == many.statements
    assert many.statements <= 170
    # But for one look through all students for those who go by another name.
    assert many.vm_steps <= 1.1 * few.vm_steps + 8 * (MANY - FEW)
    assert few.vm_steps <= 20_000


def test_each_thousand_rows_more_cost_the_same(schools: tuple[School, School]):
    school = schools[0]
    first = imported(school, pupils(1000, "Mia", 1_000))
    more = imported(school, pupils(3000, "Mia", 10_000))
    assert more.vm_steps <= 3.3 * first.vm_steps
    assert more.statements <= first.statements + 8
