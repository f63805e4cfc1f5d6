"""The window in Spanish: its own words and Qt's, from the first screen, and what the computer remembers of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ilp_desktop import language
from ilp_desktop.app.doors import Door
from ilp_desktop.app.speech import of_this_computer, speak
from ilp_desktop.clock import SetClock
from ilp_desktop.office import found
from ilp_desktop.settings import Settings
from ilp_desktop.ui import theme
from ilp_desktop.ui.day.words import date_words, day_words, hour_words, language_within, language_words
from ilp_desktop.ui.shell import RailButton, Shell
from ilp_desktop.vault.cost import CHEAP

OCTOBER = datetime(2026, 10, 8, 14, 50, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _english_afterward(qapp: QApplication) -> Iterator[None]:
    yield
    speak("en")


def _qt_copy() -> str:
    """Qt's own word in the menu of every text box."""
    return QCoreApplication.translate("QWidgetTextControl", "&Copy")


def test_qts_own_menus_follow_the_language_there_and_back() -> None:
    assert _qt_copy() == "&Copy"
    speak("es")
    speak("es")
    assert language.in_use() == "es"
    assert _qt_copy() == "&Copiar"
    speak("en")
    assert _qt_copy() == "&Copy"


def test_a_language_that_is_not_there_is_spoken_as_english() -> None:
    speak("xx")
    assert language.in_use() == "en"
    assert of_this_computer() in language.LANGUAGES


def test_dates_are_written_as_spanish_is_written_in_american_schools() -> None:
    speak("es")
    assert day_words(OCTOBER.date()) == "jueves 8 de octubre"
    assert date_words(OCTOBER.date()) == "8 oct 2026"
    assert hour_words(OCTOBER) == "2:50 p.m."


def test_the_next_start_asks_for_the_passphrase_in_the_language_of_last_time(tmp_path: Path) -> None:
    door = Door(SetClock(OCTOBER), places=tmp_path / "offices", settings=tmp_path / "settings")
    assert door.recent_language() is None
    office = tmp_path / "Lincoln.ilp"
    office.mkdir()
    speak("es")
    door.remember(office, uuid4(), uuid4())
    assert door.recent_language() == "es"
    assert door.recent() == office
    (tmp_path / "settings" / "recent.json").write_text('{"office": 3', encoding="utf-8")
    assert door.recent_language() is None


def test_an_office_made_in_spanish_opens_in_spanish(tmp_path: Path) -> None:
    speak("es")
    with found(
        tmp_path / "Lincoln.ilp",
        office_name="Escuela Lincoln",
        person_name="Rosa Díaz",
        passphrase="siete garzas cruzan el canal gris",
        clock=SetClock(OCTOBER),
        cost=CHEAP,
    ) as founding:
        office = founding.confirm(founding.recovery_code)
    try:
        assert office.settings == replace(Settings(), language="es")
        assert office.preferences.current() == office.settings
    finally:
        office.close()


@pytest.mark.usefixtures("look")
def test_the_rail_is_as_wide_as_its_longest_word(qtbot: QtBot) -> None:
    speak("es")
    shell = Shell()
    qtbot.addWidget(shell)
    shell.add_page("students", "users-round", language.translation("es").gettext("Students"), QWidget)
    shell.resize(600, 400)
    shell.show()
    place = shell.findChild(RailButton)
    needed = QFontMetrics(theme.font("rail")).boundingRect(place.text()).width()
    assert place.text() == "Estudiantes"
    assert place.width() - 4 >= needed


def test_a_language_begins_with_a_small_letter_within_a_spanish_sentence() -> None:
    assert language_within("es") == "Spanish"
    speak("es")
    assert language_words("es") == "Español"
    assert language_within("es") == "español"
