import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.ui.dialogs import AnsweredDialogs
from ilp_desktop.ui.first_run.screen import FirstRun
from ilp_desktop.ui.focus import focus_on
from ilp_desktop.ui.unlock import Unlock
from ilp_desktop.ui.widgets import Button, LineField
from ilp_desktop.vault.passphrases import strength
from ilp_desktop.vault.recovery import judge_groups
from ilp_desktop.wording import sentence
from ilp_desktop.wording.vault import STRENGTHS

pytestmark = pytest.mark.usefixtures("look")
GOOD = "seven quiet herons over snow"
GROUPS = ("7KQ3M", "9XZ2P", "4HTRW", "0DB6V", "8NCFY", "J5GSE", "2A1QK", "MW7R4")


class Founded:
    office_name = "Lincoln Elementary"
    recovery_groups = GROUPS

    def __init__(self) -> None:
        self.dropped = False

    def sheet(self, language="en"):
        return b"%PDF " + language.encode()

    def write_sheet(self, path, language="en"):
        path.write_bytes(self.sheet(language))

    def confirm(self, typed):
        if typed.replace(" ", "").upper() != "".join(GROUPS):
            raise OfficeError("recovery_wrong")
        return "the new office"

    def drop(self):
        self.dropped = True


class Door:
    """An office's door that opens quickly, and remembers on which thread it was knocked at."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.wishes, self.threads, self.founded = folder, [], set(), []

    def place_for(self, office_name):
        return self.folder / f"{office_name}.ilp"

    def judge(self, passphrase, office_name):
        how_good = strength(passphrase, office_name).value
        return how_good, STRENGTHS[how_good]

    def judge_code(self, typed):
        return judge_groups(typed)

    def found(self, wish):
        self.threads.add(threading.get_ident())
        if wish.folder.exists():
            raise OfficeError("office_exists", name=wish.folder.name)
        self.wishes.append(wish)
        self.founded.append(Founded())
        return self.founded[-1]

    def opens_by_login(self, folder):
        return False

    def name_of(self, folder):
        if not folder.exists():
            raise OfficeError("office_not_found", name=folder.name)
        return "Lincoln Elementary"

    def open(self, folder, passphrase):
        self.threads.add(threading.get_ident())
        if passphrase != GOOD:
            raise OfficeError("passphrase_wrong")
        return f"opened {folder.name}"

    def open_with_recovery(self, folder, recovery_code, new_passphrase):
        if recovery_code != " ".join(GROUPS):
            raise OfficeError("recovery_groups", groups="2")
        return f"recovered with {new_passphrase}"

    def open_demo(self, tell):
        self.threads.add(threading.get_ident())
        for done in range(4):
            tell(done, 4)
        return "the demo school"


@pytest.fixture
def door(tmp_path):
    return Door(tmp_path)


@pytest.fixture
def printed():
    return []


@pytest.fixture
def first_run(qtbot, door, background, printed):
    dialogs = AnsweredDialogs()
    made = FirstRun(door, background, dialogs, print_pdf=lambda pdf, title: printed.append((pdf, title)))
    made.dialogs, made.heard = dialogs, []
    made.opened.connect(made.heard.append)
    made.demo_opened.connect(made.heard.append)
    return _shown(qtbot, made)


def _shown(qtbot, widget):
    qtbot.addWidget(widget)
    widget.resize(1366, 768)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    focus_on(widget)
    return widget


def _click(qtbot, within, name):
    found = within.findChild(QWidget, name)
    assert found.isVisible(), name
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def _type(qtbot, within, name, words):
    qtbot.keyClicks(within.findChild(LineField, name).editor, words)


def _fill(qtbot, page, passphrase=GOOD, again=GOOD):
    _type(qtbot, page, "office_field", "Lincoln Elementary")
    _type(qtbot, page, "person_field", "Dana Reyes")
    _type(qtbot, page, "passphrase_field", passphrase)
    _type(qtbot, page, "again_field", again)


def _to_sheet(qtbot, first_run):
    _click(qtbot, first_run, "new_choice")
    _fill(qtbot, first_run.create_page)
    _click(qtbot, first_run, "create_button")
    qtbot.waitUntil(lambda: first_run.shown() is first_run.sheet)


def test_a_new_office_is_made_and_its_sheet_typed_back_by_mouse(qtbot, first_run, door, tmp_path):
    _to_sheet(qtbot, first_run)
    shown = [first_run.findChild(QLabel, f"group_{number}_text").text() for number in range(1, 9)]
    assert tuple(shown) == GROUPS
    first_run.dialogs.answer(tmp_path / "sheet.pdf")
    _click(qtbot, first_run, "save_button")
    qtbot.waitUntil(lambda: (tmp_path / "sheet.pdf").exists() and first_run.sheet.banner.isVisible())
    _click(qtbot, first_run, "paper_button")
    assert not first_run.sheet.code_box.isVisible(), "typed from the paper, not from the screen"
    _type(qtbot, first_run.sheet, "code_field", " ".join(GROUPS).lower())
    _click(qtbot, first_run, "finish_button")
    qtbot.waitUntil(lambda: first_run.heard == ["the new office"])
    wish = door.wishes[0]
    assert (wish.office_name, wish.person_name, wish.passphrase) == ("Lincoln Elementary", "Dana Reyes", GOOD)
    assert wish.folder == tmp_path / "Lincoln Elementary.ilp"
    assert GOOD not in repr(wish)
    assert threading.get_ident() not in door.threads
    assert first_run.create_page.pair.first.text() == ""


def test_a_new_office_is_made_by_keyboard_alone(qtbot, first_run):
    def press(key):
        qtbot.keyClick(first_run.window().focusWidget(), key)

    def write(words):
        qtbot.keyClicks(first_run.window().focusWidget(), words)

    press(Qt.Key.Key_Space)
    for words in ("Lincoln Elementary", "Dana Reyes", GOOD, GOOD):
        write(words)
        press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: first_run.shown() is first_run.sheet)
    assert first_run.window().focusWidget().objectName() == "paper_button"
    press(Qt.Key.Key_Space)
    write("".join(GROUPS))
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: first_run.heard == ["the new office"])


def test_the_sheet_is_printed_where_there_is_a_way_to(qtbot, first_run, printed):
    _to_sheet(qtbot, first_run)
    _click(qtbot, first_run, "print_button")
    qtbot.waitUntil(lambda: printed == [(b"%PDF en", "Recovery sheet")])


def test_a_wrong_code_is_said_and_can_be_typed_again(qtbot, first_run):
    _to_sheet(qtbot, first_run)
    _click(qtbot, first_run, "paper_button")
    _type(qtbot, first_run.sheet, "code_field", "nonsense")
    _click(qtbot, first_run, "finish_button")
    qtbot.waitUntil(lambda: "not the one that opens" in first_run.sheet.typed.below.text())
    assert first_run.heard == []
    assert first_run.sheet.typed.isEnabled()
    _click(qtbot, first_run, "show_button")
    assert first_run.sheet.code_box.isVisible()


def test_back_from_the_sheet_leaves_nothing_behind(qtbot, first_run, door):
    _to_sheet(qtbot, first_run)
    _click(qtbot, first_run, "paper_button")
    _click(qtbot, first_run, "sheet_back_button")
    assert first_run.sheet.code_box.isVisible()
    assert not door.founded[0].dropped
    _click(qtbot, first_run, "sheet_back_button")
    assert first_run.shown() is first_run.create_page
    assert door.founded[0].dropped
    _click(qtbot, first_run, "back_button")
    assert first_run.shown() is first_run.welcome


@pytest.mark.parametrize(
    ("name", "words", "complaint"),
    [
        ("office_field", "", "The school's name is printed"),
        ("person_field", "", "Please type your name"),
        ("passphrase_field", "short", STRENGTHS["too_weak"]),
        ("again_field", "another", "not the same"),
    ],
)
def test_what_is_missing_is_said_under_its_line(qtbot, first_run, door, name, words, complaint):
    _click(qtbot, first_run, "new_choice")
    _fill(qtbot, first_run.create_page)
    line = first_run.create_page.findChild(LineField, name)
    line.editor.clear()
    _type(qtbot, first_run.create_page, name, words)
    _click(qtbot, first_run, "create_button")
    assert complaint in line.below.text()
    assert line.below.isVisible()
    assert line.editor.hasFocus()
    assert door.wishes == []


def test_the_passphrase_is_judged_in_words_while_it_is_typed(qtbot, first_run):
    _click(qtbot, first_run, "new_choice")
    verdict, said = first_run.create_page.pair.verdict, []
    for letter in GOOD:
        _type(qtbot, first_run.create_page, "passphrase_field", letter)
        said.append(verdict.text())
    assert list(dict.fromkeys(said)) == [STRENGTHS["too_weak"], STRENGTHS["enough"], STRENGTHS["strong"]]
    assert verdict.isVisible()


def test_the_place_is_shown_and_can_be_changed(qtbot, first_run, door, tmp_path):
    _click(qtbot, first_run, "new_choice")
    _fill(qtbot, first_run.create_page)
    first_run.dialogs.answer(tmp_path / "elsewhere")
    _click(qtbot, first_run, "place_button")
    assert first_run.create_page.place.text() == str(tmp_path / "elsewhere" / "Lincoln Elementary.ilp")
    _click(qtbot, first_run, "create_button")
    qtbot.waitUntil(lambda: bool(door.wishes))
    assert door.wishes[0].folder == tmp_path / "elsewhere" / "Lincoln Elementary.ilp"


def test_a_place_that_will_not_do_is_said_and_nothing_typed_is_lost(qtbot, first_run, tmp_path):
    (tmp_path / "Lincoln Elementary.ilp").mkdir()
    _click(qtbot, first_run, "new_choice")
    _fill(qtbot, first_run.create_page)
    _click(qtbot, first_run, "create_button")
    page = first_run.create_page
    qtbot.waitUntil(page.banner.isVisible)
    assert page.banner.words.text() == sentence(OfficeError("office_exists", name="Lincoln Elementary.ilp"))
    assert page.office.text() == "Lincoln Elementary"
    assert page.make.isEnabled()


def test_an_office_that_exists_is_chosen_and_another_folder_refused(qtbot, first_run, tmp_path):
    wanted = []
    first_run.unlock_wanted.connect(wanted.append)
    first_run.dialogs.answer(tmp_path / "gone.ilp", tmp_path)
    _click(qtbot, first_run, "existing_choice")
    qtbot.waitUntil(first_run.welcome.banner.isVisible)
    assert "gone.ilp" in first_run.welcome.banner.words.text()
    _click(qtbot, first_run, "existing_choice")
    qtbot.waitUntil(lambda: wanted == [tmp_path])


def test_back_leads_from_the_first_page_to_the_office_one_came_from(qtbot, door, background, tmp_path):
    page = _shown(qtbot, FirstRun(door, background, AnsweredDialogs(), before=tmp_path / "Lincoln.ilp"))
    wanted = []
    page.unlock_wanted.connect(wanted.append)
    _click(qtbot, page, "welcome_back_button")
    assert wanted == [tmp_path / "Lincoln.ilp"]


def test_there_is_no_way_back_where_there_was_nothing_before(first_run):
    assert not first_run.welcome.back_button.isVisible()


def test_each_page_of_a_new_office_says_which_of_three_it_is_and_has_a_way_back(qtbot, first_run):
    _to_sheet(qtbot, first_run)
    assert first_run.sheet.findChild(QLabel, "page_number").text() == "Page 3 of 3"
    _click(qtbot, first_run, "sheet_back_button")
    qtbot.waitUntil(lambda: first_run.shown() is first_run.create_page)
    assert first_run.create_page.findChild(QLabel, "page_number").text() == "Page 2 of 3"
    _click(qtbot, first_run, "back_button")
    assert first_run.shown() is first_run.welcome


def test_the_demo_school_opens_with_progress(qtbot, first_run, monkeypatch):
    told = []
    monkeypatch.setattr(first_run.welcome.working, "tell", lambda done, total: told.append((done, total)))
    _click(qtbot, first_run, "demo_choice")
    assert first_run.welcome.working.isVisible()
    assert not first_run.welcome.rows[0].isEnabled()
    qtbot.waitUntil(lambda: first_run.heard == ["the demo school"])
    assert told == [(0, 4), (1, 4), (2, 4), (3, 4)]


# -- unlock ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def unlock(qtbot, door, background, tmp_path):
    made = Unlock(door, background, tmp_path / "Lincoln.ilp", office_name="Lincoln Elementary")
    made.heard = []
    made.opened.connect(made.heard.append)
    return _shown(qtbot, made)


def test_the_passphrase_field_has_the_focus_and_return_opens(qtbot, unlock, door):
    qtbot.keyClicks(unlock.window().focusWidget(), GOOD)
    qtbot.keyClick(unlock.window().focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: unlock.heard == ["opened Lincoln.ilp"])
    assert unlock.passphrase.text() == ""
    assert threading.get_ident() not in door.threads


def test_a_wrong_passphrase_is_said_and_selected_to_be_typed_again(qtbot, unlock):
    _type(qtbot, unlock, "passphrase_field", "wrong")
    _click(qtbot, unlock, "open_button")
    qtbot.waitUntil(lambda: unlock.passphrase.below.text() == sentence(OfficeError("passphrase_wrong")))
    assert unlock.passphrase.editor.hasFocus()
    _type(qtbot, unlock, "passphrase_field", GOOD)
    _click(qtbot, unlock, "open_button")
    qtbot.waitUntil(lambda: bool(unlock.heard))


def test_the_recovery_sheet_opens_the_office_with_a_new_passphrase(qtbot, unlock):
    _click(qtbot, unlock, "recover_button")
    card = unlock.findChild(QWidget, "recover_card")
    assert unlock.window().focusWidget() is card.code.editor
    _type(qtbot, card, "recovery_field", "7KQ3M")
    _type(qtbot, card, "passphrase_field", GOOD)
    _type(qtbot, card, "again_field", GOOD)
    _click(qtbot, card, "recovery_open_button")
    qtbot.waitUntil(lambda: "typing mistake" in card.code.below.text())
    card.code.editor.clear()
    _type(qtbot, card, "recovery_field", " ".join(GROUPS))
    _click(qtbot, card, "recovery_open_button")
    qtbot.waitUntil(lambda: unlock.heard == [f"recovered with {GOOD}"])
    assert card.pair.first.text() == ""


def test_back_from_the_recovery_sheet_asks_for_the_passphrase_again(qtbot, unlock):
    _click(qtbot, unlock, "recover_button")
    _click(qtbot, unlock, "recovery_back_button")
    assert unlock.window().focusWidget() is unlock.passphrase.editor


def test_the_office_is_named_from_its_folder_where_its_name_is_not_known(qtbot, door, background, tmp_path):
    made = Unlock(door, background, tmp_path)
    _shown(qtbot, made)
    assert made.findChild(Button, "open_button").isVisible()
    qtbot.waitUntil(lambda: made.title.text() == "Lincoln Elementary")


def test_the_way_to_the_unlock_field_loads_no_database_no_keys_and_no_documents():
    program = """
import sys
import ilp_desktop.ui.unlock, ilp_desktop.ui.window
heavy = {"sqlalchemy", "alembic", "sqlcipher3", "reportlab", "pyhanko", "argon2", "keyring", "cryptography", "segno"}
heavy |= {"ilp_desktop.vault", "ilp_desktop.store", "ilp_desktop.services", "ilp_desktop.documents", "ilp_desktop.office"}
print(sorted(heavy & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
