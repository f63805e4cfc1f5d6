"""Results of a gradebook come in as data for the conference."""

from datetime import date

import pytest
from roster_files import FILES, edited, said, zipped

from ilp_desktop.roster.oneroster import read_roster
from ilp_desktop.roster.results import read_score
from ilp_desktop.wording.roster import remark_sentence

_GRADEBOOK = {
    "categories.csv": """sourcedId,status,dateLastModified,title
cat1,,,Homework
cat2,,,Unit Tests
""",
    "lineItems.csv": """sourcedId,status,dateLastModified,title,description,assignDate,dueDate,classSourcedId,categorySourcedId,gradingPeriodSourcedId,resultValueMin,resultValueMax
li1,,,Final grade,,2026-09-01,2026-12-18,k1,cat1,t1,0,100
li2,,,Fractions,,2026-09-01,2026-09-30,k1,cat2,t1,0.0,25.5
li3,,,i-Ready Reading,,2026-09-01,2026-09-30,elsewhere,,,,
""",
    "results.csv": """sourcedId,status,dateLastModified,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,comment,textScore,scoreScaleSourcedId
r1,,,li1,u1,fully graded,87,2026-12-18,private words,,
r2,,,li1,u2,fully graded,B+,12/18/2026,,,
r3,,,li2,u1,partially graded,20.5,2026-09-30,,,
r4,,,li3,u2,fully graded,512,soon,,Proficient,ss1
r5,,,li1,u2,exempt,,,,,
r6,,,li1,u2,not submitted,,,,,
r7,,,gone,u2,fully graded,1,,,,
r8,,,li1,nobody,fully graded,1,,,,
""",
    "scoreScales.csv": "sourcedId,title\nss1,Bands\n",
}


def _read(tmp_path, files):
    return read_roster(zipped(tmp_path / "roster.zip", files))


def test_results_say_what_from_which_class_when_and_how_much(tmp_path):
    reading = _read(tmp_path, FILES | _GRADEBOOK)
    one, letter, part, words = reading.roster.results
    assert (one.student_sourced_id, one.category, one.label, one.value, one.said, one.unit, one.term) == (
        "u1", "grade", "Reading 5A: Final grade", 87.0, "", "/ 100", "Fall",
    )  # fmt: skip
    assert (one.measured_on, one.benchmark, one.row) == (date(2026, 12, 18), None, 2)
    assert (letter.value, letter.said, letter.unit, letter.measured_on) == (None, "B+", "", date(2026, 12, 18))
    assert (part.category, part.label, part.value, part.said, part.unit) == (
        "assessment", "Reading 5A: Fractions", 20.5, "partially graded", "/ 25.5",
    )  # fmt: skip
    assert (words.category, words.label, words.value, words.said, words.term, words.measured_on) == (
        "assessment", "i-Ready Reading", 512.0, "Proficient", "", None,
    )  # fmt: skip
    assert "private words" not in repr(reading)


def test_what_has_no_score_is_one_quiet_count_and_what_means_nothing_is_refused_by_row(tmp_path):
    reading = _read(tmp_path, FILES | _GRADEBOOK)
    assert said(reading.remarks) == [
        ("results.csv", 5, "date_unreadable", "scoreDate"),
        ("results.csv", 8, "reference_dangling_refused", "lineItemSourcedId"),
        ("results.csv", 9, "reference_dangling_refused", "studentSourcedId"),
        ("results.csv", 0, "results_without_score", ""),
    ]
    assert remark_sentence(reading.remarks[-1], "en").startswith("2 results")


def test_results_are_never_the_whole_truth_so_that_old_ones_stay(tmp_path):
    assert "measure_point" not in (_read(tmp_path, FILES | _GRADEBOOK).roster.whole or ())


def test_a_delta_keeps_the_result_of_a_student_whom_the_office_knows(tmp_path):
    manifest = FILES["manifest.csv"].replace("file.users,bulk", "file.users,delta") + "file.results,delta\n"
    results = _GRADEBOOK["results.csv"].replace("r5,,", "r5,tobedeleted,")
    reading = _read(tmp_path, FILES | _GRADEBOOK | {"manifest.csv": manifest, "results.csv": results})
    assert [each.student_sourced_id for each in reading.roster.results][-1] == "nobody"
    assert [(each.kind, each.sourced_id) for each in reading.roster.deletions] == [("measure_point", "r5")]


def test_a_gradebook_without_its_results_is_not_looked_at(tmp_path):
    assert _read(tmp_path, FILES | {"lineItems.csv": "a\n", "categories.csv": "b\n"}).remarks == ()


def test_older_and_newer_term_columns_are_both_known(tmp_path):
    items = _GRADEBOOK["lineItems.csv"].replace("gradingPeriodSourcedId", "academicSessionSourcedId")
    reading = _read(tmp_path, FILES | _GRADEBOOK | {"lineItems.csv": items})
    assert reading.roster.results[0].term == "Fall"


@pytest.mark.parametrize(
    ("score", "words", "graded", "expected"),
    [
        ("87", "", "fully graded", (87.0, "")),
        ("87%", "", "", (87.0, "")),
        ("0", "", "", (0.0, "")),
        ("", "", "exempt", (None, "")),
        ("", "Meets", "fully graded", (None, "Meets")),
        ("A-", "", "", (None, "A-")),
        ("nan", "", "", (None, "nan")),
        ("1e999", "", "", (None, "1e999")),
        ("3", "", "Submitted", (3.0, "submitted")),
    ],
)
def test_a_score_is_a_number_words_or_nothing(score, words, graded, expected):
    assert read_score(score, words, graded) == expected


def test_a_results_file_that_lacks_its_columns_is_refused_by_name(tmp_path):
    from ilp_desktop.domain.errors import OfficeError

    files = FILES | _GRADEBOOK | {"results.csv": "sourcedId,score\nr1,1\n"}
    with pytest.raises(OfficeError) as caught:
        _read(tmp_path, files)
    assert caught.value.params == {"file": "results.csv", "column": "lineItemSourcedId"}


def test_users_of_1_2_with_profiles_are_read_without_them(tmp_path):
    files = edited("users.csv", "password", "password") | {"userProfiles.csv": "sourcedId,password\np1,CANARY\n"}
    assert "CANARY" not in repr(_read(tmp_path, files))
