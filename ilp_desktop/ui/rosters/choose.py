"""Where a roster is dropped or chosen."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.language import _
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Badge, Button, Card, IconMark, Text, Tinted

TABLE_ENDINGS = frozenset({".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm"})


def dropped_roster(event: QDropEvent) -> Path | None:
    """Return the file or folder that is being dropped, if it is one thing of this computer that can hold a roster."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.is_dir() or path.suffix.lower() in TABLE_ENDINGS | {".zip"} else None


class ChooseView(QWidget):
    """Where a roster is dropped or chosen."""

    zip_wanted = Signal()
    folder_wanted = Signal()
    dropped = Signal(Path)

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.zip_button = named(Button(_("Choose a file…"), "primary", "file-up"), "roster_zip_button")
        self.folder_button = named(Button(_("Choose a folder…"), "", "folder-open"), "roster_folder_button")
        self.zip_button.clicked.connect(self.zip_wanted)
        self.folder_button.clicked.connect(self.folder_wanted)
        self.stopped = named(Tinted("blue"), "roster_stopped")
        self.stopped.body.addWidget(
            Text(
                _("The import was stopped. Nothing of it came in, and the office is as it was."),
                "body",
                "blue",
                wrap=True,
            )
        )
        self.field = Tinted("neutral", padding=SPACE.xxl, spacing=SPACE.sm)
        self._fill_field()
        card = Card(padding=SPACE.xl, spacing=SPACE.xl)
        card.body.addWidget(self.stopped)
        card.body.addWidget(self.field)
        card.body.addLayout(_what_happens())
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(card)
        down.addStretch(1)

    def _fill_field(self) -> None:
        center = Qt.AlignmentFlag.AlignHCenter
        title = Text(_("Drop the roster here"), "h2")
        words = _(
            "Any table your system exports: Excel, CSV or tab-separated. Or a OneRoster or School Data Sync package."
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.md)
        buttons.addStretch(1)
        buttons.addWidget(self.zip_button)
        buttons.addWidget(self.folder_button)
        buttons.addStretch(1)
        self.field.body.addWidget(Badge("file-up", size=56), 0, center)
        self.field.body.addSpacing(SPACE.sm)
        self.field.body.addWidget(title, 0, center)
        told = Text(words, "body", "text2", wrap=True)
        told.setAlignment(center)
        self.field.body.addWidget(told)
        self.field.body.addSpacing(SPACE.lg)
        self.field.body.addLayout(buttons)

    def _light_up(self, on: bool) -> None:
        self.field.set_tint("accent" if on else "neutral")

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_roster(event) is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._light_up(True)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._light_up(False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._light_up(False)
        path = dropped_roster(event)
        if path is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)


def _what_happens() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SPACE.xl)
    for icon, title, words in (
        ("eye", _("Look first"), _("You see what is new, changed or gone before anything of the office changes.")),
        (
            "pencil",
            _("Corrections stay"),
            _("What the office corrected by hand is not written over by an unchanged row."),
        ),
        ("shield-check", _("All or nothing"), _("It comes in as a whole. No plan, goal or signature is ever removed.")),
    ):
        part = QHBoxLayout()
        part.setSpacing(SPACE.md)
        part.addWidget(IconMark(icon, "accent_text", 20), 0, Qt.AlignmentFlag.AlignTop)
        down = QVBoxLayout()
        down.setSpacing(2)
        down.addWidget(Text(title, "strong"))
        down.addWidget(Text(words, "small", "text2", wrap=True))
        down.addStretch(1)
        part.addLayout(down, 1)
        row.addLayout(part, 1)
    return row
