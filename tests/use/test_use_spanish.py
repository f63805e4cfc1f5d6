"""The whole window in Spanish: every page readable, nothing left in English; the setting changes it at once."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget
from test_use_names_and_reach import Walk, look_at_first_run
from use_hands import Keys, Mouse, rows, shown, until
from use_reading import visible

from ilp_desktop import language
from ilp_desktop.app.speech import speak
from ilp_desktop.demo import offices
from tools import texts

pytestmark = pytest.mark.window


def _forms(part: object) -> list[str]:
    return [part] if isinstance(part, str) else [str(form) for form in part or ()]


@pytest.fixture(scope="module")
def only_english() -> frozenset[str]:
    """Return every sentence that Spanish says in other words."""
    messages = [message for message in texts.read(texts.po_path("es"), "es") if message.id]
    spanish = {form for message in messages for form in _forms(message.string)}
    return frozenset(form for message in messages for form in _forms(message.id) if form not in spanish)


@pytest.fixture
def in_spanish(monkeypatch: pytest.MonkeyPatch):
    """Speak Spanish from the first screen on, whatever an office is set to."""
    monkeypatch.setattr("ilp_desktop.app.program.speak", lambda _code: speak("es"))
    yield
    speak("en")


def _said(each: QWidget) -> list[str]:
    words = [each.accessibleName(), each.accessibleDescription(), each.toolTip()]
    if isinstance(each, QLabel | QAbstractButton):
        words.append(each.text())
    elif isinstance(each, QLineEdit):
        words.append(each.placeholderText())
    elif isinstance(each, QComboBox):
        words += [each.itemText(at) for at in range(each.count())]
    return words


def english_in(window: QWidget, only_english: frozenset[str]) -> Iterator[str]:
    """Yield what is said in English there."""
    # Where a family looks for its own language, each is named in itself.
    said = {word for each in visible(window) if each.objectName() != "en_segment" for word in _said(each)}
    yield from sorted(word for word in said if word in only_english or word.capitalize() in only_english)


class SpanishWalk(Walk):
    """Looks for English, too."""

    english: frozenset[str] = frozenset()

    def look(self, page: str) -> None:
        super().look(page)
        self.wrong += [f"{page}: in English: {word}" for word in english_in(self.program.window, self.english)]


@pytest.mark.usefixtures("in_spanish")
def test_the_first_pages_are_readable_in_spanish(place, only_english, monkeypatch):
    monkeypatch.setattr(SpanishWalk, "english", only_english)
    walk = look_at_first_run(place, SpanishWalk)
    assert "\n".join(walk.wrong) == ""
    assert len(walk.seen) == 6


def test_the_setting_changes_the_window_at_once_and_the_next_start_keeps_it(place, demo):
    program = place.start(demo)
    Keys(program.window).write("passphrase_field", offices.PASSPHRASE)
    mouse = Mouse(program.window)
    mouse.press("open_button")
    until(lambda: rows("day_list"))
    mouse.go("preferences", 5)
    mouse.press("es_segment")
    until(lambda: shown("students_place").text() == "Estudiantes", "the rail stays English")
    assert shown("day_place").text() == "Día"
    until(lambda: program.office.preferences.current().language == "es", "the choice is not kept")
    mouse.press("lock_action")
    until(
        lambda: (
            shown("unlock_told").text()
            == "Bloqueada. Todo lo escrito está guardado. La siguiente persona escribe su propia frase de contraseña."
        )
    )
    place.end(program)
    language.use("en")
    again = place.start()
    until(lambda: shown("open_button").text() == "Abrir", "the next start speaks English")
    place.end(again)
    speak("en")
