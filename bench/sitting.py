"""python -m bench.sitting WHAT OFFICE …: one sitting at the window in this process; prints what it found as JSON."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListView, QStackedWidget, QTextEdit, QVBoxLayout, QWidget

from bench.hands import Hands, Heartbeat, TimedDerive, peak_mib, press, rest
from bench.sitting_copies import hand_out

WORDS = "I read to my brother every night now and he asks for two books. "
_BETWEEN_KEYS_MS = 60


def unlock(office: Path, when: str) -> dict[str, Any]:
    """From the click on Open to the conference day painted, without Argon2's own work."""
    derive = TimedDerive()
    hands = Hands(office)
    total = hands.unlock(pasted_at_once=when == "at_once")
    hands.program.close()
    return {"ms": total - derive.seconds * 1000, "argon2_ms": derive.seconds * 1000}


def stay(office: Path, rounds: str) -> dict[str, Any]:
    """A morning: the day opened, students looked for, files and conferences opened, words written."""
    hands = Hands(office)
    hands.unlock(pasted_at_once=False)
    rest(500)
    opened_peak = peak_mib()
    heart = Heartbeat()
    keys, files = _students(hands, int(rounds))
    found: dict[str, Any] = {"keystroke_ms": keys, "file_ms": files}
    hands.click("day_place")
    durable = _durable(hands)
    heart.begin()
    found["conference_ms"] = _conferences(hands, int(rounds))
    found["clicking_late_ms"] = heart.end()
    _open_conference(hands, "Camila")
    rest(1500)
    heart.begin()
    found["durable_ms"] = _write(hands, durable, 2 * int(rounds))
    found["typing_late_ms"] = heart.end()
    found["opened_peak_mib"] = opened_peak
    found["peak_mib"] = peak_mib()
    hands.program.close()
    return found


def bare(_office: Path, rounds: str) -> dict[str, Any]:
    """The floor: a window with one box to write into and nothing else, written into for as long."""
    app = QApplication(sys.argv[:1])
    window = QWidget()
    box = QTextEdit()
    QVBoxLayout(window).addWidget(box)
    window.resize(1366, 768)
    window.show()
    heart = Heartbeat()
    rest(300)
    heart.begin()
    for letter in WORDS * (2 * int(rounds) // len(WORDS) + 1):
        press(box, letter)
        rest(_BETWEEN_KEYS_MS)
    late = heart.end()
    del app
    return {"typing_late_ms": late, "peak_mib": peak_mib()}


def bare_day(office: Path, _rounds: str) -> dict[str, Any]:
    """The floor of unlocking: the key is there; the same rows read over one bare connection into a bare list."""
    from bench.days import MORNING
    from bench.desks import DAY_ROWS, raw_connection

    app = QApplication(sys.argv[:1])
    window = QWidget()
    rows = QListView()
    QVBoxLayout(window).addWidget(rows)
    window.resize(1366, 768)
    window.show()
    rest(300)
    from PySide6.QtCore import QStringListModel

    open_raw = raw_connection(office)
    began = perf_counter()
    raw = open_raw()
    found = raw.execute(DAY_ROWS, (MORNING.date().isoformat(),)).fetchall()
    rows.setModel(QStringListModel([f"{at} {given} {family} {state}" for at, given, family, state in found]))
    rows.viewport().repaint()
    milliseconds = (perf_counter() - began) * 1000
    raw.close()
    assert found
    del app
    return {"ms": milliseconds}


def _students(hands: Hands, rounds: int) -> tuple[list[float], list[float]]:
    hands.click("students_place")
    page = hands.page("students")
    answers: list[object] = []
    page.answered.connect(lambda: answers.append(page.side.update()))
    page.file_shown.connect(answers.append)
    hands.wait(lambda: hands.rows("student_list") > 0, "the first students")
    field = hands.find("student_find_field")
    editor = field.focusProxy() or field
    keys: list[float] = []
    files: list[float] = []
    for turn in range(rounds):
        word = ("gar", "ra mo", "ana ma", "nguy", "begay", "ol", "san jo", "ch")[turn % 8]
        QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        for letter in word:
            answers.clear()
            keys.append(hands.moment(lambda letter=letter: press(editor, letter), lambda: bool(answers), "the list"))
            rest(40)
        view = hands.listing("student_list")
        if hands.rows("student_list") <= turn % 5:
            continue
        answers.clear()
        files.append(
            hands.moment(lambda turn=turn, view=view: hands.click_row(view, turn % 5), lambda: bool(answers), "a file")
        )
        rest(100)
    return keys, files


def _conferences(hands: Hands, rounds: int) -> list[float]:
    costs: list[float] = []
    count = hands.rows("day_list")
    for turn in range(rounds):
        costs.append(_open_row(hands, turn % count))
        rest(700)
    return costs


def _open_row(hands: Hands, row: int) -> float:
    view = hands.listing("day_list")
    name = hands.model(view).index(row, 0).data(Qt.ItemDataRole.ToolTipRole)

    def shown() -> bool:
        # The conference before stays until this one is ready; of what stands there at the very first, nothing is named.
        header = hands.window.findChild(QLabel, "student_name")
        pages = hands.window.findChild(QStackedWidget, "conference_pages")
        return (
            isinstance(header, QLabel)
            and header.text() == name
            and isinstance(pages, QStackedWidget)
            and pages.isVisible()
            and bool((page := pages.currentWidget()) and page.objectName())
        )

    return hands.moment(lambda: hands.click_row(view, row), shown, "a conference")


def _open_conference(hands: Hands, name: str) -> None:
    view = hands.listing("day_list")
    model: QAbstractItemModel = hands.model(view)
    row = next(
        row
        for row in range(model.rowCount())
        if name in str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    )
    hands.click_row(view, row)
    hands.wait(lambda: hands.is_shown("celebrate_proud_text"), "the box to write into")


def _durable(hands: Hands) -> list[tuple[str, float]]:
    """Note each text that a draft or a change has made durable, and when: on the writer's thread, as it returns."""
    office = hands.program.office
    assert office is not None
    noted: list[tuple[str, float]] = []

    def timed(verb: Callable[..., Any]) -> Callable[..., Any]:
        def run(conference_id: int, field: str, text: str, *more: Any, **also: Any) -> Any:
            done = verb(conference_id, field, text, *more, **also)
            noted.append((text, perf_counter()))
            return done

        return run

    for name in ("save_draft", "leave_field"):
        setattr(office.conferences, name, timed(getattr(office.conferences, name)))
    return noted


def _write(hands: Hands, durable: list[tuple[str, float]], letters: int) -> list[float]:
    """Type at a quick typist's pace; return for each letter how long it took until it stood in a durable text."""
    box = hands.find("celebrate_proud_text")
    assert isinstance(box, QTextEdit)
    QTest.mouseClick(box.viewport(), Qt.MouseButton.LeftButton)
    QTest.keyClick(box, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    before = len(box.toPlainText())
    durable.clear()
    typed: list[float] = []
    for at in range(letters):
        typed.append(perf_counter())
        press(box, WORDS[at % len(WORDS)])
        rest(_BETWEEN_KEYS_MS)
    text = box.toPlainText()
    hands.wait(lambda: any(len(kept) >= len(text) for kept, _at in durable), "the last letter durable")
    return [
        (next(when for kept, when in durable if len(kept) > before + at) - began) * 1000
        for at, began in enumerate(typed)
    ]


def flushes(office: Path, _rounds: str) -> dict[str, Any]:
    """Save a section, between two marks: run under strace, which counts what was flushed."""
    import os

    from bench.desks import a_conference, open_desk
    from ilp_desktop.services.conferences import Conferences

    desk, _keys = open_desk(office)
    conferences = Conferences(desk)
    under_way = a_conference(desk)
    conferences.open(under_way)
    for mark, text in (("first", "I read."), ("save", "I read to my brother."), ("end", "")):
        os.write(2, f"MARK {mark}\n".encode())
        if text:
            conferences.leave_field(under_way, "answer:celebrate.proud", text, "en")
    desk.store.close()
    return {}


def board(office: Path, rounds: str) -> dict[str, Any]:
    """The board: gone to, its parts and filters chosen, students chosen; everybody was judged before."""
    hands = Hands(office)
    hands.unlock(pasted_at_once=False)
    rest(2500)  # whatever follows the opening is over
    answers: list[object] = []
    first = hands.moment(lambda: hands.click("board_place"), lambda: hands.is_shown("board_page"), "the board")
    page = hands.page("board")
    page.answered.connect(lambda: answers.append(page.update()))
    rest(500)
    heart = Heartbeat()
    heart.begin()
    clicks: list[float] = []
    for _turn in range(int(rounds)):
        for name in (
            "everyone_segment",
            "overdue_tile",
            "no_plan_tile",
            "mine_segment",
            "clause_segment",
            "due_segment",
        ):
            answers.clear()
            clicks.append(hands.moment(lambda name=name: hands.click(name), lambda: bool(answers), name))
            rest(60)
        hands.click("everyone_segment")
        rest(150)
        hands.click_row(hands.listing("board_list"), _turn % 8)
        rest(250)
    late = heart.end()
    hands.program.close()
    return {"first_ms": first, "click_ms": clicks, "late_ms": late}


SITTINGS: dict[str, Callable[[Path, str], dict[str, Any]]] = {
    "unlock": unlock,
    "stay": stay,
    "bare": bare,
    "bare_day": bare_day,
    "flushes": flushes,
    "board": board,
    "hand_out": hand_out,
}

if __name__ == "__main__":
    print(json.dumps(SITTINGS[sys.argv[1]](Path(sys.argv[2]), sys.argv[3])))
