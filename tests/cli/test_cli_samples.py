"""Rosters that others made come in through the office's own verbs with the counts of their files, and twice change nothing."""

from pathlib import Path

import pytest
from cli_office import run

_GOLDEN = Path(__file__).parents[1] / "golden"
_BESIDE = Path(__file__).parents[2].parent / "shared" / "data" / "oneroster"
_MINIMAL = _BESIDE / "Test_minimal_data_set.zip"


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        (_GOLDEN / "sds-v1", {"student": 86, "staff_member": 12, "school_class": 28, "enrollment": 602 + 28, "org": 2}),
        (_GOLDEN / "sds-v2.1", {"student": 4, "staff_member": 2, "guardian": 2, "school_class": 2, "relation": 3}),
        pytest.param(
            _MINIMAL,
            # One of its six users is a teacher whom it also enrolls as a student.
            {"student": 3, "staff_member": 2, "guardian": 1, "school_class": 2},
            marks=pytest.mark.skipif(not _MINIMAL.is_file(), reason="a sample that may not be copied here"),
        ),
    ],
    ids=["School Data Sync 1", "School Data Sync 2.1", "minimal OneRoster"],
)
def test_a_sample_comes_in_with_its_counts_and_twice_changes_nothing(empty: Path, school, sample: Path, expected):
    own = ("--passphrase-file", school.secret, "--json")
    done = run("import", empty, sample, *own)
    assert (done.code, done.json["applied"]) == (0, True)
    assert {kind: done.json["counts"][kind]["new"] for kind in expected} == expected
    again = run("import", empty, sample, *own)
    assert (again.code, again.json["applied"]) == (0, False)
    assert {count[how] for count in again.json["counts"].values() for how in ("new", "changed", "gone")} == {0}
