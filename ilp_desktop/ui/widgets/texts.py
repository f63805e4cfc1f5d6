"""Words on the screen: a label that knows its role, keeps its height and follows the text size."""

from functools import cache

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ilp_desktop.ui import theme
from ilp_desktop.ui.overriding import override

_PLAIN = Qt.TextFormat.PlainText


def restyle(widget: QWidget) -> None:
    """Let the stylesheet see a dynamic property that has changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


@cache
def _policy(*, wrap: bool, elide: bool) -> QSizePolicy:
    across = QSizePolicy.Policy.Ignored if elide else QSizePolicy.Policy.Preferred
    # A label that may grow upwards soaks up spare height, and its heading floats.
    up = QSizePolicy.Policy.Minimum if wrap else QSizePolicy.Policy.Fixed
    policy = QSizePolicy(across, up)
    policy.setHeightForWidth(wrap)
    return policy


class Text(QLabel):
    """Plain words in a role of the type scale. Never rich text: a student's name may hold any character."""

    def __init__(
        self,
        words: str = "",
        role: str = "body",
        fg: str = "text",
        *,
        wrap: bool = False,
        elide: bool = False,
        tabular: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role = role
        self._tabular = tabular
        self._elide = elide
        self._own_tip = ""
        self._heights: dict[int, int] = {}
        self.setTextFormat(_PLAIN)
        if wrap:
            self.setWordWrap(True)
        self._fg = fg
        if fg != "text":
            self.setForegroundRole(theme.INKS[fg])
        self.setFont(theme.font(role, tabular=tabular))
        self.setSizePolicy(_policy(wrap=wrap, elide=elide))
        self.setText(words)  # last: each change before would measure the words anew

    @property
    def fg(self) -> str:
        """The token whose color the words are written in."""
        return self._fg

    def set_fg(self, token: str) -> None:
        """Write in another token's color."""
        if self._fg != token:
            self._fg = token
            self.setForegroundRole(theme.INKS[token])

    @override
    def setText(self, words: str) -> None:
        self._heights.clear()
        super().setText(words)

    @override
    def heightForWidth(self, width: int) -> int:
        # Boxes in boxes ask each label thirty times for a handful of widths, and Qt would shape the words each time.
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = super().heightForWidth(width)
        return height

    def follow_text_size(self) -> None:
        """Take the font anew: the text size was changed."""
        self._heights.clear()
        self.setFont(theme.font(self._role, tabular=self._tabular))

    @override
    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(0, hint.height()) if self._elide else hint

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._elide:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self._tell_whole(is_cut=shown != self.text())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), self.alignment() | Qt.AlignmentFlag.AlignVCenter, shown)

    def _tell_whole(self, *, is_cut: bool) -> None:
        """Show all of a line that is cut while the pointer rests on it, unless somebody said what shows there."""
        if self.toolTip() == self._own_tip:
            self._own_tip = self.text() if is_cut else ""
            if self.toolTip() != self._own_tip:
                self.setToolTip(self._own_tip)


def text(
    words: str = "",
    role: str = "body",
    fg: str = "text",
    *,
    wrap: bool = False,
    elide: bool = False,
    tabular: bool = False,
) -> Text:
    """Return a label: ``role`` of the type scale, ``fg`` a token's name; ``elide`` cuts one line where room ends."""
    return Text(words, role, fg, wrap=wrap, elide=elide, tabular=tabular)


class IconMark(QWidget):
    """An icon on its own. It says nothing to a screen reader: the words beside it do."""

    def __init__(self, icon: str, ink: str = "text2", size: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._ink = ink
        self._size = size
        self.setFixedSize(size, size)

    def show_icon(self, icon: str, ink: str) -> None:
        """Show another icon."""
        self._icon, self._ink = icon, ink
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, theme.pixmap(self._icon, self._ink, self._size, self.devicePixelRatioF()))
