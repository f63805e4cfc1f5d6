"""Settings in force at once, new keys, and what the program is: on a real office."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QWidget
from ui_roster_office import PASSPHRASE, new_office, school_clock

from ilp_desktop import language
from ilp_desktop.app.doors import Door
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.office import open_office
from ilp_desktop.settings import ABOUT, Settings
from ilp_desktop.ui import theme
from ilp_desktop.ui.dialogs import AnsweredDialogs
from ilp_desktop.ui.preferences.choices import WORDS, nearest
from ilp_desktop.ui.preferences.screen import PreferencesPage
from ilp_desktop.vault.cost import CHEAP

pytestmark = pytest.mark.usefixtures("look")
NEW = "nine brown otters cross the cold canal"


@pytest.fixture
def clock():
    return school_clock()


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch):
    monkeypatch.setattr("ilp_desktop.office.offices.costs.calibrate", lambda clock: CHEAP)


@pytest.fixture(autouse=True)
def english():
    yield
    language.use("en")


@pytest.fixture
def office(tmp_path, clock):
    with new_office(tmp_path, clock) as made:
        yield made


@pytest.fixture
def dialogs():
    return AnsweredDialogs()


@pytest.fixture
def page(qtbot, office, background, dialogs, clock, tmp_path):
    door = Door(clock, places=tmp_path, settings=tmp_path, cost=CHEAP)
    made = PreferencesPage(office, background, dialogs, door)
    qtbot.addWidget(made)
    made.resize(1294, 768)
    with qtbot.waitSignal(made.shown):
        made.show()
    yield made
    background.close()


def segment(page, setting: str, key: str) -> QWidget:
    return page.findChild(QWidget, f"{setting}_segments").findChild(QWidget, f"{key}_segment")


def test_every_value_offered_is_one_that_the_setting_takes():
    for setting, offered in WORDS.items():
        about = ABOUT[setting]
        for value in offered:
            assert type(value) is type(getattr(Settings(), setting))
            if about.choices:
                assert value in about.choices
            else:
                assert about.lowest <= value <= about.highest
        assert not about.choices or set(about.choices) == set(offered)


def test_a_value_set_elsewhere_shows_as_the_nearest_one():
    assert nearest("idle_lock_minutes", 7) == 5
    assert nearest("text_percent", 140) == 150
    assert nearest("paper", "a4") == "a4"


def test_a_choice_is_in_force_at_once_and_kept(qtbot, page, office):
    with qtbot.waitSignal(page.settings_changed) as heard:
        segment(page, "color_scheme", "dark").click()
    assert theme.current() is theme.DARK
    assert heard.args[0].color_scheme == "dark"
    segment(page, "text_percent", "125").click()
    assert theme.text_percent() == 125
    page.findChild(QCheckBox, "reduce_motion_box").click()
    assert theme.motion_reduced()
    segment(page, "idle_lock_minutes", "10").click()
    with qtbot.waitSignal(page.shown):
        segment(page, "paper", "a4").click()
    chosen = Settings(color_scheme="dark", text_percent=125, reduce_motion=True, idle_lock_minutes=10, paper="a4")
    qtbot.waitUntil(lambda: office.preferences.current() == chosen, timeout=12_000)


def test_another_language_is_spoken_from_now_on(qtbot, page):
    with qtbot.waitSignal(page.language_changed) as heard:
        segment(page, "language", "es").click()
    assert heard.args == ["es"]
    assert language.in_use() == "es"


def test_a_choice_that_cannot_be_kept_is_taken_back(qtbot, page, office, monkeypatch):
    def full(**_values):
        raise OfficeError("store_disk_full")

    monkeypatch.setattr(office.preferences, "change", full)
    segment(page, "color_scheme", "dark").click()
    qtbot.waitUntil(page.banner.isVisible)
    assert theme.current() is not theme.DARK
    assert segment(page, "color_scheme", "system").isChecked()


def test_the_passphrase_is_changed_by_keyboard_and_the_old_one_opens_nothing(qtbot, page, office, clock):
    card = page.passphrase
    card.begin.click()
    QTest.keyClicks(card.old.editor, PASSPHRASE)
    QTest.keyClicks(card.pair.first.editor, NEW)
    QTest.keyClicks(card.pair.again.editor, NEW)
    QTest.keyClick(card.pair.again.editor, Qt.Key.Key_Return)
    assert card.working.isVisible()
    qtbot.waitUntil(card.banner.isVisible, timeout=20_000)
    assert "The passphrase is changed" in card.banner.words.text()
    assert (card.old.text(), card.pair.first.text(), card.pair.again.text()) == ("", "", "")
    folder = office.folder
    office.close()
    with pytest.raises(OfficeError, match="passphrase_wrong"):
        open_office(folder, PASSPHRASE, clock=clock, lowest=CHEAP)
    open_office(folder, NEW, clock=clock, lowest=CHEAP).close()


def test_a_wrong_or_weak_passphrase_is_said_where_it_was_typed(qtbot, page):
    card = page.passphrase
    card.begin.click()
    card.change.click()
    assert "opens the office now" in card.old.below.text()
    QTest.keyClicks(card.old.editor, "not this one at all, surely")
    QTest.keyClicks(card.pair.first.editor, "short")
    card.change.click()
    assert card.pair.first.editor.property("wrong") == "true"
    for line in (card.pair.first, card.pair.again):
        line.set_text("")
        QTest.keyClicks(line.editor, NEW)
    card.change.click()
    qtbot.waitUntil(lambda: "does not open the office" in card.old.below.text(), timeout=20_000)
    assert card.form.isVisible()
    assert card.form.isEnabled()


def test_a_new_recovery_sheet_is_saved_and_opens_the_office(qtbot, page, office, dialogs, tmp_path):
    sheet = tmp_path / "sheet.pdf"
    before = office._key_file.read()
    dialogs.answer(sheet)
    page.recovery.begin.click()
    QTest.keyClicks(page.recovery.passphrase.editor, PASSPHRASE)
    page.recovery.deed.click()
    qtbot.waitUntil(page.recovery.banner.isVisible, timeout=20_000)
    assert "Saved as sheet.pdf" in page.recovery.banner.words.text()
    assert sheet.read_bytes().startswith(b"%PDF-")
    assert office._key_file.read() != before
    assert page.recovery.passphrase.text() == ""


def test_a_sheet_that_could_not_be_saved_is_offered_again(qtbot, page, dialogs, tmp_path):
    (tmp_path / "no folder").write_text("")
    dialogs.answer(tmp_path / "no folder" / "sheet.pdf", tmp_path / "sheet.pdf")
    page.recovery.begin.click()
    QTest.keyClicks(page.recovery.passphrase.editor, PASSPHRASE)
    page.recovery.deed.click()
    qtbot.waitUntil(page.recovery.banner.isVisible, timeout=20_000)
    assert "could not be saved there" in page.recovery.banner.words.text()
    page.recovery.banner.action.click()
    qtbot.waitUntil((tmp_path / "sheet.pdf").exists)
    qtbot.waitUntil(lambda: "Saved as sheet.pdf" in page.recovery.banner.words.text())


def test_nothing_is_made_when_nobody_says_where_or_the_passphrase_is_wrong(qtbot, page, office, dialogs, tmp_path):
    before = office._key_file.read()
    dialogs.answer(None, tmp_path / "sheet.pdf")
    page.recovery.begin.click()
    QTest.keyClicks(page.recovery.passphrase.editor, "not this one at all, surely")
    page.recovery.deed.click()
    assert page.recovery.form.isVisible()
    page.recovery.deed.click()
    qtbot.waitUntil(lambda: "does not open the office" in page.recovery.passphrase.below.text(), timeout=20_000)
    assert not (tmp_path / "sheet.pdf").exists()
    assert office._key_file.read() == before


def test_what_was_typed_is_forgotten_when_the_page_is_left(page):
    page.passphrase.begin.click()
    QTest.keyClicks(page.passphrase.old.editor, PASSPHRASE)
    page.hide()
    assert page.passphrase.old.text() == ""
    assert page.passphrase.form.isHidden()


def test_escape_leaves_a_form_with_nothing_in_it(page):
    page.passphrase.begin.click()
    QTest.keyClicks(page.passphrase.old.editor, PASSPHRASE)
    QTest.keyClick(page.passphrase.old.editor, Qt.Key.Key_Escape)
    assert page.passphrase.form.isHidden()
    assert page.passphrase.old.text() == ""


def test_the_program_says_what_it_is_and_whose_work_it_stands_on(page):
    assert page.about.version.text().startswith("ILP Desktop ")
    page.about.toggle.click()
    assert "Apache License" in page.about.texts.toPlainText()
    assert page.about.texts.isReadOnly()
    page.about.toggle.click()
    assert page.about.texts.isHidden()
