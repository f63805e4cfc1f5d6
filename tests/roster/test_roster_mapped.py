"""Twenty invented exports in the shapes of real systems come in as they were meant, nearly all without a correction."""

import dataclasses
import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.mappings import ColumnUse, Content, DateOrder, TableMapping
from ilp_desktop.domain.roster import RosterPerson, RosterRelation, RosterResult
from ilp_desktop.roster import mapped
from ilp_desktop.roster.guessing import look
from ilp_desktop.roster.mapped import open_table, read_table

EXPORTS = Path(__file__).parents[1] / "golden" / "exports"
FILES = sorted(path for path in EXPORTS.glob("[0-9][0-9]_*") if path.suffix != ".json")


def expected(path: Path) -> dict:
    return json.loads((EXPORTS / f"{path.name}.json").read_text("utf-8"))


def said(record) -> dict:
    found = {}
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        if value in ("", (), None):
            continue
        if field.name == "roles":
            value = [f"{role.kind.value}:{role.role}" for role in value]
        found[field.name] = (
            value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value
        )
    return {"record": type(record).__name__, **found}


def kind(record) -> str:
    return (
        record.kind.value if isinstance(record, RosterPerson) else type(record).__name__.removeprefix("Roster").lower()
    )


def mapping(content: Content, /, constants: dict[str, str] | None = None, **columns: str) -> TableMapping:
    uses = [ColumnUse(field, column) for field, column in columns.items()]
    uses += [ColumnUse(field, constant=value) for field, value in (constants or {}).items()]
    return TableMapping("Invented SIS", content, tuple(uses))


def table(tmp_path: Path, text: str, name: str = "table.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode("utf-8"))
    return path


def test_there_are_twenty_exports_of_all_ten_contents():
    assert len(FILES) == 20
    assert {expected(path)["content"] for path in FILES} == {content.value for content in Content}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_an_export_is_understood_and_comes_in_with_its_exact_rows(path):
    wanted = expected(path)
    looked = look(path)
    suggested = looked.suggested
    about = {
        "source": suggested.source,
        "content": suggested.content.value,
        "sheet": suggested.sheet,
        "heading_row": suggested.heading_row,
        "date_order": suggested.date_order.value,
    }
    assert about == {key: wanted[key] for key in about}
    corrected = dataclasses.replace(
        suggested, columns=suggested.columns + tuple(ColumnUse(**each) for each in wanted["corrections"])
    )
    used = {use.column for use in corrected.columns}
    assert [column.heading for column in looked.columns if column.heading not in used] == wanted["left_out"]
    with open_table(path, corrected) as opened:
        records = list(opened.records())
        remarks = opened.remarks.kept()
    assert dict(Counter(map(kind, records))) == wanted["counts"]
    assert [[each.row, each.code, each.level.value] for each in remarks] == wanted["remarks"]
    found = [said(record) for record in records]
    for record in wanted["records"]:
        assert record in found


def test_at_least_seventeen_of_the_twenty_need_no_correction():
    assert sum(not expected(path)["corrections"] for path in FILES) >= 17


def test_a_remark_never_says_what_a_cell_says():
    for path in FILES:
        with open_table(path, look(path).suggested) as opened:
            for _record in opened.records():
                pass
            headings = {use.column for use in opened.mapping.columns} | {use.field for use in opened.mapping.columns}
            for remark in opened.remarks.kept():
                assert {value for _key, value in remark.params} <= headings


def test_brothers_and_sisters_share_a_guardian_with_one_name_and_one_phone_however_it_is_written(tmp_path):
    path = table(
        tmp_path,
        "Number,Last,First,Mom,Phone\n"
        '1,Núñez,Zoë,"Núñez, Rosa",(435) 555-0101\n'
        "2,Núñez,Mateo,Rosa Nunez,435.555.0101\n"
        "3,Other,Ann,Rosa Nunez,435-555-0199\n",
    )  # fmt: skip
    use = mapping(
        Content.STUDENTS, student_number="Number", last_name="Last", first_name="First", guardian1_name="Mom",
        guardian1_phone="Phone",
    )  # fmt: skip
    roster = read_table(path, use).roster
    relations = [(each.student_sourced_id, each.guardian_sourced_id) for each in roster.relations]
    assert relations[0][1] == relations[1][1] != relations[2][1]
    assert len([person for person in roster.people if person.kind.value == "guardian"]) == 2


def test_a_guardian_lives_where_the_student_does_only_where_the_table_says_so(tmp_path):
    path = table(
        tmp_path,
        'N,Name,Address,G1,With1,G2,With2\n1,"Lee, Ann",5 Oak Ave,"Lee, Kim",Y,"Lee, Sol",N\n',
    )  # fmt: skip
    use = mapping(
        Content.STUDENTS, student_number="N", name="Name", address="Address", guardian1_name="G1", guardian1_lives_with="With1",
        guardian2_name="G2", guardian2_lives_with="With2",
    )  # fmt: skip
    homes = {person.given_name: person.address for person in read_table(path, use).roster.people}
    assert homes == {"Ann": "5 Oak Ave", "Kim": "5 Oak Ave", "Sol": ""}


def test_whatever_is_no_clear_no_keeps_a_barred_person_away(tmp_path):
    path = table(tmp_path, "N,G,Alert\n1,Kim Lee,\n1,Sol Lee,No\n1,Pat Lee,see court papers\n1,Jo Lee,Y\n")
    use = mapping(Content.GUARDIANS, student_number="N", guardian_name="G", guardian_barred="Alert")
    reading = read_table(path, use)
    assert [each.barred for each in reading.roster.relations] == [None, False, True, True]
    assert [(each.row, each.code) for each in reading.remarks] == [(4, "barred_assumed")]


def test_a_number_used_twice_with_another_name_is_refused_with_its_row(tmp_path):
    path = table(tmp_path, "N,L,F\n1,Lee,Ann\n2,Ray,Bo\n1,Zed,Cy\n1,Lee,Ann\n")
    reading = read_table(path, mapping(Content.STUDENTS, student_number="N", last_name="L", first_name="F"))
    assert [person.family_name for person in reading.roster.people] == ["Lee", "Ray"]
    assert [(each.row, each.code, each.level.value) for each in reading.remarks] == [
        (4, "person_twice", "refused"),
        (5, "row_twice", "refused"),
    ]


def test_a_student_in_several_rows_has_the_guardians_of_all_of_them(tmp_path):
    path = table(tmp_path, "N,L,F,G\n1,Lee,Ann,Kim Lee\n1,Lee,Ann,Sol Lee\n")
    use = mapping(Content.STUDENTS, student_number="N", last_name="L", first_name="F", guardian1_name="G")
    records = read_table(path, use)
    assert [person.given_name for person in records.roster.people] == ["Ann", "Kim", "Sol"]
    assert records.remarks == ()


def test_rows_without_what_they_need_are_refused_and_totals_pass(tmp_path):
    path = table(
        tmp_path,
        "N,L,F\n1,Lee,Ann\n,Ray,Bo\n3,Sol,\n\nTotal,,2\nTotal students: 3,,\n3 students,,\nPrinted 10/2/2026 by the office,,\n",
    )
    reading = read_table(path, mapping(Content.STUDENTS, student_number="N", last_name="L", first_name="F"))
    assert [person.sourced_id for person in reading.roster.people] == ["1"]
    assert [(each.row, each.code, dict(each.params)["column"]) for each in reading.remarks] == [
        (3, "cell_empty", "N"),
        (4, "cell_empty", "F"),
    ]


def test_a_family_called_page_or_total_is_no_footer(tmp_path):
    path = table(tmp_path, "L,F,N\nPage,Anna,7\nTotal,Bo,8\n")
    people = list(
        read_table(path, mapping(Content.STUDENTS, student_number="N", last_name="L", first_name="F")).roster.people
    )
    assert [person.family_name for person in people] == ["Page", "Total"]


def test_the_heading_that_comes_again_on_every_page_is_passed_over(tmp_path):
    path = table(tmp_path, "N,L,F\n1,Lee,Ann\nN,L,F\n2,Ray,Bo\n")
    reading = read_table(path, mapping(Content.STUDENTS, student_number="N", last_name="L", first_name="F"))
    assert [person.row for person in reading.roster.people] == [2, 4]
    assert reading.remarks == ()


def test_dates_are_read_in_the_order_that_was_said_and_in_no_other(tmp_path):
    path = table(tmp_path, "N,L,F,B\n1,Lee,Ann,3/4/2015\n2,Ray,Bo,25/12/2014\n3,Sol,Cy,2013-02-01\n")
    use = mapping(Content.STUDENTS, student_number="N", last_name="L", first_name="F", birth_date="B")
    month_first = read_table(path, use)
    assert [person.birth_date for person in month_first.roster.people] == [date(2015, 3, 4), None, date(2013, 2, 1)]
    assert [(each.row, each.code) for each in month_first.remarks] == [(3, "date_unreadable")]
    day_first = read_table(path, dataclasses.replace(use, date_order=DateOrder.DAY_FIRST))
    assert [person.birth_date for person in day_first.roster.people] == [
        date(2015, 4, 3),
        date(2014, 12, 25),
        date(2013, 2, 1),
    ]


def test_a_percentage_beside_the_mark_is_one_result_and_words_stay_words(tmp_path):
    path = table(tmp_path, "N,Course,Mark,Pct\n1,Art,B+,87%\n1,Math,Incomplete,\n1,PE,93,\n1,Band,,88\n")
    use = mapping(Content.GRADES, student_number="N", course="Course", score="Mark", percent="Pct")
    results = [(each.label, each.value, each.said, each.unit) for each in read_table(path, use).roster.results]
    assert results == [
        ("Art", 87.0, "B+", "%"),
        ("Math", None, "Incomplete", ""),
        ("PE", 93.0, "", ""),
        ("Band", 88.0, "", "%"),
    ]


def test_several_columns_of_one_row_are_results_of_their_own_under_their_headings(tmp_path):
    path = table(tmp_path, "N,MAP Math RIT,MAP Reading RIT,Term\n7,210,,Fall\n8,n/a,205,Fall\n")
    use = TableMapping(
        "Invented",
        Content.ASSESSMENTS,
        (
            ColumnUse("student_number", "N"), ColumnUse("score", "MAP Math RIT"), ColumnUse("score", "MAP Reading RIT"),
            ColumnUse("term", "Term"),
        ),
    )  # fmt: skip
    results = list(read_table(path, use).roster.results)
    assert [(each.student_sourced_id, each.label, each.value, each.said, each.unit, each.term) for each in results] == [
        ("7", "MAP Math RIT", 210.0, "", "RIT", "Fall"),
        ("8", "MAP Math RIT", None, "n/a", "", "Fall"),
        ("8", "MAP Reading RIT", 205.0, "", "RIT", "Fall"),
    ]


def test_two_results_of_one_name_and_day_are_both_kept_and_keep_their_ids(tmp_path):
    path = table(tmp_path, "N,Test,Score\n7,ORF,80\n7,ORF,84\n")
    use = mapping(Content.ASSESSMENTS, student_number="N", test="Test", score="Score")
    first, again = ([each.sourced_id for each in read_table(path, use).roster.results] for _time in range(2))
    assert len(set(first)) == 2
    assert first == again


def test_words_of_the_sender_are_turned_as_the_mapping_says_for_every_guardian(tmp_path):
    path = table(tmp_path, "N,L,F,Lang,G,GL\n1,Lee,Ann,01,Kim Lee,01\n2,Ray,Bo,99,,\n")
    use = dataclasses.replace(
        mapping(
            Content.STUDENTS, student_number="N", last_name="L", first_name="F", language="Lang", guardian1_name="G",
            guardian1_language="GL",
        ),
        values={"language": {"01": "es"}},
    )  # fmt: skip
    reading = read_table(path, use)
    assert [person.language for person in reading.roster.people] == ["es", "es", ""]
    assert [(each.row, each.code) for each in reading.remarks] == [(3, "language_unknown")]


def test_a_constant_stands_in_every_row(tmp_path):
    path = table(tmp_path, "N,L,F\n1,Lee,Ann\n")
    use = mapping(
        Content.STUDENTS, {"school": "Invented School", "grade": "K"}, student_number="N", last_name="L", first_name="F"
    )
    roster = read_table(path, use).roster
    assert [org.name for org in roster.orgs] == ["Invented School"]
    assert [(person.grades, person.org_sourced_ids) for person in roster.people] == [(("KG",), ("Invented School",))]


def test_absence_counts_only_for_the_people_of_a_table_that_is_complete(tmp_path):
    path = table(tmp_path, "N,L,F\n1,Lee,Ann\n")
    use = mapping(Content.STUDENTS, student_number="N", last_name="L", first_name="F")
    assert read_table(path, use).roster.whole == frozenset()
    assert read_table(path, dataclasses.replace(use, complete=True)).roster.whole == frozenset({"student"})
    results = table(tmp_path, "N,Mark\n1,A\n", "marks.csv")
    marks = dataclasses.replace(mapping(Content.GRADES, student_number="N", score="Mark"), complete=True)
    assert read_table(results, marks).roster.whole == frozenset()


def test_the_same_file_and_mapping_have_one_digest_and_another_mapping_another(tmp_path):
    path = table(tmp_path, "N,L,F\n1,Lee,Ann\n")
    use = mapping(Content.STUDENTS, student_number="N", last_name="L", first_name="F")
    other = dataclasses.replace(use, date_order=DateOrder.DAY_FIRST)
    digests = [read_table(path, each).roster.contents for each in (use, use, other)]
    assert digests[0] == digests[1] != digests[2]
    assert len(digests[0]) == 16


def test_a_column_that_is_gone_stops_the_import_and_a_line_more_above_the_headings_does_not(tmp_path):
    use = mapping(Content.STUDENTS, student_number="Student Number", last_name="Last Name", first_name="First Name")
    moved = table(tmp_path, "Student list\n\nStudent Number,last name,First Name\n1,Lee,Ann\n")
    assert [person.row for person in read_table(moved, use).roster.people] == [4]
    gone = table(tmp_path, "Student Number,Last Name\n1,Lee\n")
    with pytest.raises(OfficeError) as caught:
        read_table(gone, use)
    assert (caught.value.code, caught.value.params["column"]) == ("table_column_missing", "First Name")
    with pytest.raises(OfficeError) as caught:
        read_table(moved, mapping(Content.STUDENTS, student_number="Student Number"))
    assert caught.value.code == "table_fields_missing"


def test_a_long_table_is_streamed_again_for_each_part_and_says_the_same(tmp_path, monkeypatch):
    path = table(tmp_path, "N,L,F,G\n" + "".join(f"{n},Lee,Ann{n},Kim Lee{n % 7}\n" for n in range(1, 60)) + ",x,y,z\n")
    use = mapping(Content.STUDENTS, student_number="N", last_name="L", first_name="F", guardian1_name="G")
    whole = read_table(path, use)
    monkeypatch.setattr(mapped, "KEPT_RECORDS", 10)
    with open_table(path, use) as opened:
        streamed = opened.streamed()
        for part in ("people", "relations", "relations", "people"):
            assert tuple(getattr(streamed.roster, part)) == tuple(getattr(whole.roster, part))
        assert streamed.roster.results == ()
        assert streamed.remarks == whole.remarks
        assert sum(isinstance(each, RosterRelation) for each in opened.records()) == 59


def test_attendance_kept_as_a_part_of_one_is_a_percentage(tmp_path):
    path = table(tmp_path, "N,Rate\n1,0.95\n2,87.5%\n3,100\n")
    results = read_table(path, mapping(Content.ATTENDANCE, student_number="N", attendance_rate="Rate")).roster.results
    assert [(each.value, each.unit) for each in results if isinstance(each, RosterResult)] == [
        (95.0, "%"),
        (87.5, "%"),
        (100.0, "%"),
    ]
