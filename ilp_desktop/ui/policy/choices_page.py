"""What the policy leaves open, each as a question with its answers; the usual one is marked."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QSpinBox, QVBoxLayout, QWidget

from ilp_desktop.domain.packs import OwnWords
from ilp_desktop.domain.policy.adoptions import Ruling
from ilp_desktop.domain.policy.clauses import Choice
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.conference.gradual import Gradual
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.policy.steps import StepPage
from ilp_desktop.ui.policy.words import said
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Card, Text


class ChoiceQuestion(QWidget):
    """One question: answers to choose from, or a number between two bounds."""

    def __init__(self, key: str, choice: Choice, chosen: str) -> None:
        super().__init__()
        self._name = f"choice_{key.replace('.', '_').replace('-', '_')}"
        named(self, self._name)
        self.key = key
        self._buttons: dict[str, QRadioButton] = {}
        self.spin: QSpinBox | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs)
        question = said(choice.question)
        column.addWidget(Text(question, "strong", wrap=True))
        if choice.options:
            self._offer(column, choice, chosen, question)
        else:
            self._count(column, choice, chosen, question)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def value(self) -> str:
        """Return what is chosen."""
        if self.spin is not None:
            return str(self.spin.value())
        return next(value for value, button in self._buttons.items() if button.isChecked())

    @property
    def first(self) -> QWidget:
        """Where the keyboard goes."""
        return self.spin or next(button for button in self._buttons.values() if button.isChecked())

    def _offer(self, column: QVBoxLayout, choice: Choice, chosen: str, question: str) -> None:
        group = QButtonGroup(self)
        for value, wording in choice.options.items():
            words = said(wording)
            if value == choice.default:
                words = _("{answer} (usual)").format(answer=words)
            button = named(QRadioButton(words), f"{self._name}_{value}")
            button.setAccessibleName(f"{question} {words}")
            button.setFont(theme.font("body"))
            button.setChecked(value == chosen)
            group.addButton(button)
            self._buttons[value] = button
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _count(self, column: QVBoxLayout, choice: Choice, chosen: str, question: str) -> None:
        spin = self.spin = named(QSpinBox(), f"{self._name}_number")
        spin.setRange(choice.lowest, choice.highest)
        spin.setValue(int(chosen))
        spin.setAccessibleName(question)
        spin.setFixedWidth(theme.scaled(120))
        bounds = _("{lowest} to {highest}; usual: {usual}").format(
            lowest=choice.lowest, highest=choice.highest, usual=choice.default
        )
        spin.setAccessibleDescription(bounds)
        row = QHBoxLayout()
        row.setSpacing(SPACE.md)
        row.addWidget(spin)
        row.addWidget(Text(bounds, "small", "text2"))
        row.addStretch(1)
        column.addLayout(row)
        self._fit_text()

    def _fit_text(self) -> None:
        for button in self._buttons.values():
            button.setFont(theme.font("body"))
        if self.spin is not None:
            self.spin.setFont(theme.font("body", tabular=True))
            self.spin.setFixedHeight(theme.scaled(theme.SIZE.control) + 2)
            self.spin.lineEdit().setFont(theme.font("body", tabular=True))
            self.spin.lineEdit().setTextMargins(SPACE.sm + 2, 0, SPACE.sm, 0)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            QTimer.singleShot(0, self, self._fit_text)
        super().changeEvent(event)


class ChoicesPage(StepPage):
    """Every choice of the stack, the school's own set first. Built in small pieces: there may be forty."""

    built = Signal()

    def __init__(self, ruling: Ruling) -> None:
        told = _(
            "Where the policy leaves something open, your school decides. Nothing changes until you have seen what it would change, "
            "and adopted it from a day on."
        )
        super().__init__("choices", _("What the policy leaves open"), told, _("See what it changes"))
        self._ruling = ruling
        self._questions: list[ChoiceQuestion] = []
        self.deed.setEnabled(False)
        self._gradual = Gradual(self)
        self._gradual.start(self._build())

    def own(self) -> OwnWords:
        """Return the names as they are, with what is chosen now."""
        chosen = {one.key: one.value() for one in self._questions}
        return OwnWords(self._ruling.own.names, {**self._ruling.own.choices, **chosen})

    def focus_first(self) -> None:
        """Put the keyboard into the first question."""
        (self._questions[0].first if self._questions else self.back).setFocus()

    def _build(self) -> Iterator[None]:
        for each in reversed(self._ruling.policy.sets):
            if not each.choices:
                continue
            card = Card(spacing=SPACE.lg)
            card.body.addWidget(Text(said(each.name), "h2", wrap=True))
            self.column.addWidget(card)
            yield
            for choice in each.choices:
                key = f"{each.pack_id}.{choice.choice_id}"
                question = ChoiceQuestion(key, choice, self._ruling.chosen(key))
                card.body.addWidget(question)
                self._questions.append(question)
                if len(self._questions) == 1 and self.back.hasFocus():
                    question.first.setFocus()
                yield
        self.deed.setEnabled(True)
        self.built.emit()
