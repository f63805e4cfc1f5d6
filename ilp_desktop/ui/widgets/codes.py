"""The code of the recovery sheet as it is typed: each group is judged when it is there in full."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ilp_desktop.language import _, ngettext
from ilp_desktop.ui import theme
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets.fields import LineField
from ilp_desktop.ui.widgets.spoken import name_changed

Judge = Callable[[str], tuple[str, ...]]
"""Returns of each group whether it is ``empty``, ``begun``, ``good`` or ``wrong``."""
_GROUPS = 8
_EMPTY = ("empty",) * _GROUPS
_MARKS = {"good": "check", "wrong": "x"}
_LOOKS = {"good": ("accent_soft", "accent_text"), "wrong": ("red_soft", "red"), "begun": ("surface2", "text2")}
_ICON = 14


class GroupMarks(QWidget):
    """A small mark for each group, in the order of the sheet. The sign in it says what its color says."""

    def __init__(self) -> None:
        super().__init__()
        self.states = _EMPTY
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_spoken(_EMPTY))

    def show_states(self, states: tuple[str, ...]) -> None:
        """Show how each group stands."""
        if states != self.states:
            self.states = states
            name_changed(self, _spoken(states))
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, theme.scaled(24))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("small_strong", tabular=True))
        gap = SPACE.xs
        wide = (self.width() - gap * (_GROUPS - 1)) / _GROUPS
        for place, state in enumerate(self.states):
            ground, ink = _LOOKS.get(state, ("surface2", "text3"))
            box = QRectF(place * (wide + gap), 0, wide, self.height())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(t.color(ground))
            painter.drawRoundedRect(box, 6, 6)
            painter.setPen(t.color(ink))
            mark = _MARKS.get(state)
            shift = (_ICON + 2) / 2 if mark else 0
            painter.drawText(box.translated(-shift, 0), int(Qt.AlignmentFlag.AlignCenter), str(place + 1))
            if mark:
                at = QPointF(box.center().x() + 1, box.center().y() - _ICON / 2)
                painter.drawPixmap(at, theme.pixmap(mark, ink, _ICON, self.devicePixelRatioF()))


class CodeField(LineField):
    """Takes the code from the recovery sheet, and shows at once which group was mistyped."""

    def __init__(self, question: str, judge: Judge, parent: QWidget | None = None) -> None:
        hint = _("Eight groups of five. Capital or small letters, with or without blanks.")
        super().__init__(question, hint=hint, parent=parent)
        self._judge = judge
        self.marks = named(GroupMarks(), "code_marks")
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(2, self.marks)
        self.editor.textChanged.connect(self._show)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the line means the line."""
        self.editor.setFocus(Qt.FocusReason.MouseFocusReason)

    def _show(self, text: str) -> None:
        self.marks.show_states(self._judge(text) if text.strip() else _EMPTY)


def _spoken(states: tuple[str, ...]) -> str:
    wrong = [str(place + 1) for place, state in enumerate(states) if state == "wrong"]
    good = states.count("good")
    right = ngettext("{count} group is right", "{count} groups are right", good).format(count=good)
    if wrong:
        return f"{right}. " + _("Typing mistake in these groups: {groups}").format(groups=", ".join(wrong))
    return right
