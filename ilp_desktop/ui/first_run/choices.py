"""The first page: which way in."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import RADIUS, SPACE
from ilp_desktop.ui.widgets.chips import Badge
from ilp_desktop.ui.widgets.notices import Banner
from ilp_desktop.ui.widgets.texts import IconMark, Text
from ilp_desktop.ui.widgets.working import Working


class ChoiceRow(QAbstractButton):
    """One way on: an icon, what it is, and what it means."""

    def __init__(self, icon: str, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addStretch(1)
        column.addWidget(Text(title, "strong"))
        column.addWidget(Text(words, "body", "text2", wrap=True))
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.lg, SPACE.lg, SPACE.lg, SPACE.lg)
        row.setSpacing(SPACE.lg)
        row.addWidget(Badge(icon), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(column, 1)
        row.addWidget(IconMark("chevron-right", "text3", 20), 0, Qt.AlignmentFlag.AlignVCenter)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @override
    def sizeHint(self) -> QSize:
        layout = self.layout()
        assert layout is not None
        return layout.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QPen(t.color("focus"), 2) if self.hasFocus() else QPen(t.color("border"), 1)
        if self.underMouse() and not self.hasFocus():
            edge = QPen(t.color("accent"), 1)
        painter.setPen(edge)
        painter.setBrush(t.color("surface2" if self.isDown() else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS.card, RADIUS.card)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.update()


class WelcomePage(QWidget):
    """Four ways in: a new office, one that exists, one from a backup, the demo school."""

    new_wanted = Signal()
    existing_wanted = Signal()
    backup_wanted = Signal()
    demo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.md)
        column.addWidget(named(Text(_("Welcome"), "h1"), "welcome_title"))
        told = _("An office holds the students, conferences and plans of one school. How would you like to begin?")
        column.addWidget(Text(told, "body", "text2", wrap=True))
        column.addSpacing(SPACE.sm)
        self.rows = [self._way(*each) for each in self._ways()]
        for row in self.rows:
            column.addWidget(row)
        column.addSpacing(SPACE.xs)
        self.banner = Banner()
        self.working = Working()
        column.addWidget(self.banner)
        column.addWidget(self.working)

    def focus_first(self) -> None:
        """Put the keyboard on the first way in."""
        self.rows[0].setFocus()

    def _ways(self) -> tuple[tuple[str, str, str, str, SignalInstance], ...]:
        """Return each way's name, icon, title, words and signal."""
        return (
            (
                "new_choice",
                "school",
                _("Create a new office"),
                _("Takes about three minutes. A printer helps."),
                self.new_wanted,
            ),
            (
                "existing_choice",
                "folder-open",
                _("Open an office"),
                _("One that is on this computer."),
                self.existing_wanted,
            ),
            (
                "backup_choice",
                "rotate-ccw",
                _("Start from a backup"),
                _("The laptop is lost or new: with a stick, and the recovery sheet or a passphrase."),
                self.backup_wanted,
            ),
            (
                "demo_choice",
                "circle-play",
                _("Try the demo school"),
                _("About 600 invented students and a conference day under way. Nothing in it is real."),
                self.demo_wanted,
            ),
        )

    def _way(self, name: str, icon: str, title: str, words: str, wanted: SignalInstance) -> ChoiceRow:
        row = named(ChoiceRow(icon, title, words), name)
        row.clicked.connect(wanted)
        return row
