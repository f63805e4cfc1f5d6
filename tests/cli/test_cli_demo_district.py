"""The demo district, exported as a student information system would, comes in with equal counts, once."""

from pathlib import Path

import pytest
from cli_office import TODAY, run

from ilp_desktop.demo.people import generate
from ilp_desktop.roster.export import write_roster


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_the_demo_district_comes_in_with_equal_counts_and_twice_changes_nothing(
    empty: Path, school, tmp_path: Path, version: str
):
    roster = generate(1, 600, TODAY).roster(version)
    write_roster(roster, tmp_path / "district.zip")
    roles: dict[str, int] = {}
    for person in roster.people:
        kind = person.roles[0].role
        kind = kind if kind == "student" else "guardian" if kind in {"parent", "guardian", "relative"} else "staff"
        roles[kind] = roles.get(kind, 0) + 1
    own = ("--passphrase-file", school.secret, "--json")
    done = run("import", empty, tmp_path / "district.zip", *own)
    assert (done.code, done.err, done.json["applied"]) == (0, "", True)
    assert done.json["remarks"] == []
    counts = done.json["counts"]
    assert {kind: count["new"] for kind, count in counts.items()} == {
        "student": roles["student"],
        "guardian": roles["guardian"],
        "staff_member": roles["staff"],
        "school_class": len(list(roster.classes)),
        "course": len(list(roster.courses)),
        "enrollment": len(list(roster.enrollments)),
        "academic_session": len(list(roster.sessions)),
        "org": len(list(roster.orgs)),
    }
    assert counts["student"]["new"] == 600
    assert {count[how] for count in counts.values() for how in ("changed", "same", "gone", "refused")} == {0}
    again = run("import", empty, tmp_path / "district.zip", *own)
    assert (again.code, again.json["applied"]) == (0, False)
    for kind, count in again.json["counts"].items():
        assert count == {"new": 0, "changed": 0, "same": counts[kind]["new"], "gone": 0, "refused": 0}, kind
