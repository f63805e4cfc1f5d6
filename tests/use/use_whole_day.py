"""Three staff hold a day of conferences at one laptop, through the window: whoever's turn it is unlocks it and locks it again."""

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from use_day_desk import FrontDesk
from use_day_school import TODAY, Child, Member
from use_hands import CTRL, Mouse, all_shown, key, read_all, rows, shown, type_text, until, words

from ilp_desktop.app.program import Program
from ilp_desktop.clock import SetClock
from ilp_desktop.domain.conferences import ConferenceState

PROUD = "I read to my brother"
GOAL = "I will read every evening"
STEP = "Choose a book on Friday"
HELP = "A quiet hour after dinner"
INTERPRETER = "Hoa Le"
HALF = "This was being typed when the lights went out"


class Laptop:
    """The program on the laptop, and whoever sits at it."""

    def __init__(self, program: Program, clock: SetClock) -> None:
        self.program, self.clock = program, clock
        self.hand = Mouse(program.window)

    # Who sits there

    def sit_down(self, who: Member) -> None:
        self.hand.write("passphrase_field", who.passphrase)
        self.hand.press("open_button")
        until(lambda: all_shown("day_list") and rows("day_list"))
        self.settle()

    def leave(self) -> None:
        self.hand.lock()
        shown("unlock_card")

    def settle(self) -> None:
        done: list[bool] = []
        self.program.background.drain(lambda: done.append(True))
        until(lambda: done)

    def stands(self, child: Child) -> ConferenceState:
        """Where a child's conference stands in the office."""
        office = self.program.office
        assert office is not None
        return next(row.state for row in office.conferences.day(TODAY).rows if row.student_name == child.name)

    # A conference

    def open(self, child: Child) -> None:
        self.hand.choose("day_list", child.name)
        until(lambda: child.name in words("student_name") and words("conference_meta"))
        until(lambda: all_shown("arrival_view") or all_shown(r"[a-z]+_section"))

    def begin(self, child: Child) -> None:
        """Tick everybody who is not ticked yet, and begin."""
        self.open(child)
        shown("arrival_view")
        for box in sorted(each.objectName() for each in all_shown(r"here_\d+")):
            if not shown(box).isChecked():
                self.hand.press(box)
                until(lambda box=box: shown(box).isChecked())
        self.hand.press("begin_button")
        shown("celebrate_section")

    def agree(self, child: Child) -> None:
        """From what the child is proud of to who helps."""
        hand = self.hand
        hand.write("celebrate_proud_text", f"{PROUD} {child.given}")
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
        hand.write(r"commitment_\d+_text", HELP)
        hand.onward()
        shown("private_section")

    def talk(self, seconds: int = 200, *, finish: bool = True) -> None:
        """The family and the educator alone, while time goes by as it does for a running program."""
        self.hand.press("consultation_start")
        shown("consultation_pause")
        self._let_pass(seconds)
        if finish:
            self._finish_talk()

    def talk_on(self, seconds: int) -> None:
        self._let_pass(seconds)
        self._finish_talk()

    def _finish_talk(self) -> None:
        self.hand.press("consultation_finish")
        shown("consultation_reopen")

    def _let_pass(self, seconds: int) -> None:
        for _ in range(seconds // 20):
            self.clock.advance(20)
            self.program.window.shell.page("day").conference.pulse.beat()
            self.settle()

    def without_talk(self, reason: str) -> None:
        self.hand.press(f"reason_{reason}")
        self.settle()

    def sign_all(self, *, by: Callable[[str], str] = lambda _name: "paper") -> None:
        """Everybody in turn; ``by`` says of a name how: drawn, paper, not_today or later."""
        hand = self.hand
        shown("sign_section")
        until(lambda: all_shown(r"signer_\d+_row"))
        turns = sorted(each.objectName() for each in all_shown(r"signer_\d+_row"))
        for row in turns:
            number = row.split("_")[1]
            how = by(read_all(shown(row)))
            hand.press(f"turn_{number}")
            if how == "later":
                hand.press("other_ways_button")
                hand.menu("later_action")
                hand.press("sign_later_button")
                until(lambda: not all_shown("sign_panel"))
                continue
            if how == "not_today":
                hand.press("other_ways_button")
                hand.menu("not_today_action")
            else:
                hand.press("choice_agree")
                if how == "drawn":
                    hand.sign()
                else:
                    hand.press("other_ways_button")
                    hand.menu("paper_action")
            shown(f"take_back_{number}")

    def put_on_paper(self, printed: Path, languages: int = 1) -> None:
        """Finalize, print and give each home its copy, and one to the folder."""
        hand = self.hand
        shown("print_section")
        for made in range(languages):
            hand.press("finalize_button")
            until(
                lambda made=made: len(all_shown(r"rendering_\d+_card")) == made + 1,
                f"no paper: {words('conference_banner') if all_shown('conference_banner') else ''}",
            )
        for card in sorted(each.objectName() for each in all_shown(r"rendering_\d+_card")):
            number = re.findall(r"\d+", card)[0]
            printed.unlink(missing_ok=True)
            hand.press(f"print_{number}")
            until(lambda: printed.exists() and printed.read_bytes().rstrip().endswith(b"%%EOF"))
            hand.press(f"given_to_family_{number}")
            until(lambda number=number: not all_shown(f"given_to_family_{number}"))
        hand.press(r"filed_in_folder_\d+")
        until(lambda: all_shown("filed_in_folder_told"))


class Day:
    """What happens to each family of the day, by its story."""

    def __init__(self, laptop: Laptop, printed: Path) -> None:
        self.laptop, self.printed = laptop, printed
        self._desk: FrontDesk | None = None

    @property
    def desk(self) -> FrontDesk:
        """The front desk's window, for as long as one of the staff sits at the laptop."""
        if self._desk is None:
            self._desk = FrontDesk(self.laptop)
        return self._desk

    def leave(self) -> None:
        """Lock: the desk's window goes with it."""
        self.laptop.leave()
        assert not all_shown("desk_list")
        self._desk = None

    def hold(self, child: Child) -> None:
        """See one family through."""
        told = f"_{child.story.replace(' ', '_')}"
        getattr(self, told if child.story else "_ordinary")(child)

    def _ordinary(self, child: Child, *, by: Callable[[str], str] = lambda _name: "drawn") -> None:
        self.desk.checks_in(child)
        self.laptop.begin(child)
        self._go_on(child, by=by)

    def _go_on(self, child: Child, *, by: Callable[[str], str] = lambda _name: "drawn") -> None:
        laptop = self.laptop
        laptop.agree(child)
        laptop.talk()
        laptop.hand.onward()
        laptop.sign_all(by=by)
        laptop.hand.onward()
        laptop.put_on_paper(self.printed)

    _spanish = _phone = _ordinary

    def _missed(self, child: Child) -> None:
        """Nobody came."""
        self.desk.notes_that_nobody_came(child)

    def _late(self, child: Child) -> None:
        """They call the desk that they are on the way, and then they come."""
        self.desk.hears_they_are_late(child)
        self._ordinary(child)

    def _interpreter(self, child: Child) -> None:
        """Somebody interprets by name, and it stands on the plan."""
        self.desk.checks_in(child)
        hand = self.laptop.hand
        self.laptop.open(child)
        hand.press("interpreter_open_button")
        hand.write("interpreter_name_field", INTERPRETER)
        hand.press("interpreter_button")
        until(lambda: INTERPRETER in read_all(shown("arrival_view")))
        self.laptop.begin(child)
        self._go_on(child)

    def _later(self, child: Child) -> None:
        """The mother will sign later. Her turn comes from the list of who still must, and only then there is a paper."""
        laptop, hand = self.laptop, self.laptop.hand
        self.desk.checks_in(child)
        laptop.begin(child)
        laptop.agree(child)
        laptop.talk()
        hand.onward()
        laptop.sign_all(by=lambda name: "later" if "Lucia" in name else "drawn")
        hand.onward()
        shown("print_section")
        hand.onward()
        until(lambda: laptop.stands(child) is ConferenceState.TO_SIGN)
        hand.press("after_button")
        hand.press("to_sign_segment")
        hand.choose("to_sign_list", "Lucia")
        shown("sign_panel")
        hand.press("choice_agree")
        hand.sign()
        until(lambda: laptop.stands(child) is ConferenceState.SIGNED)
        hand.onward()
        laptop.put_on_paper(self.printed)

    def _barred(self, child: Child) -> None:
        """No screen names the father who must see the office first."""
        self.laptop.open(child)
        assert "Rufus" not in read_all(self.laptop.program.window)
        self._ordinary(child)
        assert "Rufus" not in read_all(self.laptop.program.window)

    def _two_homes(self, child: Child) -> None:
        """Each home reads its own copy: one in English, one in Spanish."""
        laptop = self.laptop
        self.desk.checks_in(child)
        laptop.begin(child)
        laptop.agree(child)
        laptop.talk()
        laptop.hand.onward()
        laptop.sign_all(by=lambda _name: "drawn")
        laptop.hand.onward()
        laptop.put_on_paper(self.printed, languages=2)

    def _of_age(self, child: Child) -> None:
        """An adult who came alone: there is nobody to talk with in private."""
        laptop = self.laptop
        laptop.begin(child)
        laptop.agree(child)
        laptop.without_talk("adult_student")
        laptop.hand.onward()
        laptop.sign_all(by=lambda _name: "drawn")
        laptop.hand.onward()
        laptop.put_on_paper(self.printed)

    def _chose_not(self, child: Child) -> None:
        self._ordinary(child, by=lambda name: "not_today" if "June" in name else "drawn")

    def _cut(self, child: Child) -> None:
        """The lights went out while they talked; what was typed is there, and the talk is told as it was."""
        laptop = self.laptop
        laptop.open(child)
        shown("celebrate_section")
        assert shown("celebrate_proud_text").toPlainText().endswith(HALF)
        while not all_shown("private_section"):
            before = all_shown(r"[a-z]+_section")[0].objectName()
            laptop.hand.onward()
            until(lambda before=before: not all_shown(before))
        assert "1:00" in words("consultation_account")
        laptop.hand.press("consultation_stopped_then")
        shown("consultation_pause")
        laptop.talk_on(120)
        laptop.hand.onward()
        laptop.sign_all()
        laptop.hand.onward()
        laptop.put_on_paper(self.printed)

    def sign_own(self, child: Child) -> None:
        """A plan of a group conference that was held: signed by its family, and put on paper like any other."""
        laptop = self.laptop
        laptop.open(child)
        while not all_shown("sign_section"):
            before = all_shown(r"[a-z]+_section")[0].objectName()
            laptop.hand.onward()
            until(lambda before=before: not all_shown(before))
        laptop.sign_all()
        until(lambda: laptop.stands(child) is ConferenceState.SIGNED)
        laptop.settle()
        laptop.hand.onward()
        laptop.put_on_paper(self.printed)

    def until_the_lights_go_out(self, child: Child) -> None:
        """Begin, talk for a minute, go back and type."""
        laptop = self.laptop
        laptop.begin(child)
        laptop.agree(child)
        laptop.talk(60, finish=False)
        while not all_shown("celebrate_section"):
            laptop.hand.press("back_button")
        laptop.hand.press("celebrate_proud_text")
        key(Qt.Key.Key_End, CTRL)
        type_text(f" {HALF}")
        QTest.qWait(1200)  # a keystroke is durable within a second
