"""Every screen of the program, a line each: how one comes there on the demo school, and what its picture shows.

Pictures are taken of all of them (``tools.pictures``), and tests measure their words, their names and their way by the
keyboard (``tests/use/test_use_screens.py``). A new screen is a new line here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtWidgets import QLabel

from ilp_desktop.demo import offices
from ilp_desktop.demo.people import generate
from ilp_desktop.domain.changes import Changes
from ilp_desktop.domain.schedule_sheets import StaffHours
from ilp_desktop.places import FORMS, HOME
from ilp_desktop.roster.export import write_roster
from ilp_desktop.ui.crash import CrashWindow
from ilp_desktop.ui.family.turn import StudentTurn
from ilp_desktop.ui.guide.guide import Guide
from tools.visits import (
    DAY,
    Step,
    Visit,
    answer,
    close,
    conference_of,
    file_of,
    key,
    menu,
    opened,
    place,
    press,
    ready,
    row,
    row_menu,
    rows,
    wait,
    write,
)

_PASSPHRASE = "eleven quiet magpies over the flats"
_EXPORT = HOME / "tests" / "golden" / "exports" / "06_skyward_students.csv"


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen. ``way`` leads there from any other, ``leave`` undoes what would be in the way of the next one."""

    key: str
    """Its picture's name."""
    told: str
    """What one sees there, in a sentence of docs/screens.md."""
    way: tuple[Step, ...]
    leave: tuple[Step, ...] = ()
    chosen: bool = False
    """Its picture is among those in docs/pictures/screens."""
    window: str = ""
    """The name of the window that it stands in, over the program's or beside it, where that is one of its own."""


def unlock(visit: Visit) -> None:
    """Show the door of the demo school."""
    visit.program.show_unlock(visit.demo)
    visit.shown("passphrase_field")


def open_demo(visit: Visit) -> None:
    """Open the demo school."""
    unlock(visit)
    write("passphrase_field", offices.PASSPHRASE)(visit)
    visit.press("open_button")
    visit.shown("day_list")
    rows("day_list")(visit)


def _roster(visit: Visit) -> Path:
    path = visit.scratch / "roster.zip"
    write_roster(generate(5, 40, DAY).roster(), path)
    return path


def _yes(_visit: Visit) -> bool:
    return True


def _export(_visit: Visit) -> Path:
    return _EXPORT


def _adopt(pack: str) -> Step:
    def adopt(visit: Visit) -> None:
        visit.program.background.do(lambda: visit.office.packs.adopt(FORMS / pack))
        visit.settle()

    return adopt


def _schedule(visit: Visit) -> None:
    """Make two evenings to arrange."""
    schedules, made = visit.office.schedules, list[int]()

    def make() -> Changes:
        changes = schedules.make("Fall evenings", minutes=20)
        made.append(changes.made_id or 0)
        return changes

    def set_hours() -> Changes:
        days = (DAY + timedelta(days=5), DAY + timedelta(days=7))
        staff = schedules.sheet(made[0]).staff
        return schedules.set_hours(
            made[0], [StaffHours(one.staff_id, on, "16:00", "19:00", "") for one in staff for on in days]
        )

    visit.program.background.do(make)
    visit.program.background.do(set_hours)
    visit.settle()


def _arrange_step(step: str) -> Step:
    """Open the evenings that were made, at a step."""

    def opened(visit: Visit) -> None:
        place("arranging")(visit)
        visit.press("which_segment")
        visit.choose("schedule_list")
        visit.settle()
        visit.press(f"{step}_segment")

    return opened


def _usual_place(visit: Visit) -> None:
    """Show a place as people have it: a picture tells nothing of the computer that it was taken on."""
    text = visit.shown("place_text")
    assert isinstance(text, QLabel)
    text.setText(str(Path("Documents") / "ILP Desktop" / "Office.ilp"))


def _type_code(visit: Visit) -> None:
    """Type the code back from the sheet that was shown."""
    groups = visit.program.window.findChildren(QLabel, QRegularExpression(r"group_\d+_text"))
    write("code_field", " ".join(group.text() for group in groups))(visit)


def _end_turn(visit: Visit) -> None:
    """Give the keyboard back, as the held button does after two seconds."""
    turn = visit.shown("student_turn")
    assert isinstance(turn, StudentTurn)
    turn.end()


def _crash(visit: Visit) -> None:
    CrashWindow(_REPORT, visit.dialogs, visit.program.window).open()


_REPORT = "ILP Desktop\nValueError\n  ilp_desktop/ui/day/screen.py:100 refresh\n"


_DOOR = (
    Screen("welcome", "The first page: what to begin with.", (), chosen=True),
    Screen(
        "from-a-backup",
        "An office that is lost begins again from a backup.",
        (press("backup_choice"), wait("restore_.*|.*stick.*")),
        (press("restore_.*_back"),),
    ),
    Screen(
        "create",
        "The second page: a new office, and the passphrase that is its key.",
        (press("new_choice"), _usual_place),
        chosen=True,
    ),
    Screen("create-missing", "What is missing is said under its line.", (press("create_button"),)),
    Screen(
        "create-weak",
        "A passphrase is judged while it is typed.",
        (
            write("office_field", "Juniper Elementary"),
            write("person_field", "Robin Castle"),
            write("passphrase_field", "too short"),
        ),
    ),
    Screen(
        "recovery-sheet",
        "The third page: the recovery sheet, printed or saved.",
        (
            write("passphrase_field", _PASSPHRASE),
            write("again_field", _PASSPHRASE),
            press("create_button"),
            wait("paper_button"),
        ),
        chosen=True,
    ),
    Screen("recovery-tried", "The sheet is tried before it is needed.", (press("paper_button"), wait("code_field"))),
    Screen(
        "new-office",
        "A new office says what comes next: the policy, the students, the days.",
        (_type_code, press("finish_button"), wait("beginning_view")),
        (press("lock_action"), wait("unlock_card")),
        chosen=True,
    ),
    Screen("unlock", "The door of an office.", (unlock,), chosen=True),
    Screen(
        "recover",
        "The recovery sheet opens it, too.",
        (press("recover_button"), wait("recovery_field")),
        (press("recovery_back_button"),),
    ),
)

_DAY = (
    Screen("day", "The conference day: who is next, who waits, whose signatures are owed.", (open_demo,), chosen=True),
    Screen(
        "find",
        "Ctrl+K finds students, places and things to do.",
        (key(Qt.Key.Key_K, ctrl=True), wait("palette_field")),
        (key(Qt.Key.Key_Escape),),
    ),
    Screen(
        "check-in",
        "Checking a family in: the adults who may come.",
        (row_menu("day_list", "Fiona", "check_in_action"), wait(r"expected_\d+")),
        chosen=True,
    ),
    Screen(
        "check-in-somebody-else",
        "For anybody else the desk has one neutral sentence, and calls the office.",
        (press("somebody_else_button"), wait("somebody_else_words")),
        (press("check_in_back"),),
    ),
    Screen(
        "desk",
        "The front desk, in a window with rights of its own: who is expected, here, waiting, in and done.",
        (press("day_papers"), menu("desk_action"), opened("desk_window"), rows("desk_list")),
        chosen=True,
        window="desk_window",
    ),
    Screen(
        "desk-walk-in",
        "A family without a time: the next free one of whoever looks after the student.",
        (press("walk_in_button"), wait("walk_in_find")),
        (press("walk_in_close"), close("desk_window")),
        window="desk_window",
    ),
    Screen(
        "public-board",
        "The public board: numbers or initials, readable across a room, and nobody's name.",
        (press("day_papers"), menu("board_action"), opened("public_board")),
        (close("public_board"),),
        window="public_board",
    ),
    Screen(
        "early-end",
        "The day ends early: who is affected, moved in one step.",
        (press("day_papers"), menu("early_end_action"), wait("early_time")),
        (press("early_back"),),
    ),
    Screen("arrival", "Who is here, before a conference begins.", (conference_of("Dao"), wait("arrival_view"))),
    Screen(
        "celebrate",
        "The conference: what went well comes first.",
        (conference_of("Camila", 1), wait("celebrate_section")),
        chosen=True,
    ),
    Screen(
        "student-turn",
        "The student's turn: their own words, and nothing else within reach.",
        (press("more_button"), menu("student_turn_action"), wait("student_turn")),
        (_end_turn,),
        chosen=True,
    ),
    Screen(
        "family-view",
        "The family's own view on a second screen: large, calm, and of this family alone.",
        (press("more_button"), menu("family_view_action"), opened("family_window")),
        (close("family_window"),),
        chosen=True,
        window="family_window",
    ),
    Screen(
        "data",
        "How it goes, in figures with their source and date.",
        (press("next_button"), wait("data_section")),
        chosen=True,
    ),
    Screen(
        "goals",
        "Goals in the student's own words, with their steps.",
        (press("next_button"), wait("goals_section")),
        chosen=True,
    ),
    Screen("support", "Who supports what.", (press("next_button"), wait("support_section"))),
    Screen(
        "private",
        "A few minutes for the grown-ups, timed, and nothing of it written down.",
        (press("next_button"), wait("private_section")),
        chosen=True,
    ),
    Screen("sign", "Everybody signs, in any order.", (press("next_button"), wait("sign_section")), chosen=True),
    Screen(
        "signing-window",
        "The window to sign in, upright or turned around to the family.",
        (press("more_button"), menu("signing_window_action"), opened("signing_window")),
        (close("signing_window"),),
        chosen=True,
        window="signing_window",
    ),
    Screen(
        "sign-turn", "One turn: what is signed, and each signer's choice.", (press(r"turn_\d+"), wait("sign_panel"))
    ),
    Screen(
        "sign-disagrees",
        "Whoever disagrees says so in words.",
        (press("choice_disagree"),),
        (press("cancel_sign_button"),),
    ),
    Screen("print", "The last step: the plan as it will be printed.", (press("next_button"), wait("print_section"))),
    Screen(
        "hidden", "One key hides the screen.", (press("hide_button"), wait("cover_words")), (press("uncover_button"),)
    ),
    Screen(
        "finalized",
        "A conference that is done: its paper, and where the copies went.",
        (conference_of("Amara", 7), wait("plan_preview")),
        chosen=True,
    ),
    Screen(
        "print-station",
        "The print station: what is to come out, and what has.",
        (place("after", "queue"), rows("queue_list")),
        chosen=True,
    ),
    Screen("print-copy", "One copy, for whom and in which language.", (row("queue_list"), wait("chosen_card"))),
    Screen(
        "closing",
        "The closing list: what is left of the day.",
        (place("after", "closing"), rows("closing_list")),
        chosen=True,
    ),
    Screen(
        "preparation",
        "What is not ready for a conference, while there is time.",
        (place("preparation"), rows("ready_list")),
        chosen=True,
    ),
    Screen(
        "from-paper",
        "A stack of sheets is typed in by keyboard alone.",
        (place("from_paper"), rows("paper_list")),
        chosen=True,
    ),
    Screen("groups", "Group conferences, of a class or of chosen students.", (place("groups"), rows("groups_list"))),
    Screen(
        "group-new",
        "Who is invited to a new one.",
        (press("new_group"), rows("pick_list")),
        (press("new_group_cancel"),),
    ),
    Screen(
        "group", "A group: attendance, one line a person.", (row("groups_list"), rows("attendance_list")), chosen=True
    ),
    Screen("group-shared", "What the room sees of it: no single student.", (press("shared_segment"),)),
    *(
        Screen(
            f"group-{deed}",
            told,
            (press("group_more"), menu(f"{deed}_action"), wait("move_group_form|invite_form")),
            (press("move_group_cancel|invite_cancel"),),
        )
        for deed, told in (("move", "A group is met on another day."), ("invite", "Others are invited as well."))
    ),
    Screen("arranging-none", "Where no days are arranged yet.", (place("arranging"), wait("schedules_empty"))),
    Screen("arranging-hours", "When the staff can be met.", (_schedule, _arrange_step("hours"))),
    Screen(
        "arranging",
        "Two evenings, filled in order; what cannot be is told.",
        (_arrange_step("grid"), press("fill_button")),
        chosen=True,
    ),
)

_PEOPLE = (
    Screen(
        "board-mine",
        "The board: one's own students, and what each still needs.",
        (place("board"), press("mine_segment")),
    ),
    Screen(
        "board",
        "The board of the school.",
        (press("everyone_segment"), rows("board_list"), row("board_list")),
        chosen=True,
    ),
    Screen(
        "board-numbers",
        "Rule by rule; each number leads to the students behind it.",
        (press("clause_segment"), wait("board_counts")),
        chosen=True,
    ),
    Screen("board-due", "What falls due when.", (press("due_segment"), wait("board_due"))),
    Screen("students", "All students.", (place("students"), rows("student_list")), chosen=True),
    Screen("file", "One student's file, in school years.", (file_of("Hernandez Camila"),), chosen=True),
    Screen("file-arrange", "Arranging one conference.", (press("arrange_open_button"),), (press("arrange_cancel"),)),
    Screen(
        "file-requirements",
        "What is asked of this student, and what was recorded.",
        (file_of("Hernandez Camila", "requirements"), wait("requirements_body")),
    ),
    Screen(
        "file-adults",
        "Who may do what for the child, home by home.",
        (file_of("McAllister Fiona", "adults"), wait("adults_body")),
        chosen=True,
    ),
    *(
        Screen(
            f"file-adults-{deed}",
            told,
            (press(r"adult_\d+_button"), menu(f"{deed}_action"), wait(f"{deed}_form")),
            (press(f"{deed}_cancel"),),
        )
        for deed, told in (
            ("correct", "A name is corrected."),
            ("change", "What an adult may do changes from a day on."),
            ("grant", "A permission that no relation gives."),
            ("end", "Somebody no longer has to do with the child."),
            ("bar", "Somebody is to see the office before contact."),
        )
    ),
    *(
        Screen(
            f"file-adults-{deed}",
            told,
            (press(f"{deed}_open_button"), wait(f"{deed}_form")),
            (press(f"{deed}_cancel"),),
        )
        for deed, told in (
            ("add", "An adult is added."),
            ("outside", "Somebody of an agency is added."),
            ("assign", "A member of staff is assigned."),
        )
    ),
    Screen(
        "letter",
        "A letter to one home, in its language.",
        (press("letter_open_button"), wait("letter_sheet")),
        (close("letter_window"),),
        window="letter_window",
    ),
    Screen(
        "file-confidential",
        "What only holders of the confidential key read.",
        (file_of("Hernandez Camila", "confidential"), wait("confidential_part")),
    ),
    Screen(
        "file-note",
        "A confidential note is written.",
        (press("confidential_write"), wait("note_editor")),
        (answer(_yes), press("note_discard")),
    ),
    Screen(
        "file-record",
        "Who opened this file, and who asked for it.",
        (file_of("Hernandez Camila", "record"), wait("disclosures_card")),
    ),
    Screen(
        "file-request",
        "A request is written down.",
        (press("entry_new_button"), press("given_segment")),
        (press("entry_cancel_button"),),
    ),
)


def _tour(visit: Visit) -> None:
    """Begin the guided tour, as the box of Ctrl+K does."""
    place("preferences")(visit)
    visit.press("tour_begin_button")
    visit.shown("guide_card")
    _tour_settled(visit)


def _tour_settled(visit: Visit) -> None:
    guide = visit.program.window.findChild(Guide)
    assert isinstance(guide, Guide)
    visit.until(lambda: guide.is_settled, "the page of the stop does not open")


_TOUR = (
    Screen(
        "tour-day",
        "The guided tour of the demo school: its card stands beside what it speaks of.",
        (_tour,),
        chosen=True,
    ),
    *(
        Screen(f"tour-{key}", f"The tour: {told}.", (press("guide_next_button"), wait(name), _tour_settled))
        for key, told, name in (
            ("check-in", "a family arrives", "check_in_card"),
            ("sections", "the conference", "conference_stepper"),
            ("talk", "the talk", "consultation_ring"),
            ("sign", "signing", "sign_section"),
            ("copy", "the copy", "print_section"),
            ("closing", "the closing list", "closing_list"),
            ("board", "the board", "board_list"),
            ("record", "the record", "record_list"),
        )
    ),
    Screen(
        "tour-end", "The tour: its end.", (press("guide_next_button"), _tour_settled), (press("guide_next_button"),)
    ),
)

_OFFICE = (
    Screen("rosters", "Bringing in a roster.", (place("rosters"), wait("roster_zip_button"))),
    Screen(
        "roster-columns",
        "A plain table: what each column is.",
        (answer(_export), press("roster_zip_button"), wait("mapping_view")),
        (press("mapping_back_button"),),
        chosen=True,
    ),
    Screen(
        "roster-preview",
        "What would come in, before it does.",
        (place("rosters"), answer(_roster), press("roster_zip_button"), wait("apply_button")),
    ),
    Screen("matching", "Who is who: questions that a roster leaves.", (place("matching"),)),
    Screen(
        "policy",
        "The rules in force, each with its citation.",
        (place("policy", "in_force"), rows("clause_list")),
        chosen=True,
    ),
    Screen(
        "policy-choices",
        "What the policy leaves to the school.",
        (press("policy_choices_button"), ready("choices_button")),
        (press("choices_back"),),
    ),
    Screen(
        "policy-names",
        "The school's own names.",
        (press("policy_names_button"), wait("names_button")),
        (press("names_back"),),
    ),
    Screen(
        "policy-others",
        "Policies that the school could follow.",
        (press("policy_another_button"), wait("offers_folder_button")),
    ),
    Screen(
        "policy-compared",
        "What another policy would change, and for whom.",
        (press("offer_policy-4020"), rows("compare_list")),
        (press("compare_back"), press("offers_back")),
    ),
    Screen("calendar", "The school year.", (place("policy", "calendar"), wait("semester_2_last"))),
    Screen(
        "duties", "What the policy asks of the school itself.", (place("policy", "duties"), wait("requirements_body"))
    ),
    Screen("evidence", "The annual evidence report.", (place("policy", "proof"), wait("proof_part"))),
    Screen("check", "Checking a plan.", (place("checking"), wait("check_choose_button"))),
    Screen("check-verdict", "What was found.", (answer(_roster), press("check_choose_button"), wait("verdict_view"))),
    Screen("people", "People and keys.", (place("office", "people"), rows("people_list")), chosen=True),
    Screen(
        "people-is-it-you",
        "Before keys change, the passphrase is asked once.",
        (press("add_open_button"), wait("own_passphrase_field")),
    ),
    Screen(
        "people-add",
        "A person is added.",
        (write("own_passphrase_field", offices.PASSPHRASE), press("confirm_button"), wait("add_form")),
        (press("add_cancel"),),
    ),
    Screen("staff", "Staff and their students.", (place("office", "staff"), rows("staff_list")), chosen=True),
    Screen("staff-alone", "Students who have nobody.", (row("staff_list"), wait("assign_alone_form|alone_empty"))),
    Screen("caseload", "One person's students.", (row("staff_list", "Reyes"), wait("hand_over_open_button"))),
    *(
        Screen(
            f"caseload-{deed}", told, (press(f"{deed}_open_button"), wait(f"{deed}_form")), (press(f"{deed}_cancel"),)
        )
        for deed, told in (
            ("assign_to", "Students are assigned."),
            ("hand_over", "Students go to somebody else."),
            ("away", "Somebody is away, and who stands in."),
            ("leave", "Somebody leaves."),
        )
    ),
    Screen("record", "The record: who did what.", (place("office", "record"), rows("record_list")), chosen=True),
    Screen("backups", "Where the backups are.", (place("office", "backups"), wait("backups_part")), chosen=True),
    *_TOUR,
    Screen("settings", "Settings, in force at once.", (place("preferences"), wait("preferences_page"))),
    Screen(
        "crash",
        "A mistake of the program: its exact report, before anybody saves it.",
        (_crash, wait("crash_report")),
        (close("crash_window"),),
        window="crash_window",
    ),
    Screen(
        "board-no-rules",
        "A board that has no rules yet says what to do.",
        (_adopt("starter"), place("board"), wait("board_empty")),
        (_adopt("davis"),),
    ),
)

SCREENS: tuple[Screen, ...] = (*_DOOR, *_DAY, *_PEOPLE, *_OFFICE)
"""In the order in which they are gone through: a step may stand on the screen before it."""


def go_through(visit: Visit, look: Callable[[Screen], object], screens: tuple[Screen, ...] = SCREENS) -> None:
    """Go to each screen in turn and look at it once nothing moves there any more."""
    for screen in screens:
        for step in screen.way:
            step(visit)
        visit.settle()
        look(screen)
        for step in screen.leave:
            step(visit)
