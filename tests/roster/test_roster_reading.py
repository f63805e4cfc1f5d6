"""What a school gets when its roster is not exactly as the standard says."""

from datetime import date

import pytest
from roster_files import FILES, changed, edited, said, values, with_columns_moved, zipped

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.roster import PersonKind, RemarkLevel, RosterMode
from ilp_desktop.roster.oneroster import open_roster, read_roster
from ilp_desktop.roster.remarks import KEPT
from ilp_desktop.wording import sentence
from ilp_desktop.wording.roster import remark_sentence


@pytest.fixture
def plain_reading(tmp_path):
    return read_roster(zipped(tmp_path / "plain.zip", FILES))


def _read(tmp_path, files, **where):
    return read_roster(zipped(tmp_path / "roster.zip", files, **where))


def test_every_part_of_a_plain_roster_comes_in_without_a_remark(plain_reading):
    roster = plain_reading.roster
    assert (roster.version, roster.source, roster.mode) == ("1.1", "invented", RosterMode.BULK)
    parts = (roster.orgs, roster.sessions, roster.courses, roster.classes, roster.people, roster.enrollments)
    assert [len(tuple(part)) for part in parts] == [2, 2, 1, 1, 4, 2]
    assert plain_reading.remarks == ()
    zoe = next(iter(roster.people))
    assert (zoe.given_name, zoe.family_name, zoe.identifier, zoe.grades) == ("Zoë", "Núñez", "4001", ("05",))
    assert (zoe.birth_date, zoe.agent_sourced_ids, zoe.org_sourced_ids) == (date(2016, 4, 13), ("g1",), ("s1",))
    assert [person.kind for person in roster.people] == [
        PersonKind.STUDENT, PersonKind.STUDENT, PersonKind.STAFF, PersonKind.GUARDIAN,
    ]  # fmt: skip
    taught = tuple(roster.enrollments)[1]
    assert (taught.role, taught.primary, taught.user_sourced_id) == ("teacher", True, "t1")


def test_a_list_with_blanks_is_a_list(plain_reading):
    assert tuple(plain_reading.roster.people)[1].grades == ("09", "10")


def test_no_password_is_kept_anywhere(plain_reading):
    assert "CANARY" in FILES["users.csv"]
    assert "CANARY" not in repr(plain_reading)


@pytest.mark.parametrize(
    "bend",
    [
        pytest.param(lambda files: {name: with_columns_moved(text) for name, text in files.items() if name != "manifest.csv"} | {"manifest.csv": files["manifest.csv"]}, id="columns in another order, unknown ones between"),
        pytest.param(lambda files: {name.upper(): text for name, text in files.items()}, id="file names in capitals"),
        pytest.param(lambda files: {name: text.replace("\n", "\r\n") for name, text in files.items()}, id="Windows line ends"),
        pytest.param(lambda files: {name: text.replace("\n", "\r") for name, text in files.items()}, id="old Macintosh line ends"),
        pytest.param(lambda files: {name: "\ufeff" + text for name, text in files.items()}, id="byte order mark"),
        pytest.param(lambda files: {name: text.encode("utf-16") for name, text in files.items()}, id="UTF-16 with its mark"),
        pytest.param(lambda files: {name: text.encode("utf-16-le") for name, text in files.items()}, id="UTF-16 without its mark"),
        pytest.param(lambda files: {name: text.encode("utf-16-be") for name, text in files.items()}, id="UTF-16 the other way, without its mark"),
        pytest.param(lambda files: {name: text.replace("sourcedId", "Sourced_ID", 1) for name, text in files.items()}, id="headings spelled otherwise"),
        pytest.param(lambda files: {name: "\n" + text + "\n,,,\n\n" for name, text in files.items()}, id="blank rows around"),
        pytest.param(lambda files: {name: text + "\n" if '"' in text else text.replace(",", "\t") for name, text in files.items()}, id="tabs between columns"),
        pytest.param(lambda files: {f"Export 2026/{name}": text for name, text in files.items()}, id="in a folder"),
        pytest.param(lambda files: {f"Export 2026\\{name}": text for name, text in files.items()}, id="in a folder as Windows writes it"),
        pytest.param(lambda files: files | {"__MACOSX/._users.csv": "x", "notes.txt": "x", "lineItems.csv": "a\n"}, id="files beside the roster"),
    ],
)  # fmt: skip
def test_what_senders_vary_changes_nothing(tmp_path, plain_reading, bend):
    reading = _read(tmp_path, bend(dict(FILES)))
    assert values(reading.roster) == values(plain_reading.roster)
    assert reading.remarks == ()


def test_a_loose_folder_is_a_roster_too(tmp_path, plain_reading):
    for place in (tmp_path / "loose", tmp_path / "outer" / "inner"):
        place.mkdir(parents=True)
        for name, text in FILES.items():
            (place / name).write_text(text, encoding="utf-8", newline="")
        assert read_roster(place if place.name == "loose" else place.parent).roster == plain_reading.roster


def test_windows_text_is_read_with_its_accents_and_said_to_be_guessed(tmp_path, plain_reading):
    files = FILES | {"users.csv": FILES["users.csv"].encode("cp1252")}
    reading = _read(tmp_path, files)
    assert values(reading.roster) == values(plain_reading.roster)
    assert said(reading.remarks) == [("users.csv", 0, "encoding_guessed", "")]


def test_nul_characters_are_left_out_and_said(tmp_path, plain_reading):
    reading = _read(tmp_path, edited("users.csv", "Tsosie", "Tso\0sie"))
    assert values(reading.roster) == values(plain_reading.roster)
    assert said(reading.remarks) == [("users.csv", 0, "nul_dropped", "")]


def test_short_rows_end_in_blanks_and_long_rows_are_remarked_upon(tmp_path):
    users = FILES["users.csv"].replace(",,,,,CANARY-secret\ng1", "\ng1").replace('"09, 10",CANARY-secret', '10,x,y,"z"')
    reading = _read(tmp_path, changed(users=users))
    assert [person.sourced_id for person in reading.roster.people] == ["u1", "u2", "t1", "g1"]
    assert said(reading.remarks) == [("users.csv", 3, "row_long", "")]


def test_rows_are_counted_as_a_spreadsheet_counts_them(tmp_path):
    users = FILES["users.csv"].replace("Zoë,", '"Zo\në",').replace("\nu2", "\n\n\nu2").replace("Ben,Tsosie", "Ben,")
    reading = _read(tmp_path, changed(users=users))
    # Row 2 is Zoë's although it takes two lines; 3 and 4 are blank.
    assert ("users.csv", 5, "cell_empty", "familyName") in said(reading.remarks)


def test_a_needed_cell_that_is_empty_refuses_its_row_only(tmp_path):
    reading = _read(tmp_path, edited("users.csv", "Erik,Lund", ",Lund"))
    assert [person.sourced_id for person in reading.roster.people] == ["u1", "u2", "g1"]
    # The teacher's row did not come in, so neither does the enrollment that names it.
    assert said(reading.remarks) == [
        ("users.csv", 4, "cell_empty", "givenName"),
        ("enrollments.csv", 3, "reference_dangling_refused", "userSourcedId"),
    ]
    assert all(remark.level is RemarkLevel.REFUSED for remark in reading.remarks)


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("classes.csv", ",c1,", ",gone,", ("classes.csv", 2, "reference_dangling", "courseSourcedId")),
        ("classes.csv", ",s1,t1", ',s1,"t1, gone"', ("classes.csv", 2, "reference_dangling", "termSourcedIds")),
        ("classes.csv", "Room 5,s1", "Room 5,gone", ("classes.csv", 2, "reference_dangling", "schoolSourcedId")),
        ("courses.csv", "05,s1", "05,gone", ("courses.csv", 2, "reference_dangling", "orgSourcedId")),
        ("orgs.csv", "101,d1", "101,gone", ("orgs.csv", 3, "reference_dangling", "parentSourcedId")),
        ("academicSessions.csv", ",y27,2027", ",gone,2027", ("academicSessions.csv", 3, "reference_dangling", "parentSourcedId")),
        ("users.csv", ",g1,05", ",gone,05", ("users.csv", 2, "reference_dangling", "agentSourcedIds")),
        ("users.csv", "true,s1,teacher", "true,gone,teacher", ("users.csv", 4, "reference_dangling", "orgSourcedIds")),
        ("demographics.csv", "u2,", "gone,", ("demographics.csv", 3, "reference_dangling", "sourcedId")),
        ("enrollments.csv", "k1,s1,u1", "k1,gone,u1", ("enrollments.csv", 2, "reference_dangling", "schoolSourcedId")),
    ],
)  # fmt: skip
def test_a_reference_to_nothing_is_dropped_with_its_file_and_row(tmp_path, plain_reading, file, old, new, expected):
    reading = _read(tmp_path, edited(file, old, new))
    assert said(reading.remarks) == [expected]
    assert reading.remarks[0].level is RemarkLevel.WARNING
    assert "gone" not in repr(reading.roster)
    counts = [len(tuple(part)) for part in (reading.roster.classes, reading.roster.people, reading.roster.enrollments)]
    assert counts == [1, 4, 2]


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("enrollments.csv", "k1,s1,u1", "gone,s1,u1", ("enrollments.csv", 2, "reference_dangling_refused", "classSourcedId")),
        ("users.csv", "s1,student,ben", "s1,wizard,ben", ("users.csv", 3, "role_unknown", "")),
        ("users.csv", "\nu2,", "\nu1,", ("users.csv", 3, "id_twice", "")),
        ("users.csv", "\nu2,,", "\nu2,tobedeleted,", ("users.csv", 3, "row_deleted", "")),
        ("academicSessions.csv", "t1,,,Fall,semester,2026-08-18", "t1,,,Fall,semester,someday", ("academicSessions.csv", 3, "date_unreadable_refused", "startDate")),
    ],
)  # fmt: skip
def test_a_row_that_means_nothing_is_refused_with_its_row(tmp_path, file, old, new, expected):
    reading = _read(tmp_path, edited(file, old, new))
    assert expected in said(reading.remarks)
    assert next(each for each in reading.remarks if each.code == expected[2]).level is RemarkLevel.REFUSED


@pytest.mark.parametrize(
    "written",
    ["2016-04-13", "4/13/2016", "04/13/2016", "2016/04/13", "20160413", "04-13-2016", "13-Apr-2016", "4/13/16",
     "2016-04-13T00:00:00.000Z", "2016-04-13 00:00"],
)  # fmt: skip
def test_dates_come_in_many_shapes(tmp_path, written):
    reading = _read(tmp_path, edited("demographics.csv", "2016-04-13", written))
    assert next(iter(reading.roster.people)).birth_date == date(2016, 4, 13)
    assert reading.remarks == ()


@pytest.mark.parametrize("written", ["13/13/2016", "someday", "42473", "0216-04-13"])
def test_a_birth_date_that_cannot_be_read_is_left_empty_and_said(tmp_path, written):
    reading = _read(tmp_path, edited("demographics.csv", "2016-04-13", written))
    assert next(iter(reading.roster.people)).birth_date is None
    assert said(reading.remarks) == [("demographics.csv", 2, "date_unreadable", "birthDate")]


@pytest.mark.parametrize(
    ("written", "grade"),
    [("5", "05"), ("05", "05"), ("K", "KG"), ("Kindergarten", "KG"), ("Grade 12", "12"), ("1st", "01"), ("Odd", "Odd")],
)
def test_grades_come_in_many_spellings(tmp_path, written, grade):
    reading = _read(tmp_path, edited("users.csv", ",g1,05", f",g1,{written}"))
    assert next(iter(reading.roster.people)).grades == (grade,)


def test_older_demographics_name_the_user_otherwise(tmp_path, plain_reading):
    older = FILES["demographics.csv"].replace("sourcedId", "userSourcedId").replace("birthDate", "birthdate")
    assert values(_read(tmp_path, changed(demographics=older)).roster) == values(plain_reading.roster)


def test_a_roster_without_a_manifest_comes_in_whole(tmp_path, plain_reading):
    reading = read_roster(zipped(tmp_path / "roster.zip", changed(manifest=None)), source="invented")
    assert values(reading.roster) == values(plain_reading.roster)
    assert said(reading.remarks) == [("manifest.csv", 0, "manifest_absent", "")]


def test_a_manifest_that_tells_otherwise_is_remarked_upon(tmp_path):
    files = edited("manifest.csv", "file.courses,bulk", "file.courses,absent")
    files["manifest.csv"] = files["manifest.csv"].replace("oneroster.version,1.1", "oneroster.version,1.2")
    assert said(_read(tmp_path, files).remarks) == [
        ("manifest.csv", 0, "version_differs", ""),
        ("courses.csv", 0, "file_not_promised", ""),
    ]
    assert said(_read(tmp_path, changed(courses=None)).remarks) == [
        ("courses.csv", 0, "file_promised", ""),
        ("classes.csv", 2, "reference_dangling", "courseSourcedId"),
    ]


def test_a_1_2_roster_without_roles_is_refused(tmp_path):
    files = edited("manifest.csv", "oneroster.version,1.1", "oneroster.version,1.2")
    files["users.csv"] = files["users.csv"].replace(",role,", ",occupation,")
    with pytest.raises(OfficeError) as caught:
        _read(tmp_path, files)
    assert caught.value.code == "roster_roles_missing"


def test_a_misnamed_column_is_named_with_the_nearest_one(tmp_path):
    with pytest.raises(OfficeError) as caught:
        _read(tmp_path, edited("users.csv", "familyName", "family_nam"))
    assert (caught.value.code, caught.value.params) == (
        "roster_column_misnamed",
        {"file": "users.csv", "column": "familyName", "nearest": "family_nam"},
    )
    assert "“familyName”; the nearest is “family_nam”" in sentence(caught.value, "en")


def test_a_missing_column_is_named(tmp_path):
    enrollments = "sourcedId,role,zzz\ne1,student,\n"
    with pytest.raises(OfficeError) as caught:
        _read(tmp_path, changed(enrollments=enrollments))
    assert caught.value.code == "roster_column_missing"
    assert caught.value.params == {"file": "enrollments.csv", "column": "classSourcedId"}


def test_a_column_that_can_be_done_without_is_only_remarked_upon(tmp_path):
    reading = _read(tmp_path, edited("users.csv", "orgSourcedIds", "orgSourcedIdz"))
    assert [(remark.code, dict(remark.params)) for remark in reading.remarks] == [
        ("column_absent_near", {"column": "orgSourcedIds", "nearest": "orgSourcedIdz"})
    ]
    assert "nearest is “orgSourcedIdz”" in remark_sentence(reading.remarks[0], "en")


def test_an_empty_file_is_refused_by_name(tmp_path):
    for text in ("", "\n\n"):
        with pytest.raises(OfficeError) as caught:
            _read(tmp_path, changed(users=text))
        assert (caught.value.code, caught.value.params) == ("roster_file_empty", {"file": "users.csv"})


def test_a_quotation_mark_never_closed_names_its_row_instead_of_swallowing_the_rest(tmp_path):
    users = FILES["users.csv"].replace("ben,,Ben,", 'ben,,"Ben,').replace('"09, 10"', "09")
    with pytest.raises(OfficeError) as caught:
        _read(tmp_path, changed(users=users))
    assert (caught.value.code, caught.value.params) == ("roster_quote_open", {"file": "users.csv", "row": 3})


def test_a_stray_quotation_mark_within_one_row_is_understood(tmp_path):
    reading = _read(tmp_path, edited("users.csv", "ben,,Ben,", 'ben,,"Ben"ny,'))
    assert tuple(reading.roster.people)[1].given_name == "Benny"


@pytest.mark.parametrize("endless", ["x" * 200_000, "x," * 600_000, ('"' + "a\n" * 1000 + '",') * 600])
def test_a_row_without_end_is_refused_with_its_row(tmp_path, endless):
    # In a folder: a zip of this is refused earlier, for its ratio.
    for name, text in edited("users.csv", "u2,", endless + "u2,").items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(OfficeError) as caught:
        read_roster(tmp_path)
    assert (caught.value.code, caught.value.params) == ("roster_row_unreadable", {"file": "users.csv", "row": 3})


def test_many_equal_remarks_are_counted_and_the_first_are_kept(tmp_path):
    heading = FILES["enrollments.csv"].splitlines()[0]
    rows = [f"e{n},,,k1,s1,nobody,student,,," for n in range(1000)]
    reading = _read(tmp_path, changed(enrollments="\n".join([heading, *rows])))
    assert len(reading.remarks) == KEPT
    assert [(count.code, count.count) for count in reading.counts] == [("reference_dangling_refused", 1000)]


def test_records_stream_each_after_what_it_refers_to(tmp_path):
    with open_roster(zipped(tmp_path / "roster.zip", FILES)) as roster:
        kinds = [type(record).__name__ for record in roster.records()]
    assert list(dict.fromkeys(kinds)) == [
        "RosterOrg", "RosterSession", "RosterCourse", "RosterClass", "RosterPerson", "RosterEnrollment",
    ]  # fmt: skip


def test_a_streamed_roster_is_the_same_and_says_its_remarks_once(tmp_path):
    users = FILES["users.csv"].replace(",g1,05", ",gone,05").replace("CANARY-secret\nu2", "x,y\nu2")
    path = zipped(tmp_path / "roster.zip", changed(users=users))
    whole = read_roster(path)
    with open_roster(path) as opened:
        streamed = opened.streamed()
        for _again in range(2):
            for part in ("enrollments", "people", "classes", "courses", "sessions", "orgs"):
                assert tuple(getattr(streamed.roster, part)) == getattr(whole.roster, part)
        assert opened.remarks.kept() == streamed.remarks == whole.remarks
    assert {remark.code for remark in whole.remarks} == {"reference_dangling", "row_long"}


_USERS_1_2 = """sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns
u1,,,true,zoe,,Zoë,Núñez,,4001,,,,,05,CANARY-secret,,Zo,,,s1,she/her
t1,,,true,lund,,Erik,Lund,,T1,,,,,,CANARY-secret,,,,,s1,
x1,,,true,none,,No,Role,,,,,,,,,,,,,s1,
"""
_ROLES = """sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId
r1,,,t1,secondary,parent,,,s1,
r2,,,t1,primary,ext:schoolCounselor,2026-08-18,,s1,
r3,,,u1,primary,student,,,s1,
r4,,,u1,primary,ext:wizard,,,s1,
r5,,,nobody,primary,student,,,s1,
"""


def test_roles_of_1_2_say_what_each_person_is(tmp_path):
    files = changed(users=_USERS_1_2, roles=_ROLES, demographics=None, enrollments=None)
    files["manifest.csv"] = "propertyName,value\noneroster.version,1.2\n"
    reading = _read(tmp_path, files)
    zoe, lund = reading.roster.people
    assert reading.roster.version == "1.2"
    assert (zoe.preferred_given_name, zoe.pronouns, zoe.org_sourced_ids) == ("Zo", "she/her", ("s1",))
    assert lund.kind is PersonKind.STAFF
    assert lund.is_a(PersonKind.GUARDIAN)
    assert [role.role for role in lund.roles] == ["ext:schoolcounselor", "parent"]
    assert said(reading.remarks) == [
        ("roles.csv", 5, "role_unknown", ""),
        ("roles.csv", 6, "reference_dangling_refused", "userSourcedId"),
        ("users.csv", 4, "role_absent", ""),
    ]


def test_every_remark_has_its_sentence(tmp_path):
    users = FILES["users.csv"].replace("true,s1,teacher", "perhaps,s1,teacher").replace("password", "email")
    reading = _read(tmp_path, changed(users=users, manifest="nothing\n"))
    assert {remark.code for remark in reading.remarks} == {"enabled_unclear", "column_twice", "manifest_odd"}
    assert all(remark_sentence(remark, "en") for remark in reading.remarks)
