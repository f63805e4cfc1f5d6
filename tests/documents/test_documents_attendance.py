"""The attendance of a group conference on paper."""

import subprocess
from datetime import date

import pytest

from ilp_desktop.documents.attendance_sheets import AttendanceSheet, draw_attendance_sheet
from ilp_desktop.domain.conferences import ConferenceState, Party
from ilp_desktop.domain.groups import Attendee, GroupLimit, GroupLine, GroupMember, GroupSheet, GroupState

DAY = date(2026, 10, 15)


def sheet(students: int) -> AttendanceSheet:
    members = tuple(
        GroupMember(
            n, n, f"Kid {n:02} Ten", "10", ConferenceState.SCHEDULED,
            (Attendee(3 * n, Party.STUDENT, f"Kid {n:02} Ten", "student", n == 0),
             Attendee(3 * n + 1, Party.FAMILY, f"Mother {n:02}", "mother", False),
             Attendee(3 * n + 2, Party.FAMILY, f"Grandmother {n:02}", "grandmother", False)),
        )
        for n in range(students)
    )  # fmt: skip
    line = GroupLine(1, "English 10", DAY, "11:00", 40, "Library", "Ana Reyes", GroupState.SCHEDULED, students)
    group = GroupSheet(line, 1, None, "", "en", members, (), GroupLimit(), may_change=True, may_arrange=True)
    return AttendanceSheet("Alder Secondary", group, DAY)


def text_of(pdf: bytes) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()


def test_each_student_and_each_adult_has_a_line_in_order_and_who_is_here_already_is_said():
    said = text_of(draw_attendance_sheet(sheet(3)))
    names = [line.strip() for line in said.splitlines() if "Kid" in line or "other" in line]
    assert [name.split("  ")[0] for name in names if "Kid" in name] == ["Kid 00 Ten", "Kid 01 Ten", "Kid 02 Ten"]
    assert names[0].endswith("here")
    assert not names[3].endswith("here")
    assert "Alder Secondary" in said
    assert "October 15, 2026 · 11:00 · 40 minutes · Library · Ana Reyes · 3 students" in said


def test_a_class_of_28_goes_over_pages_with_each_family_together(tmp_path):
    path = tmp_path / "attendance.pdf"
    path.write_bytes(draw_attendance_sheet(sheet(28)))
    assert subprocess.run(["qpdf", "--check", path], capture_output=True, check=False).returncode == 0
    pages = [page for page in text_of(path.read_bytes()).split("\f") if page.strip()]
    assert len(pages) == 3
    for page in pages:
        assert page.count("Kid") == page.count("Mother ") == page.count("Grandmother")
        assert "For the staff alone" in page


@pytest.mark.parametrize(("language", "said"), [("en", "grandmother"), ("es", "abuela")])
def test_it_speaks_the_language_asked_for_and_is_the_same_bytes_each_time(language, said):
    first = draw_attendance_sheet(sheet(2), language=language)
    assert first == draw_attendance_sheet(sheet(2), language=language)
    assert said in text_of(first)
