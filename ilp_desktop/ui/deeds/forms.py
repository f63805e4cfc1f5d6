"""A form in place: a heading, a few questions, and the deed as a button. It asks; who shows it does."""

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QEvent, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.deeds.days import DayField
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Banner, Button, LineField, Text, Tinted

Part = TypeVar("Part", bound=QWidget)
_SIDE_BY_SIDE = 420
"""The least width, in pixels at 100 %, for two questions beside each other."""
_FOOT = Qt.AlignmentFlag.AlignBottom


class _Line(QLineEdit):
    """Letters typed take the place of what stood there."""

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        QTimer.singleShot(0, self, self.selectAll)


class Chooser(QWidget):
    """A question above a list to choose from; where it may be long, letters typed anywhere in a word find."""

    chosen = Signal()

    def __init__(
        self,
        name: str,
        question: str,
        offered: Iterable[tuple[object, str]],
        chosen: object = None,
        *,
        long: bool = False,
    ) -> None:
        super().__init__()
        self.box = named(QComboBox(), name)
        self.box.setAccessibleName(question)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.currentTextChanged.connect(self.box.setToolTip)  # what is cut for want of room is said whole
        self.box.setMinimumContentsLength(12)
        rows = list(offered)
        self._values = [value for value, _words in rows]
        # All at once: added one by one, three hundred names would hold the window up.
        self.box.setModel(QStringListModel([words for _value, words in rows], self.box))
        if long:
            self._find_as_typed()
        # Of many, nobody is chosen by themselves.
        at = self._values.index(chosen) if chosen in self._values else -1
        self.box.setCurrentIndex(at if long else max(0, at))
        self.box.currentIndexChanged.connect(self.chosen)
        heading = Text(question, "strong")
        heading.setBuddy(self.box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs + 2)
        column.addWidget(heading)
        column.addWidget(self.box)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.fit_text()

    def value(self) -> object:
        """Return what is chosen; None where what is typed is none of what is offered."""
        at = self.box.findText(self.box.currentText(), Qt.MatchFlag.MatchFixedString)
        return None if at < 0 else self._values[at]

    def fit_text(self) -> None:
        """Take the font anew: the text size was changed."""
        self.box.setFont(theme.font("body"))
        self.box.setFixedHeight(theme.scaled(theme.SIZE.control) + 2)

    def _find_as_typed(self) -> None:
        line = _Line()
        self.box.setEditable(True)
        self.box.setLineEdit(line)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.box.model(), self.box)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.box.setCompleter(completer)
        line.setFont(theme.font("body"))
        line.setPlaceholderText(_("Type a few letters"))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        self.box.setFocus(event.reason())


class Checks(QWidget):
    """A question above boxes to tick, in so many columns."""

    def __init__(
        self,
        name: str,
        question: str,
        offered: Sequence[tuple[Hashable, str]],
        chosen: Iterable[Hashable],
        columns: int = 2,
    ) -> None:
        super().__init__()
        ticked = frozenset(chosen)
        self._boxes: dict[Hashable, QCheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs + 2)
        column.addWidget(Text(question, "strong"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.xl)
        grid.setVerticalSpacing(SPACE.xs)
        for at, (value, words) in enumerate(offered):
            box = named(QCheckBox(words), f"{name}_{getattr(value, 'value', value)}")
            box.setAccessibleName(f"{question} {words}")
            box.setFont(theme.font("body"))
            box.setChecked(value in ticked)
            self._boxes[value] = box
            grid.addWidget(box, at // columns, at % columns)
        grid.setColumnStretch(columns, 1)
        column.addLayout(grid)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def chosen(self) -> frozenset[Hashable]:
        """Return what is ticked."""
        return frozenset(value for value, box in self._boxes.items() if box.isChecked())

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        next(iter(self._boxes.values())).setFocus(event.reason())


class DeedForm(Tinted):
    """Questions about one deed. Return in a line does it, Escape leaves it; what went wrong is said inside."""

    wanted = Signal()
    left = Signal()

    def __init__(
        self, name: str, title: str, deed: str, words: str = "", *, danger: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__("neutral", padding=SPACE.lg, spacing=SPACE.md, parent=parent)
        named(self, f"{name}_form")
        self._name = name
        self._parts: dict[str, QWidget] = {}
        self._sides: list[tuple[QBoxLayout, tuple[QWidget, ...]]] = []
        self.banner = named(Banner(), f"{name}_banner")
        self.deed = named(Button(deed, "danger" if danger else "primary"), f"{name}_button")
        self.cancel = named(Button(_("Cancel"), "ghost"), f"{name}_cancel")
        self.deed.clicked.connect(self._ask)
        self.cancel.clicked.connect(self.left)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(SPACE.md)
        self.body.addWidget(Text(title, "h2", wrap=True))
        if words:
            self.body.addWidget(Text(words, "body", "text2", wrap=True))
        self.body.addLayout(self._rows)
        self.body.addWidget(self.banner)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE.sm)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.deed)
        self.body.addLayout(foot)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    # Questions: each under a key of its own

    def line(self, key: str, question: str, text: str = "", hint: str = "") -> LineField:
        """Return a line to write in."""
        made = named(LineField(question, hint=hint), self._named(key, "field"))
        made.set_text(text)
        made.entered.connect(self._ask)
        return self.keep(key, made)

    def day(self, key: str, question: str, on: date, *, wanted: bool = True, optional: bool = False) -> DayField:
        """Return a day; an optional one is wanted only where its box is ticked."""
        made = DayField(self._named(key, "day"), question, on=on, wanted=wanted, optional=question if optional else "")
        return self.keep(key, made)

    def choice(
        self,
        key: str,
        question: str,
        offered: Iterable[tuple[object, str]],
        chosen: object = None,
        *,
        long: bool = False,
    ) -> Chooser:
        """Return a list to choose from."""
        return self.keep(key, Chooser(self._named(key, "choice"), question, offered, chosen, long=long))

    def checks(
        self,
        key: str,
        question: str,
        offered: Sequence[tuple[Hashable, str]],
        chosen: Iterable[Hashable] = (),
        *,
        columns: int = 2,
    ) -> Checks:
        """Return boxes to tick."""
        return self.keep(key, Checks(self._named(key, "check"), question, offered, chosen, columns=columns))

    def keep(self, key: str, part: Part) -> Part:
        """Take a question of another kind under a key."""
        self._parts[key] = part
        return part

    def put(self, *parts: QWidget) -> None:
        """Put questions into the next row, side by side where there is room."""
        row = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        row.setSpacing(SPACE.md)
        for part in parts:
            row.addWidget(part, 1)
        self._rows.addLayout(row)
        self._sides.append((row, parts))

    # Answers

    def words_of(self, key: str) -> str:
        """Return what stands in a line."""
        part = self._parts[key]
        assert isinstance(part, LineField), key
        return part.text().strip()

    def day_of(self, key: str) -> date | None:
        """Return a day, or None."""
        part = self._parts[key]
        assert isinstance(part, DayField), key
        return part.day()

    def certain_day_of(self, key: str) -> date:
        """Return a day that is not optional."""
        on = self.day_of(key)
        assert on is not None, key
        return on

    def chosen_of(self, key: str) -> object:
        """Return what is chosen."""
        part = self._parts[key]
        assert isinstance(part, Chooser), key
        return part.value()

    def ticked_of(self, key: str) -> frozenset[Hashable]:
        """Return what is ticked."""
        part = self._parts[key]
        assert isinstance(part, Checks), key
        return part.chosen()

    def part(self, key: str) -> QWidget:
        """Return the question under a key."""
        return self._parts[key]

    def has(self, key: str) -> bool:
        """Tell whether there is such a question."""
        return key in self._parts

    def begin(self) -> None:
        """Put the keyboard into the first question."""
        if self._parts:
            next(iter(self._parts.values())).setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, on: bool) -> None:
        """Do nothing twice."""
        self.deed.setEnabled(not on)

    def say(self, sentence: str) -> None:
        """Say what went wrong; it can be tried again."""
        self.set_busy(False)
        self.banner.say(sentence)

    def _ask(self) -> None:
        if not self.deed.isEnabled():
            return
        for part in self._parts.values():
            if isinstance(part, Chooser) and part.value() is None:
                self.banner.say(_("Nothing is chosen yet. Type a few letters and choose from the list."))
                part.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.banner.hide()
        self.set_busy(True)
        self.wanted.emit()

    def _named(self, key: str, kind: str) -> str:
        return f"{self._name}_{key}_{kind}"

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            QTimer.singleShot(0, self, self._fit_text)
        super().changeEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme.scaled(_SIDE_BY_SIDE)
        for row, parts in self._sides:
            row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
            for part in parts:
                row.setAlignment(part, _FOOT if wide else Qt.AlignmentFlag(0))

    def _fit_text(self) -> None:
        for chooser in self.findChildren(Chooser):
            chooser.fit_text()
        for box in self.findChildren(QCheckBox):
            box.setFont(theme.font("body"))
