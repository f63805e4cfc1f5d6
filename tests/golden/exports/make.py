"""Writes the twenty exports of this folder again. Everybody in them is invented.

Run it from the repository: .venv/bin/python tests/golden/exports/make.py
The headings are those that student information systems write; the people are the same in all files.
"""

import csv
import io
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

HERE = Path(__file__).parent
SCHOOL, HIGH = "Invented Elementary", "Invented High"

# number, own id, SSID, last, first, middle, born, grade, school, home language, phone, street, guardians, counselor
STUDENTS = [
    (
        "4001",
        "70011",
        "2100401",
        "Núñez",
        "Zoë",
        "Luz",
        date(2016, 4, 13),
        "05",
        SCHOOL,
        "Spanish",
        "(435) 555-0101",
        "12 Elm St",
        ("rosa", "luis"),
        "lund",
    ),
    (
        "4002",
        "70012",
        "2100402",
        "Núñez",
        "Mateo",
        "",
        date(2013, 9, 2),
        "07",
        HIGH,
        "Spanish",
        "(435) 555-0101",
        "12 Elm St",
        ("rosa", "luis"),
        "ortega",
    ),
    (
        "4003",
        "70013",
        "2100403",
        "Tsosie",
        "Ben",
        "Kai",
        date(2010, 1, 2),
        "11",
        HIGH,
        "Navajo",
        "(435) 555-0103",
        "PO Box 44",
        ("ada",),
        "ortega",
    ),
    (
        "4004",
        "70014",
        "2100404",
        "O'Dell",
        "Mary Ann",
        "",
        date(2011, 12, 24),
        "09",
        HIGH,
        "English",
        "(435) 555-0104",
        "7 Mill Rd",
        ("pat", "drew"),
        "ortega",
    ),
    (
        "4005",
        "70015",
        "2100405",
        "Page",
        "Anna",
        "June",
        date(2012, 3, 30),
        "08",
        HIGH,
        "English",
        "(435) 555-0105",
        "90 Canal St",
        ("gil",),
        "ortega",
    ),
    (
        "4006",
        "70016",
        "2100406",
        "Vảng",
        "Kou",
        "",
        date(2016, 11, 5),
        "04",
        SCHOOL,
        "Hmong",
        "(435) 555-0106",
        "31 Center St",
        ("mai",),
        "lund",
    ),
    (
        "4007",
        "70017",
        "2100407",
        "Smith-Ortiz",
        "Eli",
        "R",
        date(2020, 8, 19),
        "KG",
        SCHOOL,
        "English",
        "(435) 555-0107",
        "5 Oak Ave",
        ("kim", "sol"),
        "lund",
    ),
    (
        "4008",
        "70018",
        "2100408",
        "de la Cruz",
        "Inés",
        "",
        date(2015, 2, 11),
        "06",
        SCHOOL,
        "Spanish",
        "(435) 555-0108",
        "18 2nd Ave",
        ("carmen",),
        "lund",
    ),
]
# own id, last, first, relationship, phone, cell, e-mail, language
GUARDIANS = {
    "rosa": ("80021", "Núñez", "Rosa", "Mother", "(435) 555-0101", "435-555-0181", "rosa.nunez@example.org", "Spanish"),
    "luis": ("80022", "Núñez", "Luis", "Father", "(435) 555-0102", "", "luis.nunez@example.org", "Spanish"),
    "ada": ("80023", "Tsosie", "Ada", "Grandmother", "(435) 555-0103", "", "", "Navajo"),
    "pat": ("80024", "O'Dell", "Pat", "Mother", "(435) 555-0104", "", "pat.odell@example.org", "English"),
    "drew": ("80025", "O'Dell", "Drew", "Father", "(435) 555-0114", "", "drew.odell@example.org", "English"),
    "gil": ("80026", "Page", "Gil", "Father", "(435) 555-0105", "435-555-0185", "gil.page@example.org", "English"),
    "mai": ("80027", "Vảng", "Mai", "Mother", "(435) 555-0106", "", "mai.vang@example.org", "Hmong"),
    "kim": ("80028", "Smith", "Kim", "Mother", "(435) 555-0107", "", "kim.smith@example.org", "English"),
    "sol": ("80029", "Ortiz", "Sol", "Stepfather", "(435) 555-0117", "", "sol.ortiz@example.org", "Spanish"),
    "carmen": (
        "80030",
        "de la Cruz",
        "Carmen",
        "Aunt",
        "(435) 555-0108",
        "435-555-0188",
        "carmen.cruz@example.org",
        "Spanish",
    ),
}
# id, last, first, e-mail, title, school
STAFF = {
    "lund": ("T100", "Lund", "Erik", "erik.lund@example.org", "Teacher", SCHOOL),
    "ortega": ("T200", "Ortega", "María", "maria.ortega@example.org", "Counselor", HIGH),
    "begay": ("T201", "Begay", "Sam", "sam.begay@example.org", "Teacher", HIGH),
    "ivers": ("T202", "Ivers", "Jo", "jo.ivers@example.org", "Teacher", HIGH),
    "price": ("T300", "Price", "Lee", "lee.price@example.org", "Principal", HIGH),
}


def us(day: date) -> str:
    return f"{day.month}/{day.day}/{day.year}"


def latin(text: str) -> str:
    """What an older system keeps of a name: cp1252 has no 'ả'."""
    return text.replace("ả", "a")


def last_first(student: tuple) -> str:
    return f"{student[3]}, {student[4]} {student[5]}".strip()


def write(
    name: str, rows: list[list[object]], *, delimiter: str = ",", encoding: str = "utf-8", end: str = "\r\n"
) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    (HERE / name).write_bytes(out.getvalue().encode(encoding))


def workbook(name: str, **sheets: list[list[object]]) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title.replace("_", " "))
        for row in rows:
            sheet.append(row)
    return book


def save(book: Workbook, name: str) -> None:
    book.save(HERE / name)


def infinite_campus() -> None:
    rows: list[list[object]] = [
        [
            "student.personID",
            "student.studentNumber",
            "student.stateID",
            "student.lastName",
            "student.firstName",
            "student.middleName",
            "student.birthdate",
            "student.grade",
            "student.homePrimaryLanguage",
            "sch.name",
            "activeEnrollment.startDate",
            "household.phone",
            "counselor.name",
        ]
    ]
    rows.extend(
        [
            s[1],
            s[0],
            s[2],
            s[3],
            s[4],
            s[5],
            s[6].strftime("%m/%d/%Y"),
            s[7],
            s[9],
            s[8],
            "08/18/2026",
            s[10],
            f"{STAFF[s[13]][1]}, {STAFF[s[13]][2]}",
        ]
        for s in STUDENTS
    )
    write("01_ic_students.csv", rows, encoding="utf-8-sig")

    rows = [
        [
            "student.studentNumber",
            "student.lastName",
            "student.firstName",
            "contacts.personID",
            "contacts.lastName",
            "contacts.firstName",
            "contacts.relationship",
            "contacts.homePhone",
            "contacts.cellPhone",
            "contacts.email",
            "contacts.preferredLanguage",
            "contacts.livesWith",
            "contacts.portal",
            "contacts.mailing",
            "contacts.noContact",
        ]
    ]
    for s in STUDENTS:
        for g in s[12]:
            own, last, first, kind, phone, cell, mail, language = GUARDIANS[g]
            rows.append(
                [
                    s[0],
                    s[3],
                    s[4],
                    own,
                    last,
                    first,
                    kind,
                    phone,
                    cell,
                    mail,
                    {"Spanish": "spa", "English": "eng"}.get(language, language),
                    0 if g in {"luis", "drew"} else 1,
                    0 if g == "drew" else 1,
                    0 if g in {"drew", "sol"} else 1,
                    "Court order on file" if g == "drew" else "",
                ]
            )
    write("02_ic_contacts.csv", rows)


def power_school() -> None:
    rows: list[list[object]] = [
        [
            "Student_Number",
            "LastFirst",
            "Grade_Level",
            "DOB",
            "Home_Phone",
            "Street",
            "City",
            "State",
            "Zip",
            "Mother",
            "Father",
            "GuardianEmail",
            "Home_Room",
            "Enroll_Status",
            "SchoolID",
        ]
    ]
    for s in STUDENTS:
        g = {GUARDIANS[each][3]: f"{GUARDIANS[each][1]}, {GUARDIANS[each][2]}" for each in s[12]}
        rows.append(
            [
                s[0],
                latin(last_first(s)),
                0 if s[7] == "KG" else int(s[7]),
                us(s[6]),
                s[10],
                s[11],
                "Delta",
                "UT",
                "84624",
                latin(g.get("Mother", "")),
                latin(g.get("Father", "")),
                GUARDIANS[s[12][0]][6],
                "E1" if s[8] == SCHOOL else "H2",
                2 if s[0] == "4005" else 0,
                "104" if s[8] == SCHOOL else "704",
            ]
        )
    write("03_ps_students.txt", rows, delimiter="\t", encoding="cp1252")

    rows = [
        [
            "Student_Number",
            "LastFirst",
            "Grade_Level",
            "Course_Number",
            "Course_Name",
            "StoreCode",
            "Grade",
            "Percent",
            "EarnedCrHrs",
            "PotentialCrHrs",
            "DateStored",
        ]
    ]
    for number, code, title, term, mark, percent, earned in (
        ("4002", "MA07", "Math 7", "S1", "B+", "88", "0.5"),
        ("4002", "SC07", "Science 7", "S1", "A", "95", "0.5"),
        ("4003", "EN11", "English 11", "S1", "C", "74.5", "0.5"),
        ("4003", "HI11", "US History", "S1", "F", "51", "0"),
        ("4004", "EN09", "English 9", "S1", "A-", "91", "0.5"),
        ("4004", "MA09", "Secondary Math I", "S1", "P", "", "0.5"),
        ("4005", "MA08", "Math 8", "S1", "B", "84", "0.5"),
    ):
        s = next(each for each in STUDENTS if each[0] == number)
        rows.append(
            [number, latin(last_first(s)), int(s[7]), code, title, term, mark, percent, earned, "0.5", "1/15/2027"]
        )
    write("04_ps_stored_grades.txt", rows, delimiter="\t", encoding="cp1252")

    rows = [
        [
            "Student_Number",
            "SectionID",
            "Course_Number",
            "Course_Name",
            "Section_Number",
            "Expression",
            "TermID",
            "TeacherNumber",
            "Teacher Name",
            "Room",
            "DateEnrolled",
            "DateLeft",
        ]
    ]
    for number, section, code, title, part, when, teacher, room, left in (
        ("4002", "9001", "MA07", "Math 7", "1", "1(A)", "begay", "12", ""),
        ("4002", "9002", "SC07", "Science 7", "1", "2(A)", "ivers", "14", ""),
        ("4003", "9003", "EN11", "English 11", "2", "1(B)", "ivers", "14", ""),
        ("4003", "9004", "HI11", "US History", "1", "3(A)", "begay", "12", "1/8/2027"),
        ("4004", "9005", "EN09", "English 9", "1", "4(A)", "ivers", "14", ""),
        ("4005", "9001", "MA07", "Math 7", "1", "1(A)", "begay", "12", ""),
    ):
        t = STAFF[teacher]
        rows.append(
            [number, section, code, title, part, when, "3600", t[0], f"{t[1]}, {t[2]}", room, "8/18/2026", left]
        )
    write("05_ps_registrations.txt", rows, delimiter="\t", end="\n")


def skyward() -> None:
    rows: list[list[object]] = [
        ["Invented School District"],
        ["Student Demographics Report", "", "", "Printed 10/01/2026 8:14 AM"],
        [],
        [
            "Other ID",
            "NALPHAKEY",
            "Stu Last Name",
            "Stu First Name",
            "Grd",
            "Birth Dte",
            "Default Entity",
            "Advisor",
            "Home Language",
            "Guardian 1 Name",
            "Guardian 1 Relationship",
            "Guardian 1 Phone",
            "Guardian 1 Home Email",
            "Guardian 2 Name",
            "Guardian 2 Phone",
            "Custodial 1",
            "Notes",
        ],
    ]
    for s in STUDENTS:
        first, *second = s[12]
        g = GUARDIANS[first]
        row: list[object] = [
            s[0],
            f"{s[3][:5].upper()}{s[4][:3].upper()}000",
            s[3],
            s[4],
            s[7],
            s[6].strftime("%m/%d/%y"),
            s[8],
            f"{STAFF[s[13]][1]}, {STAFF[s[13]][2]}",
            s[9],
            f"{g[1]}, {g[2]}",
            g[3],
            g[4],
            g[6],
        ]
        if second:
            h = GUARDIANS[second[0]]
            row += [f"{h[1]}, {h[2]}", h[4], "Y"]
        rows.append(row)
    rows += [[], ["Total Students: 8"], ["End of report"]]
    write("06_skyward_students.csv", rows)

    rows = [
        [
            "STUDENT-ID",
            "LAST-NAME",
            "FIRST-NAME",
            "GRADE",
            "DAYS-ENROLLED",
            "DAYS-ABSENT",
            "EXCUSED",
            "UNEXCUSED",
            "TDY-TOTAL",
        ]
    ]
    counts = {
        "4001": (40, 2, 2, 0, 1),
        "4002": (40, 0, 0, 0, 0),
        "4003": (38, 9, 4, 5, 3),
        "4004": (40, 1.5, 1, 0.5, 0),
        "4005": (12, 1, 1, 0, 0),
        "4006": (40, 3, 3, 0, "n/a"),
        "4007": (40, 0, 0, 0, 0),
        "4008": (40, 5, 5, 0, 2),
    }
    for s in STUDENTS:
        rows.append([s[0], s[3].upper(), s[4].upper(), s[7], *counts[s[0]]])
    rows.append(["TOTALS", "", "", "", 290, 21.5, 16, 5.5, 6])
    write("07_skyward_attendance.csv", rows)


def aspire() -> None:
    book = workbook("08", Students=[
        ["Student", "", "", "", "", "", "", "Parent/Guardian 1", "", "", "", "", "Parent/Guardian 2", "", ""],
        ["Student Number", "SSID", "Legal Last Name", "Legal First Name", "Preferred First Name", "Grade Level", "Birth Date",
         "Last Name", "First Name", "Relationship", "Phone", "Email", "Last Name", "First Name", "Phone"],
    ])  # fmt: skip
    sheet = book["Students"]
    for s in STUDENTS:
        g = GUARDIANS[s[12][0]]
        h = GUARDIANS[s[12][1]] if len(s[12]) > 1 else None
        sheet.append(
            [
                int(s[0]),
                int(s[2]),
                s[3],
                s[4],
                "Benny" if s[4] == "Ben" else None,
                s[7] if s[7] == "KG" else int(s[7]),
                s[6],
                g[1],
                g[2],
                g[3],
                g[4],
                g[6],
                *((h[1], h[2], h[4]) if h else ()),
            ]
        )
    sheet.merge_cells("A1:G1")
    sheet.merge_cells("H1:L1")
    sheet.merge_cells("M1:O1")
    save(book, "08_aspire_students.xlsx")

    rows: list[list[object]] = [
        ["Student Number", "SSID", "Student Name", "Credit Area", "Credits Earned", "Credits Required", "In Progress"]
    ]
    for number, area, earned, needed, going in (
        ("4003", "Language Arts", "2.5", "4", "0.5"),
        ("4003", "Mathematics", "2", "3", ""),
        ("4003", "Science", "1,5", "3", "1"),
        ("4004", "Language Arts", "0.5", "4", "0.5"),
        ("4004", "Mathematics", "0.5", "3", "0.5"),
        ("4004", "Science", "", "3", "0.5"),
    ):
        s = next(each for each in STUDENTS if each[0] == number)
        rows.append([number, s[2], last_first(s), area, earned, needed, going])
    write("09_aspire_credits.csv", rows, delimiter=";")


def synergy() -> None:
    book = workbook("10", Report=[
        ["Student List with Contacts", None, None, None, "School Year 2026-2027"],
        ["Sis Number", "Student Name", "Grade", "Birth Date", "Gender", "Home Language", "Counselor Name", "Home Address", "Parent 1 Name",
         "Parent 1 Relation", "Parent 1 Phone", "Parent 1 Ed Rights", "Parent 1 Lives With", "Parent 2 Name", "Parent 2 Relation",
         "Parent 2 Phone", "Parent 2 Contact Restricted", "Parent 2 Mailings"],
    ])  # fmt: skip
    sheet = book["Report"]
    for s in STUDENTS:
        g = GUARDIANS[s[12][0]]
        row = [
            s[0],
            last_first(s),
            "K" if s[7] == "KG" else s[7],
            s[6],
            None,
            s[9],
            f"{STAFF[s[13]][2]} {STAFF[s[13]][1]}",
            f"{s[11]}\nDelta, UT 84624",
            f"{g[2]} {g[1]}",
            g[3],
            g[4],
            "Y",
            "Y",
        ]
        if len(s[12]) > 1:
            h = GUARDIANS[s[12][1]]
            row += [
                f"{h[2]} {h[1]}",
                h[3],
                h[4],
                "Y" if s[12][1] == "drew" else "N",
                "N" if s[12][1] == "drew" else "Y",
            ]
        sheet.append(row)
    sheet["A1"].font = Font(bold=True)
    sheet.merge_cells("A1:D1")
    save(book, "10_synergy_students.xlsx")

    rows: list[list[object]] = [
        [
            "Sis Number",
            "Student Name",
            "Course ID",
            "Course Title",
            "Section ID",
            "Period",
            "Term",
            "Staff Name",
            "Room",
        ]
    ]
    for number, code, title, section, period, teacher, room in (
        ("4002", "MA07", "Math 7", "MA07-1", "1", "begay", "12"),
        ("4003", "EN11", "English 11", "EN11-2", "1", "ivers", "14"),
        ("4004", "EN09", "English 9", "EN09-1", "4", "ivers", "14"),
        ("4005", "MA07", "Math 7", "MA07-1", "1", "begay", "12"),
        ("", "MA07", "Math 7", "MA07-1", "1", "begay", "12"),
    ):
        s = next((each for each in STUDENTS if each[0] == number), None)
        rows.append(
            [
                number,
                last_first(s) if s else "Somebody, New",
                code,
                title,
                section,
                period,
                "S1",
                f"{STAFF[teacher][1]}, {STAFF[teacher][2]}",
                room,
            ]
        )
    write("11_synergy_schedule.csv", rows)


def aeries() -> None:
    rows: list[list[object]] = [
        [
            "STU.ID",
            "STU.LN",
            "STU.FN",
            "STU.MN",
            "STU.GR",
            "STU.BD",
            "STU.HL",
            "STU.TL",
            "STU.AD",
            "STU.CY",
            "STU.ST",
            "STU.ZC",
            "STU.SEM",
        ]
    ]
    codes = {"Spanish": "es", "English": "en", "Hmong": "hmn", "Navajo": "nv"}
    rows.extend(
        [
            s[0],
            s[3],
            s[4],
            s[5],
            0 if s[7] == "KG" else int(s[7]),
            s[6].isoformat(),
            codes[s[9]],
            s[10],
            s[11],
            "Delta",
            "UT",
            "84624",
            f"{s[0]}@students.example.org",
        ]
        for s in STUDENTS
    )
    write("12_aeries_students.txt", rows, delimiter="|")

    rows = [["Staff ID", "Last Name", "First Name", "Email Address", "Title", "School Name", "Phone"]]
    for t in STAFF.values():
        rows.append([t[0], t[1], t[2], t[3], t[4], t[5], "435-555-0150 x3" if t[0] == "T300" else ""])
    write("13_aeries_staff.csv", rows, encoding="cp1252")


def assessments() -> None:
    rows: list[list[object]] = [
        [
            "TermName",
            "DistrictName",
            "SchoolName",
            "StudentID",
            "StudentLastName",
            "StudentFirstName",
            "MeasurementScale",
            "TestType",
            "TestName",
            "TestStartDate",
            "TestRITScore",
            "TestStandardError",
            "TestPercentile",
        ]
    ]
    for number, scale, day, rit, error, rank in (
        ("4001", "Mathematics", "9/14/2026", 208, 3.1, 61),
        ("4001", "Reading", "9/15/2026", 201, 3.2, 44),
        ("4002", "Mathematics", "9/14/2026", 225, 2.9, 66),
        ("4006", "Reading", "9/15/2026", 188, 3.3, 30),
        ("4008", "Mathematics", "9/16/2026", 214, 3.0, 49),
        ("4008", "Reading", "9/16/2026", "", "", ""),
    ):
        s = next(each for each in STUDENTS if each[0] == number)
        rows.append(
            [
                "Fall 2026-2027",
                "Invented School District",
                s[8],
                number,
                s[3],
                s[4],
                scale,
                "Survey With Goals",
                f"Growth: {scale} 2-5",
                day,
                rit,
                error,
                rank,
            ]
        )
    write("14_nwea_map.csv", rows)

    book = workbook("15", Fall_2026=[
        ["Fall benchmark, all grades"], [],
        ["Student ID", "Last Name", "First Name", "Grade", "MAP Math RIT", "MAP Reading RIT", "ORF Words Correct", None, "Benchmark Status", "Date Tested"],
        [4001, "Núñez", "Zoë", 5, 208, 201, 118, None, "At Benchmark", date(2026, 9, 15)],
        [4006, "Vảng", "Kou", 4, 199, 188, 84, None, "Below Benchmark", date(2026, 9, 15)],
        [4007, "Smith-Ortiz", "Eli", "K", None, None, None, None, "Well Below", date(2026, 9, 17)],
        [4008, "de la Cruz", "Inés", 6, 214, "absent", 131, None, "Above Benchmark", date(2026, 9, 16)],
        ["Average", None, None, None, 207, 194.5, 111],
    ])  # fmt: skip
    save(book, "15_benchmarks_wide.xlsx")


def offices() -> None:
    rows: list[list[object]] = [["Student ID", "Student Name", "Course Title", "Teacher", "Q1", "Q2", "S1"]]
    for number, title, teacher, *marks in (
        ("4001", "Reading 5", "lund", "M", "M", "M"),
        ("4001", "Math 5", "lund", "P", "M", "M"),
        ("4006", "Reading 4", "lund", "B", "", ""),
        ("4008", "Science 6", "lund", "A-", "A", "A"),
    ):
        s = next(each for each in STUDENTS if each[0] == number)
        rows.append([number, last_first(s), title, f"{STAFF[teacher][1]}, {STAFF[teacher][2]}", *marks])
    write("16_report_cards.txt", rows, delimiter="\t", encoding="utf-16")

    book = workbook(
        "17",
        Caseload=[["Student Number", "Student Name", "Counselor", "Counselor Email", "Role", "Start Date", "End Date"]],
    )
    for s in STUDENTS:
        t = STAFF[s[13]]
        book["Caseload"].append([s[0], last_first(s), f"{t[1]}, {t[2]}", t[3], t[4], date(2026, 8, 17), None])
    save(book, "17_caseload.xlsx")

    book = workbook("18", Read_me=[["Course catalog 2026-27"], ["Ask the registrar before you change anything."]], Catalog=[
        ["Course Number", "Course Name", "Department", "Grade Range", "Credits"],
        ["MA07", "Math 7", "Mathematics", "7", 0.5], ["MA08", "Math 8", "Mathematics", "8", 0.5], ["EN09", "English 9", "Language Arts", "9", 1],
        ["EN11", "English 11", "Language Arts", "11-12", 1], ["HI11", "US History", "Social Studies", "11", 1], ["AR10", "Ceramics", "Arts, Career", "9-12", 0.5],
        ["MA07", "Math 7 (old)", "Mathematics", "7", 0.5],
    ])  # fmt: skip
    save(book, "18_course_catalog.xlsx")

    rows = [
        [
            "Student No",
            "Surname",
            "Given Name",
            "Date of Birth",
            "Year Level",
            "Languages",
            "Contact",
            "Phone",
            "Email",
            "Contact",
            "Phone",
            "Email",
        ]
    ]
    for s in STUDENTS:
        row: list[object] = [
            s[0],
            s[3],
            s[4],
            s[6].strftime("%d/%m/%Y"),
            s[7],
            f"{s[9]}, English" if s[9] != "English" else "English",
        ]
        for each in s[12]:
            g = GUARDIANS[each]
            row += [f"{g[2]} {g[1]}", g[4], g[6]]
        rows.append(row)
    rows[4][3] = "31/02/2011"
    write("19_charter_day_first.csv", rows, delimiter=";", encoding="utf-8-sig")

    book = workbook(
        "20",
        Attendance=[
            ["Attendance summary", None, None, None, None, None, "Term: S1"],
            ["as of 12/18/2026"],
            [],
            ["Student ID", None, "Name", "Membership", "Days Present", "Absences", "Tardies", "Attendance %"],
        ],
    )
    sheet = book["Attendance"]
    for s, (member, absent, tardy) in zip(
        STUDENTS,
        ((80, 4, 1), (80, 0, 0), (76, 19, 6), (80, 3, 0), (12, 1, 0), (80, 8, 0), (80, 2, 2), (80, 10, 4)),
        strict=True,
    ):
        sheet.append(
            [int(s[0]), None, last_first(s), member, member - absent, absent, tardy, (member - absent) / member]
        )
        sheet.cell(sheet.max_row, 8).number_format = "0.0%"
    sheet.append(["Total", None, None, 568, 521, 47, 13, 521 / 568])
    sheet.merge_cells("A1:F1")
    save(book, "20_attendance_summary.xlsx")


if __name__ == "__main__":
    for part in (infinite_campus, power_school, skyward, aspire, synergy, aeries, assessments, offices):
        part()
