"""What is written as OneRoster is read back as it was."""

import zipfile
from dataclasses import replace
from datetime import date

import pytest

from ilp_desktop.demo.people import generate
from ilp_desktop.domain.roster import PersonKind, Roster, RosterRole
from ilp_desktop.roster.export import write_roster
from ilp_desktop.roster.oneroster import read_roster

_PARTS = ("orgs", "sessions", "courses", "classes", "people", "enrollments")
_DAY = date(2026, 10, 8)


def _whole(roster: Roster) -> Roster:
    return replace(roster, **{part: tuple(getattr(roster, part)) for part in _PARTS})


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_a_district_written_and_read_is_the_same_district(tmp_path, version):
    made = _whole(generate(seed=4020, size=650, today=_DAY).roster(version))
    write_roster(made, tmp_path / "roster.zip")
    reading = read_roster(tmp_path / "roster.zip")
    assert reading.remarks == ()
    for part in _PARTS:
        assert getattr(reading.roster, part) == getattr(made, part), part
    assert replace(reading.roster, whole=None, contents=b"") == made
    assert sum(person.is_a(PersonKind.STUDENT) for person in made.people) == 650


def test_a_person_with_two_roles_keeps_both_in_1_2(tmp_path):
    made = _whole(generate(seed=1, size=60, today=_DAY).roster("1.2"))
    teacher = made.people[-1]
    also = RosterRole(PersonKind.GUARDIAN, "parent", teacher.org_sourced_ids[0], primary=False, begins_on=_DAY)
    made = replace(made, people=(*made.people[:-1], replace(teacher, roles=(*teacher.roles, also), enabled=False)))
    write_roster(made, tmp_path / "roster.zip")
    assert replace(read_roster(tmp_path / "roster.zip").roster, whole=None, contents=b"") == made


def test_the_same_roster_is_the_same_bytes(tmp_path):
    for name in ("a.zip", "b.zip"):
        write_roster(generate(seed=7, size=120, today=_DAY).roster(), tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_the_password_column_is_there_as_the_standard_asks_and_empty(tmp_path, version):
    write_roster(generate(seed=7, size=120, today=_DAY).roster(version), tmp_path / "roster.zip")
    with zipfile.ZipFile(tmp_path / "roster.zip") as archive:
        heading, *rows = archive.read("users.csv").decode().splitlines()
    at = heading.split(",").index("password")
    ends = len(heading.split(",")) - at
    assert rows
    assert all(row.split(",")[-ends] == "" for row in rows)
