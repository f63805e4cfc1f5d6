"""What happens when the program itself is wrong: a report of types and places, with no value in it."""

import faulthandler
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6 import __version__ as qt_version
from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ilp_desktop import __version__
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.language import _
from ilp_desktop.places import HOME
from ilp_desktop.ui.dialogs import Dialogs
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets.buttons import Button
from ilp_desktop.ui.widgets.texts import Text


def report(error: BaseException, thread: str = "") -> str:
    """Return the whole report: versions, and for each error in the chain its type and its frames.

    No message and no value: either may hold a student's name. The code of an OfficeError is a fixed word of ours.
    """
    import platform  # noqa: PLC0415 - before the first picture this is installed, and hardly ever asked

    lines = [
        f"ILP Desktop {__version__}",
        f"Python {platform.python_version()}, Qt {qt_version}, {platform.system()} {platform.machine()}",
        f"Thread {thread or threading.current_thread().name}",
    ]
    link: BaseException | None = error
    seen: set[int] = set()
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        code = f" ({link.code})" if isinstance(link, OfficeError) else ""
        lines += ["", f"{type(link).__module__}.{type(link).__qualname__}{code}", *_frames(link.__traceback__)]
        link = link.__cause__ or link.__context__
    return "\n".join(lines) + "\n"


def _frames(trace: TracebackType | None) -> list[str]:
    return [
        f"  {_short(frame.f_code.co_filename)}:{line} in {frame.f_code.co_qualname}"
        for frame, line in traceback.walk_tb(trace)
    ]


def _short(file: str) -> str:
    """Return a file's name without the person's folders: their login is in them."""
    path = Path(file)
    return path.relative_to(HOME).as_posix() if path.is_relative_to(HOME) else "/".join(path.parts[-2:])


class CrashReports(QObject):
    """Hears of every error that nobody caught, in any thread, and hands its report to the window."""

    reported = Signal(str)

    def install(self, log: TextIO | None = None) -> None:
        """Take over Python's hooks, and write a trace of frames to ``log`` should the interpreter itself fall."""
        into = log or sys.stderr
        if into is not None:  # pyright: ignore[reportUnnecessaryComparison] - None in a build without a console
            faulthandler.enable(file=into, all_threads=True)
        sys.excepthook = self._caught
        threading.excepthook = self._caught_in_thread
        sys.unraisablehook = self._caught_unraisable

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self._tell(error)

    def _caught_in_thread(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            self._tell(caught.exc_value, caught.thread.name if caught.thread else "")

    def _caught_unraisable(self, caught: "sys.UnraisableHookArgs") -> None:
        if caught.exc_value is not None:
            self._tell(caught.exc_value)

    def _tell(self, error: BaseException, thread: str = "") -> None:
        words = report(error, thread)
        if sys.stderr is not None:  # pyright: ignore[reportUnnecessaryComparison] - as above
            sys.stderr.write(words)
        self.reported.emit(words)


class CrashWindow(QDialog):
    """Shows the exact report before anyone saves it. It is never sent."""

    def __init__(self, words: str, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crash_window")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("The program made a mistake"))
        self.resize(640, 460)
        self._words = words
        self._dialogs = dialogs
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.xl, SPACE.xl, SPACE.xl, SPACE.lg)
        column.setSpacing(SPACE.md)
        column.addWidget(Text(_("The program made a mistake"), "h2"))
        told = _(
            "What was saved is safe. You can go on working; if something looks wrong, lock the office and open it again. "
            "Below is the exact report: it names parts of the program and no student, and it is not sent anywhere. "
            "You may save it and give it to whoever looks after this computer."
        )
        column.addWidget(Text(told, "body", "text2", wrap=True))
        shown = named(QPlainTextEdit(words), "crash_report")
        shown.setReadOnly(True)
        shown.setAccessibleName(_("Report"))
        column.addWidget(shown, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        save = named(Button(_("Save the report…"), ""), "crash_save")
        save.clicked.connect(self._save)
        close = named(Button(_("Close"), "primary"), "crash_close")
        close.clicked.connect(self.accept)
        row.addWidget(save)
        row.addWidget(close)
        column.addLayout(row)

    def _save(self) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        suggested = Path(documents) / "ilp-desktop-report.txt"
        self._dialogs.save_file(_("Save the report"), suggested, _("Text (*.txt)"), self._write)

    def _write(self, path: Path) -> None:
        try:
            path.write_text(self._words, encoding="utf-8")
        except OSError:
            told = _("The report could not be written there. Choose another folder, or free some space, and try again.")
            self._dialogs.tell(_("The report was not saved"), told)
