"""Buttons: the frame is the stylesheet's, icon and words are painted here so that their gap is right."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyleOptionButton, QWidget

from ilp_desktop.ui import theme
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import RADIUS, SPACE
from ilp_desktop.ui.widgets.texts import restyle

_GAP = 10
_INK = {
    "primary": "on_accent",
    "danger": "red",
    "ghost": "text2",
    "segment": "text2",
    "toast": "surface",
    "way": "accent_text",
}
_NARROW = frozenset({"figure", "way"})
_FOCUS_INSET = 3.5


class Button(QPushButton):
    """A button of a kind: ``""`` (outlined), ``primary`` (one a screen), ``ghost`` (quiet), ``danger``, ``segment``.

    A ``figure`` is a number that lists what it counts; a ``way`` leads to another place and stands beside others.
    """

    def __init__(
        self,
        words: str = "",
        kind: str = "",
        icon: str = "",
        *,
        trailing: bool = False,
        spoken: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, parent)
        assert words or spoken, "a button without words is spoken by a name"
        self._own_tip = ""
        self._icon = icon
        self._trailing = trailing
        self.setProperty("kind", kind)
        self.setFont(theme.font("strong"))  # also for a segment that is off, so that its width stays when it is chosen
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        if spoken:
            self.setAccessibleName(spoken)
            self.setToolTip(spoken if not words else "")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_kind(self, kind: str) -> None:
        """Change what kind of button this is."""
        if self.property("kind") != kind:
            self.setProperty("kind", kind)
            restyle(self)

    def set_icon(self, icon: str) -> None:
        """Show another icon, by name."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def ink(self) -> str:
        """Return the token that words and icon are drawn in, as the button stands now."""
        kind = str(self.property("kind"))
        if not self.isEnabled():
            return "text3"
        if kind == "segment" and self.isChecked():
            return "text"
        if kind == "ghost" and self.underMouse():
            return "text"
        return _INK.get(kind, "text")

    def follow_text_size(self) -> None:
        """Take the font anew: the text size was changed."""
        self.setFont(theme.font("strong"))

    def _content_width(self) -> int:
        words = self.fontMetrics().horizontalAdvance(self.text().replace("&", "")) if self.text() else 0
        mark = theme.SIZE.icon if self._icon else 0
        return words + mark + (_GAP if words and mark else 0)

    @override
    def sizeHint(self) -> QSize:
        kind = self.property("kind")
        side = SPACE.sm if kind in _NARROW else SPACE.md if kind == "segment" or not self.text() else SPACE.lg + 2
        return QSize(self._content_width() + 2 * side, super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(hint.width() - SPACE.md, hint.height())

    @override
    def initStyleOption(self, option: QStyleOptionButton) -> None:
        # The style draws the frame alone. (Asking it for the bevel by name would load every enum of QStyle at start.)
        super().initStyleOption(option)
        option.text = ""  # pyright: ignore[reportAttributeAccessIssue] - a plain field that the stubs leave out

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        if self.hasFocus() and self.property("kind") == "primary":
            # The focus color is the button's own ground, so the ring goes inside, in the color of its words.
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.current().color("on_accent"), 1.5))
            inset = QRectF(self.rect()).adjusted(_FOCUS_INSET, _FOCUS_INSET, -_FOCUS_INSET, -_FOCUS_INSET)
            painter.drawRoundedRect(inset, RADIUS.field - 3, RADIUS.field - 3)
        self._paint_content(painter)

    def _paint_content(self, painter: QPainter) -> None:
        ink = self.ink()
        size = theme.SIZE.icon
        left = (self.width() - self._content_width()) // 2
        words = self._content_width() - ((size + _GAP) if self._icon and self.text() else size if self._icon else 0)
        words_left = left
        if self._icon:
            mark_left = left + words + _GAP if self._trailing and self.text() else left
            words_left = left if self._trailing else left + size + _GAP
            mark_ink = "text2" if ink == "text" else ink
            mark = theme.pixmap(self._icon, mark_ink, size, self.devicePixelRatioF())
            painter.drawPixmap(mark_left, (self.height() - size) // 2, mark)
        if self.text():
            painter.setPen(theme.current().color(ink))
            if self.property("kind") == "segment" and not self.isChecked():
                painter.setFont(theme.font("body"))
                words_left += (words - painter.fontMetrics().horizontalAdvance(self.text())) // 2
            room = self.width() - 2 * SPACE.xs
            where = QRect(max(SPACE.xs, words_left), 0, min(words + 2, room), self.height())
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(where, int(flags) | int(Qt.TextFlag.TextHideMnemonic), self._fitting(painter, room))

    def _fitting(self, painter: QPainter, room: int) -> str:
        """Return the words as far as there is room; where they are cut, the pointer is told all of them."""
        is_cut = not self._icon and painter.fontMetrics().horizontalAdvance(self.text()) > room
        if self.toolTip() == self._own_tip:
            self._own_tip = self.text() if is_cut else ""
            if self.toolTip() != self._own_tip:
                self.setToolTip(self._own_tip)
        return (
            painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room) if is_cut else self.text()
        )


def button(words: str = "", kind: str = "", icon: str = "", *, trailing: bool = False, spoken: str = "") -> Button:
    """Return a button; ``trailing`` puts the icon after the words; ``spoken`` names a button that has only an icon."""
    return Button(words, kind, icon, trailing=trailing, spoken=spoken)
