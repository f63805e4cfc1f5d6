"""What people type into. The question stands above the box: a placeholder is no label."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QTextEdit, QVBoxLayout, QWidget

from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets.texts import IconMark, Text, restyle


class GrowingText(QTextEdit):
    """A plain text box that grows with what is typed. Tab leaves it."""

    left = Signal()
    """The box lost the focus: what was typed becomes one change."""

    def __init__(self, least_lines: int, most_lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least, self._most = least_lines, most_lines
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFont(theme.font("body"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.document().setDocumentMargin(2)
        self._shown_height = 0
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        line = self.fontMetrics().lineSpacing()
        edges = 2 * (8 + 2) + 2
        wanted = max(self._least * line, min(self._most * line, round(self.document().size().height()))) + edges
        if wanted != self._shown_height:
            self._shown_height = wanted
            self.setMinimumHeight(wanted)
            self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._shown_height)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._shown_height)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def follow_text_size(self) -> None:
        """Take the font anew: the text size was changed."""
        self.setFont(theme.font("body"))
        self._fit()


class Field(QWidget):
    """A question above a text box that grows. Everything is saved as it is typed, so there is no button."""

    typed = Signal(str)
    """The whole text, at each keystroke of a person."""
    left = Signal()
    """The person moved on."""

    def __init__(
        self,
        question: str,
        *,
        hint: str = "",
        least_lines: int = 2,
        most_lines: int = 14,
        role: str = "strong",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._told = False
        self.question = Text(question, role, wrap=True)
        self.hint = Text(hint, "body", "text2", wrap=True)
        if not hint:
            self.hint.hide()  # never setVisible(True) before it is laid out: it would be a window of its own
        self.editor = GrowingText(least_lines, most_lines, self)
        self.editor.setAccessibleName(question)
        self.editor.setAccessibleDescription(hint)
        self.question.setBuddy(self.editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs)
        column.addWidget(self.question)
        column.addWidget(self.hint)
        column.addSpacing(SPACE.xs)
        column.addWidget(self.editor, 1)
        self.editor.textChanged.connect(self._tell)
        self.editor.left.connect(self.left)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on. As a focus proxy would, but Tab would come back to a proxied box for ever."""
        self.editor.setFocus(event.reason())

    def text(self) -> str:
        """Return what stands in the box."""
        return self.editor.toPlainText()

    def set_text(self, text: str) -> None:
        """Put a text in, without saying that a person typed it. The cursor stays where it can."""
        if text == self.text():
            return
        at = self.editor.textCursor().position()
        self._told = True
        self.editor.setPlainText(text)
        self._told = False
        cursor = self.editor.textCursor()
        cursor.setPosition(min(at, len(text)), QTextCursor.MoveMode.MoveAnchor)
        self.editor.setTextCursor(cursor)

    def set_read_only(self, on: bool) -> None:
        """Show the text without letting it be changed."""
        self.editor.setReadOnly(on)
        restyle(self.editor)

    def _tell(self) -> None:
        if not self._told:
            self.typed.emit(self.text())


class LineField(QWidget):
    """A question above one line, and a sentence under it where something is wrong."""

    typed = Signal(str)
    entered = Signal()
    """Return was pressed."""
    left = Signal()

    def __init__(
        self,
        question: str,
        *,
        hint: str = "",
        placeholder: str = "",
        secret: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.question = Text(question, "strong")
        self.editor = QLineEdit()
        self.editor.setFont(theme.font("body"))
        self.editor.setAccessibleName(question)
        self.editor.setPlaceholderText(placeholder)
        self.question.setBuddy(self.editor)
        self._hint = hint
        self.below = Text(hint, "small", "text2", wrap=True)
        if not hint:
            self.below.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs + 2)
        column.addWidget(self.question)
        column.addWidget(self.editor)
        column.addWidget(self.below)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_action: QAction | None = self._secret() if secret else None
        self.editor.textEdited.connect(self._typed)
        self.editor.returnPressed.connect(self.entered)
        self.editor.editingFinished.connect(self.left)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on to the line."""
        self.editor.setFocus(event.reason())

    def text(self) -> str:
        """Return what stands in the line."""
        return self.editor.text()

    def set_text(self, text: str) -> None:
        """Put a text in, without saying that a person typed it."""
        if text != self.text():
            self.editor.setText(text)

    def show_wrong(self, sentence: str) -> None:
        """Say under the line what is wrong; an empty sentence takes it back."""
        self.editor.setProperty("wrong", "true" if sentence else "false")
        restyle(self.editor)
        self.below.set_fg("red" if sentence else "text2")
        self.below.setText(sentence or self._hint)
        self.below.setVisible(bool(sentence or self._hint))
        self.editor.setAccessibleDescription(sentence or self._hint)

    def _typed(self, text: str) -> None:
        if self.editor.property("wrong") == "true":
            self.show_wrong("")
        self.typed.emit(text)

    def _secret(self) -> QAction:
        self.editor.setEchoMode(QLineEdit.EchoMode.Password)
        hints = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        self.editor.setInputMethodHints(hints | Qt.InputMethodHint.ImhNoAutoUppercase)
        action = self.editor.addAction(theme.icon("eye"), QLineEdit.ActionPosition.TrailingPosition)
        action.setCheckable(True)
        action.setText(_("Show what is typed"))
        action.setToolTip(_("Show what is typed"))
        action.toggled.connect(self._show_typed)
        return action

    def _show_typed(self, on: bool) -> None:
        self.editor.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        if self.show_action is not None:
            self.show_action.setIcon(theme.icon("eye-off" if on else "eye"))

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.editor.setFont(theme.font("body"))
            if self.show_action is not None:
                self.show_action.setIcon(theme.icon("eye-off" if self.show_action.isChecked() else "eye"))
        super().changeEvent(event)


class SearchField(QLineEdit):
    """Find as one types. Escape empties it."""

    def __init__(self, placeholder: str, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(theme.font("body"))
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(spoken)
        self._lens = self.addAction(theme.icon("search", "text3"), QLineEdit.ActionPosition.LeadingPosition)
        self._lens.setEnabled(False)
        escape = QAction(self)
        escape.setShortcut(Qt.Key.Key_Escape)
        escape.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        escape.triggered.connect(self.clear)
        self.addAction(escape)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.setFont(theme.font("body"))
            self._lens.setIcon(theme.icon("search", "text3"))
        super().changeEvent(event)


class SavedNote(QWidget):
    """That what was typed is safe: "Saved 8:52". There is no Save button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = IconMark("circle-check", "text2", 16)
        self.words = Text("", "small", "text2", tabular=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.sm)
        row.addWidget(self._mark)
        row.addWidget(self.words)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._mark.hide()

    def show_saved(self, time: str) -> None:
        """Say when it was last saved; the time is given as people read it."""
        self._say("circle-check", "text2", _("Saved {time}").format(time=time))

    def show_saving(self) -> None:
        """Say that something typed is on its way to the disk."""
        self._say("pencil", "text3", _("Saving…"))

    def show_problem(self, sentence: str) -> None:
        """Say that it could not be saved, and what to do."""
        self._say("circle-alert", "red", sentence)

    def _say(self, icon: str, token: str, words: str) -> None:
        self._mark.show()
        self._mark.show_icon(icon, token)
        self.words.set_fg(token)
        self.words.setText(words)
        self.words.setAccessibleName(words)
