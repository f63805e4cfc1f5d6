"""Questions to the person that need a window of their own. None of them waits: the answer comes to ``then``."""

from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget  # noqa: TID251 - the one place

from ilp_desktop.language import _
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets.buttons import Button
from ilp_desktop.ui.widgets.fields import LineField
from ilp_desktop.ui.widgets.texts import Text


class Dialogs(Protocol):
    """Asks a person. ``then`` is called with the answer, and not at all where the person thinks better of it."""

    def open_file(self, title: str, filters: str, then: Callable[[Path], None]) -> None:
        """Ask for a file that exists; ``filters`` as Qt writes them: ``Roster (*.zip);;All files (*)``."""
        ...

    def save_file(self, title: str, suggested: Path, filters: str, then: Callable[[Path], None]) -> None:
        """Ask where to write a file; replacing one is asked about."""
        ...

    def choose_folder(self, title: str, start: Path, then: Callable[[Path], None]) -> None:
        """Ask for a folder."""
        ...

    def confirm(self, title: str, text: str, yes: str, then: Callable[[], None], *, danger: bool = False) -> None:
        """Ask before something is done; ``yes`` names the deed, never only "OK"."""
        ...

    def ask_text(self, title: str, question: str, then: Callable[[str], None], *, text: str = "") -> None:
        """Ask for one line."""
        ...

    def tell(self, title: str, text: str) -> None:
        """Say something that must be read."""
        ...

    def close_all(self) -> None:
        """Take every question away unanswered: the office is being locked."""
        ...


class WindowDialogs:
    """Dialogs over a window: the computer's own for files, ours for the rest."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def open_file(self, title: str, filters: str, then: Callable[[Path], None]) -> None:
        asked = QFileDialog(self._window, title, "", filters)
        asked.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._ask_for_path(asked, then)

    def save_file(self, title: str, suggested: Path, filters: str, then: Callable[[Path], None]) -> None:
        asked = QFileDialog(self._window, title, str(suggested.parent), filters)
        asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asked.setDefaultSuffix(suggested.suffix.lstrip("."))
        asked.selectFile(suggested.name)
        self._ask_for_path(asked, then)

    def choose_folder(self, title: str, start: Path, then: Callable[[Path], None]) -> None:
        asked = QFileDialog(self._window, title, str(start))
        asked.setFileMode(QFileDialog.FileMode.Directory)
        asked.setOption(QFileDialog.Option.ShowDirsOnly)
        self._ask_for_path(asked, then)

    def confirm(self, title: str, text: str, yes: str, then: Callable[[], None], *, danger: bool = False) -> None:
        asked = Question(self._window, title, text, yes, danger=danger)
        asked.accepted.connect(then)
        asked.open()

    def ask_text(self, title: str, question: str, then: Callable[[str], None], *, text: str = "") -> None:
        asked = Question(self._window, title, "", _("Continue"), line=question)
        assert asked.line is not None
        asked.line.set_text(text)
        asked.accepted.connect(lambda: then(asked.line_text()))
        asked.open()

    def tell(self, title: str, text: str) -> None:
        Question(self._window, title, text, _("Close"), one_way=True).open()

    def close_all(self) -> None:
        for asked in self._window.findChildren(QDialog):
            asked.reject()

    def _ask_for_path(self, asked: QFileDialog, then: Callable[[Path], None]) -> None:
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def chosen(path: str) -> None:
            then(Path(path))

        asked.fileSelected.connect(chosen)
        asked.open()


class Question(QDialog):
    """One question with its deed as a button, in the program's own look. Escape leaves it undone."""

    def __init__(
        self,
        window: QWidget,
        title: str,
        text: str,
        yes: str,
        *,
        danger: bool = False,
        one_way: bool = False,
        line: str = "",
    ) -> None:
        super().__init__(window)
        self.setObjectName("question_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(440)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.xl, SPACE.xl, SPACE.xl, SPACE.lg)
        column.setSpacing(SPACE.md)
        column.addWidget(named(Text(title, "h2", wrap=True), "question_title"))
        if text:
            column.addWidget(named(Text(text, "body", "text2", wrap=True), "question_text"))
        self.line = named(LineField(line), "question_line") if line else None
        if self.line is not None:
            column.addWidget(self.line)
            self.line.entered.connect(self.accept)
        column.addSpacing(SPACE.sm)
        column.addLayout(self._answers(yes, danger=danger, one_way=one_way))

    def _answers(self, yes: str, *, danger: bool, one_way: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE.sm)
        row.addStretch(1)
        no = named(Button(_("Cancel"), "ghost"), "question_no")
        no.clicked.connect(self.reject)
        deed = named(Button(yes, "danger" if danger else "primary"), "question_yes")
        deed.clicked.connect(self.accept)
        row.addWidget(no)
        row.addWidget(deed)
        if one_way:
            no.hide()
        # Return alone must not do what cannot be undone.
        deed.setDefault(not danger)
        (self.line or (no if danger else deed)).setFocus()
        return row

    def line_text(self) -> str:
        """Return what was typed."""
        return self.line.text().strip() if self.line is not None else ""


class AnsweredDialogs:
    """Answers given ahead, in the order they will be asked: for tests and for the demo without a screen.

    An answer of None is a person who thinks better of it.
    """

    def __init__(self, *answers: object) -> None:
        self._answers = deque(answers)
        self.asked: list[str] = []
        """The titles, in the order they were asked."""

    def answer(self, *answers: object) -> None:
        """Give more answers ahead."""
        self._answers.extend(answers)

    def _next(self, title: str) -> object:
        self.asked.append(title)
        assert self._answers, f"nobody answered: {title}"
        return self._answers.popleft()

    def _path(self, title: str, then: Callable[[Path], None]) -> None:
        answer = self._next(title)
        if isinstance(answer, Path):
            then(answer)

    def open_file(self, title: str, filters: str, then: Callable[[Path], None]) -> None:  # noqa: ARG002 - as Dialogs
        self._path(title, then)

    def save_file(self, title: str, suggested: Path, filters: str, then: Callable[[Path], None]) -> None:  # noqa: ARG002
        self._path(title, then)

    def choose_folder(self, title: str, start: Path, then: Callable[[Path], None]) -> None:  # noqa: ARG002
        self._path(title, then)

    def confirm(self, title: str, text: str, yes: str, then: Callable[[], None], *, danger: bool = False) -> None:  # noqa: ARG002
        if self._next(title):
            then()

    def ask_text(self, title: str, question: str, then: Callable[[str], None], *, text: str = "") -> None:  # noqa: ARG002
        answer = self._next(title)
        if isinstance(answer, str):
            then(answer)

    def tell(self, title: str, text: str) -> None:  # noqa: ARG002
        self.asked.append(title)

    def close_all(self) -> None:
        self.asked.append("closed")
