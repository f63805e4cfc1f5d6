"""From an empty computer to a plan on paper, in the real window: once by mouse, once by keyboard alone."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication
from use_hands import CTRL, Keys, Mouse, MouseTrap, all_shown, key, read_all, rows, shown, type_text, until, words

from ilp_desktop.app.program import Program
from ilp_desktop.demo.people import generate
from ilp_desktop.roster.export import write_roster
from ilp_desktop.ui.conference.papers import pages_of

PASSPHRASE = "eleven quiet magpies over the salt flats"
PROUD = "I read a whole chapter to my little brother."
GOAL = "I will read out loud every evening."
STEP = "Choose three books on Friday"


def _texts_of(pdf: Path) -> str:
    document = QPdfDocument(None)
    document.load(str(pdf))
    said = " ".join(document.getAllText(page).text() for page in range(document.pageCount()))
    document.close()
    return said


def _likeness(one: QImage, other: QImage) -> float:
    """Return the share of a coarse picture's points that are alike."""
    size = (110, 142)
    pictures = [
        each.scaled(*size, mode=Qt.TransformationMode.SmoothTransformation).convertToFormat(
            QImage.Format.Format_Grayscale8
        )
        for each in (one, other)
    ]
    alike = sum(
        abs((pictures[0].pixel(x, y) & 255) - (pictures[1].pixel(x, y) & 255)) < 40
        for x in range(size[0])
        for y in range(size[1])
    )
    return alike / (size[0] * size[1])


class Story:
    """What a lead does on the first morning, told once for both hands."""

    def __init__(self, place, hand: Mouse | Keys, printed: Path) -> None:
        self.place, self.hand, self.printed = place, hand, printed
        self.program: Program = place.programs[0]
        self.folder: Path = place.folder
        district = generate(5, 40, place.clock.now().date())
        self.child = district.campus(0).families[1].children[0]
        self.roster = self.folder / "roster.zip"
        write_roster(district.roster(), self.roster)

    @property
    def student(self) -> str:
        person = self.child.person
        return f"{person.preferred_given_name or person.given_name} {person.family_name}"

    # The office

    def found_the_office(self) -> None:
        hand = self.hand
        hand.press("new_choice")
        hand.write("office_field", "Juniper Elementary")
        hand.write("person_field", "Robin Castle")
        hand.write("passphrase_field", PASSPHRASE)
        hand.write("again_field", PASSPHRASE)
        hand.press("create_button")
        sheet = self.folder / "recovery.pdf"
        self.place.dialogs.answer(sheet)
        hand.press("save_button")
        until(lambda: "recovery.pdf" in " ".join(each.text() for each in all_shown("banner_text")))
        code = re.findall(r"\b[0-9A-Z]{5}\b", _texts_of(sheet))
        shown_code = [words(f"group_{number}_text") for number in range(1, 9)]
        assert [group for group in code if group in shown_code][:8] == shown_code
        hand.press("paper_button")
        hand.write("code_field", " ".join(shown_code).lower())
        hand.press("finish_button")
        until(lambda: self.program.office is not None)
        assert self.program.window.windowTitle() == "ILP Desktop — Juniper Elementary"

    def bring_the_roster(self) -> None:
        hand = self.hand
        hand.go("rosters", 4)
        self.place.dialogs.answer(self.roster)
        hand.press("roster_zip_button")
        shown("apply_button")
        assert "40" in read_all(self.program.window)
        hand.press("apply_button")
        hand.press("outcome_students_button")

    def find_the_student(self) -> None:
        hand = self.hand
        hand.go("students", 3)
        given, family = self.student.split(" ", 1)
        if isinstance(hand, Keys):
            key(Qt.Key.Key_K, CTRL)
            shown("palette")
            type_text(f"{family[:4]} {given[:4]}")
            until(lambda: rows("palette_list")[:1] and rows("palette_list")[0].startswith(self.student))
            key(Qt.Key.Key_Return)
        else:
            hand.write("student_find_field", f"{family[:4]} {given[:4]}")
            until(lambda: len(rows("student_list")) < 40)
            hand.choose("student_list", self.student)
        until(lambda: words("file_name") == self.student)

    def arrange(self) -> None:
        hand = self.hand
        hand.press("arrange_open_button")
        hand.press("arrange_button")
        shown(r"conference_\d+_line")
        hand.press("toast_action" if isinstance(hand, Mouse) else r"conference_\d+_button")
        until(lambda: words("student_name") == self.student)
        shown("arrival_view")

    # The conference

    def come_in(self) -> None:
        hand = self.hand
        hand.menu_of_row("day_list", self.student, "check_in_action")
        hand.press("check_in_button")
        until(lambda: any("Checked in" in row for row in rows("day_list")))
        hand.choose("day_list", self.student)
        until(lambda: words("student_name") == self.student)
        for box in sorted(each.objectName() for each in all_shown(r"here_\d+")):
            hand.press(box)
            until(lambda box=box: shown(box).isChecked())
        hand.press("begin_button")

    def agree(self) -> None:
        hand = self.hand
        hand.write("celebrate_proud_text", PROUD)
        hand.onward()
        shown("data_section")
        hand.onward()
        if shown(r"(?:future|goals)_section").objectName() == "future_section":  # from grade 7 on
            for section in ("courses", "graduation", "skills", "goals"):
                hand.onward()
                shown(f"{section}_section")
        hand.press("first_goal_button")
        hand.write(r"goal_\d+_text", GOAL)
        hand.press(r"goal_\d+_add_step")
        hand.write(r"step_\d+_text", STEP)
        hand.onward()
        hand.press("add_family_commitment")
        hand.write(r"commitment_\d+_text", "Fifteen quiet minutes after dinner")
        hand.onward()

    def talk(self) -> None:
        hand = self.hand
        hand.press("consultation_start")
        shown("consultation_pause")
        for _ in range(10):
            self.place.clock.advance(20)
            self.program.window.shell.page("day").conference.pulse.beat()
            settled: list[bool] = []
            self.program.background.drain(lambda settled=settled: settled.append(True))
            until(lambda settled=settled: settled)
        hand.press("consultation_finish")
        shown("consultation_reopen")
        assert "3:20" in words("consultation_account")
        hand.onward()

    def sign(self) -> int:
        hand = self.hand
        shown(r"turn_\d+")
        signers = sorted(int(each.objectName().split("_")[1]) for each in all_shown(r"signer_\d+_row"))
        for at, signer in enumerate(signers):
            hand.press(f"turn_{signer}")
            hand.press("choice_agree")
            if at == len(signers) - 1:
                hand.press("other_ways_button")
                hand.menu("paper_action")
            else:
                hand.sign()
            shown(f"take_back_{signer}")
        until(lambda: words("signers_note") == "Everyone expected has signed. The plan can be finalized.")
        hand.onward()
        return len(signers)

    # The paper

    def put_on_paper(self) -> None:
        hand = self.hand
        hand.press("finalize_button")
        hand.press(r"print_\d+")
        until(lambda: self.printed.exists() and self.printed.read_bytes().rstrip().endswith(b"%%EOF"))
        hand.press(r"given_to_family_\d+")
        assert "by Robin Castle" in words("given_to_family_told")
        hand.press(r"filed_in_folder_\d+")
        assert "by Robin Castle" in words("filed_in_folder_told")
        shown("done_notice")

    def stored(self) -> bytes:
        number = int(shown(r"show_\d+").objectName().split("_")[1])
        assert self.program.office is not None
        return self.program.office.plans.rendering(number)

    def check(self, pdf: bytes) -> None:
        hand = self.hand
        genuine, altered = self.folder / "plan.pdf", self.folder / "altered.pdf"
        genuine.write_bytes(pdf)
        at = len(pdf) // 2
        altered.write_bytes(pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :])
        hand.go("checking", 6)
        self.place.dialogs.answer(genuine, altered)
        hand.press("check_choose_button")
        until(lambda: words("verdict_title") == "Genuine")
        assert self.student in words("plan_student")
        hand.press("check_another_button")
        until(lambda: words("verdict_title") == "Altered")
        assert not all_shown("plan_student")

    def lock_and_come_back(self) -> None:
        hand = self.hand
        hand.lock()
        shown("unlock_card")
        assert "saved" in words("unlock_told")
        assert self.program.window.windowTitle() == "ILP Desktop"
        assert self.student not in read_all(self.program.window)
        hand.write("passphrase_field", PASSPHRASE)
        hand.press("open_button")
        until(lambda: any("Signed" in row for row in rows("day_list")))
        hand.choose("day_list", self.student)
        shown("done_notice")
        if isinstance(hand, Keys):
            key(Qt.Key.Key_PageUp, CTRL)
        else:
            hand.press("back_button")
        shown(r"take_back_\d+")


def _tell(story: Story) -> None:
    story.found_the_office()
    story.bring_the_roster()
    story.find_the_student()
    story.arrange()
    story.come_in()
    story.agree()
    story.talk()
    assert story.sign() >= 3
    story.put_on_paper()
    pdf = story.stored()
    story.check(pdf)
    story.lock_and_come_back()
    _compare(story.printed.read_bytes(), pdf)
    said = _texts_of(story.folder / "plan.pdf")
    for text in (story.student, PROUD, GOAL, STEP):
        assert text.split()[-1] in said


def _compare(paper: bytes, plan: bytes) -> None:
    """What came out of the printer is the stored plan, page by page."""
    printed, stored = pages_of(paper, 600), pages_of(plan, 600)
    assert len(printed) == len(stored)
    for one, other in zip(printed, stored, strict=True):
        assert _likeness(one, other) > 0.97
        blank = QImage(other.size(), QImage.Format.Format_RGB32)
        blank.fill(0xFFFFFFFF)
        assert _likeness(blank, other) < 0.97  # so that the comparison above can fail


@pytest.mark.window
def test_a_plan_goes_from_first_run_to_paper_by_mouse(place, printed):
    program = place.start()
    _tell(Story(place, Mouse(program.window), printed))


@pytest.mark.window
def test_a_plan_goes_from_first_run_to_paper_by_keyboard_alone(place, printed, qapp: QApplication):
    program = place.start()
    trap = MouseTrap()
    qapp.installEventFilter(trap)
    try:
        _tell(Story(place, Keys(program.window), printed))
    finally:
        qapp.removeEventFilter(trap)
    assert trap.caught == []
