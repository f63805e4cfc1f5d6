"""The way around a conference: a new office, its roster and its students before; a plan checked afterward."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QLabel

from ilp_desktop.app.hands import Hand, Ready
from ilp_desktop.demo import offices
from ilp_desktop.demo.people import generate
from ilp_desktop.domain.roster import PersonKind
from ilp_desktop.roster.export import write_roster

_NAME = "Demo: Sagebrush Elementary"
_HEADINGS = (
    "Student_Number", "LastFirst", "DOB", "Grade_Level", "Counselr", "Guardian", "Guardian_Phone", "Guardian_Email", "Bus_Route",
)  # fmt: skip
_PASSPHRASE = "nine slow tortoises cross the red sand"  # noqa: S105 - of an office that is gone when the tour ends


def found(hand: Hand) -> Iterator[Ready]:
    """Make a new office, from the first window to its empty conference day."""
    yield hand.shown("new_choice")
    yield hand.pause()
    hand.picture("welcome")
    hand.click("new_choice")
    yield hand.shown("create_button")
    for field, words in (
        ("office_field", _NAME),
        ("person_field", "Robin Castle"),
        ("passphrase_field", _PASSPHRASE),
        ("again_field", _PASSPHRASE),
    ):
        hand.type(hand.find(field), words)
    yield hand.pause()
    hand.picture("create")
    hand.click("create_button")
    yield hand.shown("save_button")
    hand.dialogs.answer(hand.out / "recovery-sheet.pdf")
    hand.click("save_button")
    yield hand.shown("banner_text")
    yield hand.pause()
    hand.picture("recovery-sheet")
    groups = [hand.find(f"group_{number}_text") for number in range(1, 9)]
    code = " ".join(group.text() for group in groups if isinstance(group, QLabel))
    hand.click("paper_button")
    yield hand.shown("code_field")
    hand.type(hand.find("code_field"), code.lower())
    yield hand.pause()
    hand.picture("recovery-sheet-typed-back")
    hand.click("finish_button")
    yield hand.shown("day_nothing")


def bring_roster(hand: Hand, zip_file: Path, seed: int) -> Iterator[Ready]:
    """Bring in the demo district's roster, find a student by a few letters and open the file; then lock."""
    write_roster(generate(seed, offices.SIZE, hand.clock.now().date()).roster(), zip_file)
    hand.click("rosters_place")
    yield hand.shown("roster_zip_button")
    yield hand.pause()
    hand.picture("roster")
    hand.dialogs.answer(zip_file)
    hand.click("roster_zip_button")
    yield hand.shown("apply_button")
    yield hand.pause()
    hand.picture("roster-preview")
    hand.click("apply_button")
    yield hand.shown("outcome_students_button")
    yield hand.pause()
    hand.picture("roster-applied")
    hand.click("outcome_students_button")
    yield lambda: hand.rows("student_list") > 0
    hand.type(hand.find("student_find_field"), "hern")
    yield hand.pause(600)
    hand.picture("students")
    hand.click("lock_action")
    yield hand.shown("unlock_card")


def map_table(hand: Hand, table: Path, seed: int) -> Iterator[Ready]:
    """Choose a plain export of a student information system, and look at what its columns are; go back."""
    _write_table(table, seed, hand.clock.now().date())
    hand.click("rosters_place")
    yield hand.shown("roster_zip_button")
    hand.dialogs.answer(table)
    hand.click("roster_zip_button")
    yield hand.shown("mapping_view")
    yield lambda: any(isinstance(each, QLabel) and each.text() for each in hand.all_named("sample_1_0"))
    yield hand.pause()
    hand.picture("roster-columns")
    yield from hand.dark_picture("roster-columns")
    hand.click("mapping_back_button")
    yield hand.shown("roster_zip_button")


def _write_table(path: Path, seed: int, today: date) -> None:
    """Write the demo's students as an office exports them: tab-separated, a guardian beside each."""
    people = list(generate(seed, offices.SIZE, today).roster().people)
    known = {person.sourced_id: person for person in people}
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter="\t")
        table.writerow(_HEADINGS)
        staff = next(person for person in people if person.is_a(PersonKind.STAFF))
        for student in (person for person in people if person.is_a(PersonKind.STUDENT)):
            adult = next((known[each] for each in student.agent_sourced_ids if each in known), student)
            born = student.birth_date or today
            table.writerow(
                [student.identifier, f"{student.family_name}, {student.given_name}", f"{born:%m/%d/%Y}", *student.grades[:1],
                 f"{staff.family_name}, {staff.given_name}", f"{adult.given_name} {adult.family_name}", adult.phone,
                 adult.email, int(student.identifier) % 14 + 1]
            )  # fmt: skip


def open_file(hand: Hand) -> Iterator[Ready]:
    """Open a student's file, with two years before and today's plan."""
    hand.click("students_place")
    yield lambda: hand.rows("student_list") > 0
    hand.type(hand.find("student_find_field"), "camila hern")
    yield lambda: 0 < hand.rows("student_list") < 10
    yield hand.pause()
    hand.choose("student_list", "Camila")
    yield hand.shown("file_name")
    yield hand.pause(600)
    hand.picture("student-file")


def check(hand: Hand, altered: Path) -> Iterator[Ready]:
    """Check the plan, and the same plan with one bit changed."""
    genuine = hand.out / "plan.pdf"
    content = bytearray(genuine.read_bytes())
    content[len(content) // 2] ^= 1
    altered.write_bytes(content)
    hand.click("checking_place")
    yield hand.shown("check_choose_button")
    hand.dialogs.answer(genuine, altered)
    for button, name in (("check_choose_button", "check-genuine"), ("check_another_button", "check-altered")):
        before = [id(each) for each in hand.all_named("verdict_view")]
        hand.click(button)
        yield lambda before=before: any(id(each) not in before for each in hand.all_named("verdict_view"))
        yield hand.pause()
        hand.picture(name)
