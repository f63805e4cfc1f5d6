import sys
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.ui.crash import CrashReports, CrashWindow, report
from ilp_desktop.ui.dialogs import AnsweredDialogs
from ilp_desktop.ui.widgets import Button

CANARY = "Camila Hernández 555-0100"


def _crash(name):
    local = {"student": name}
    try:
        raise KeyError(f"no such student {local['student']}")  # noqa: TRY301 - the frame of this test is looked for
    except KeyError as error:
        raise ValueError(name) from error


def _caught():
    try:
        _crash(CANARY)
    except ValueError as error:
        return error


def test_the_report_names_types_and_places_and_no_value():
    words = report(_caught())
    assert "builtins.ValueError" in words
    assert "builtins.KeyError" in words
    assert "tests/ui/test_ui_crash.py:" in words
    assert "in _crash" in words
    assert not any(part in words for part in ("Camila", "Hernández", "555", "no such student"))


def test_the_report_names_no_folder_of_a_person():
    import json

    try:
        json.loads("{")
    except ValueError as error:
        words = report(error)
    assert "json/decoder.py:" in words
    assert not any(line.strip().startswith("/") for line in words.splitlines())
    assert sys.prefix not in words


def test_the_code_of_what_the_office_met_is_told():
    try:
        try:
            raise OfficeError("student_gone", name=CANARY)  # noqa: TRY301 - a chain of two is what is tested
        except OfficeError as error:
            raise RuntimeError from error
    except RuntimeError as error:
        words = report(error)
    assert "OfficeError (student_gone)" in words
    assert "Camila" not in words


@pytest.fixture
def reports(qtbot, monkeypatch, tmp_path):
    made = CrashReports()
    for hook in ("excepthook", "unraisablehook"):
        monkeypatch.setattr(sys, hook, getattr(sys, hook))
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    made.heard = []
    made.reported.connect(made.heard.append)
    import faulthandler

    was_on = faulthandler.is_enabled()
    with (tmp_path / "fault.txt").open("w") as log:
        made.install(log)
        assert faulthandler.is_enabled()
        yield made
        faulthandler.disable()
    if was_on:
        faulthandler.enable(sys.__stderr__)


def test_an_error_nobody_caught_is_reported_from_any_thread(qtbot, reports, capsys):
    error = _caught()
    sys.excepthook(type(error), error, error.__traceback__)
    assert "Thread MainThread" in reports.heard[0]
    worker = threading.Thread(target=_crash, args=(CANARY,), name="writer_0")
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: len(reports.heard) == 2)
    assert "Thread writer_0" in reports.heard[1]
    assert "Camila" not in capsys.readouterr().err


def test_the_exact_report_is_shown_before_it_is_saved(qtbot, look, tmp_path):
    words = report(_caught())
    shown = CrashWindow(words, AnsweredDialogs(tmp_path / "report.txt"))
    qtbot.addWidget(shown)
    shown.open()
    assert shown.findChild(QPlainTextEdit, "crash_report").toPlainText() == words
    assert not (tmp_path / "report.txt").exists()
    qtbot.mouseClick(shown.findChild(Button, "crash_save"), Qt.MouseButton.LeftButton)
    assert (tmp_path / "report.txt").read_text(encoding="utf-8") == words


def test_a_place_that_cannot_be_written_to_is_said(qtbot, look, tmp_path):
    dialogs = AnsweredDialogs(tmp_path / "missing" / "report.txt")
    shown = CrashWindow("words", dialogs)
    qtbot.addWidget(shown)
    shown.open()
    qtbot.mouseClick(shown.findChild(Button, "crash_save"), Qt.MouseButton.LeftButton)
    assert dialogs.asked == ["Save the report", "The report was not saved"]
