"""Boxes on the screen: a text that several screens of a conference write, with its language."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from ilp_desktop.domain.packs import FieldTemplate, SectionTemplate
from ilp_desktop.language import N_, _
from ilp_desktop.ui import theme
from ilp_desktop.ui.conference.parts import Part, column, line
from ilp_desktop.ui.conference.sitting import Sitting, texts
from ilp_desktop.ui.conference.writing import Words
from ilp_desktop.ui.day.words import language_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Card, Field, GrowingText, IconMark, Text

WHOSE = {
    "student": N_("{name}'s own words"),
    "parent": N_("The family's own words"),
    "teacher": N_("The teacher's words"),
    "together": N_("Written together"),
}
"""Whose words are expected, by the template's ``writer``."""


def whose_words(writer: str, name: str) -> str:
    """Word whose words a field is for."""
    return _(WHOSE[writer]).format(name=name)


class LanguageButton(Button):
    """The language a text is written in: the family's or English. Hidden where the family's is English."""

    language_chosen = Signal(str)

    def __init__(self, languages: tuple[str, ...], what: str, parent: QWidget | None = None) -> None:
        super().__init__(language_words(languages[0]), "ghost", "languages", parent=parent)
        self._what = what
        self._languages = languages
        self.clicked.connect(self._offer)
        if len(languages) == 1:
            self.hide()
        self.show_language(languages[0])

    def show_language(self, language: str) -> None:
        """Show which language a text is in."""
        self.setText(language_words(language))
        self.setAccessibleName(_("Language of {what}: {language}").format(what=self._what, language=self.text()))
        self.updateGeometry()

    def menu_of_languages(self) -> QMenu:
        """Return the menu of the languages to choose from."""
        menu = named(QMenu(self), "language_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for language in self._languages:
            action = named(menu.addAction(language_words(language)), f"{language}_action")
            action.triggered.connect(lambda _on=False, language=language: self.language_chosen.emit(language))
        return menu

    def _offer(self) -> None:
        self.menu_of_languages().popup(self.mapToGlobal(self.rect().bottomLeft()))


def languages_of(sitting: Sitting) -> tuple[str, ...]:
    """Return the languages a text of this conference may be in: English and the family's."""
    return tuple(dict.fromkeys(("en", sitting.sheet.language or "en")))


class TextPart(Part):
    """A text: the question above the box, whose words it is for, and the language it is written in."""

    def __init__(self, sitting: Sitting, section: SectionTemplate, field: FieldTemplate, parent: QWidget) -> None:
        super().__init__(sitting, section, field, parent)
        self._path = f"answer:{section.key}.{field.key}"
        prompt = sitting.worded(field.prompt)
        card = Card(parent=self)
        hint = sitting.worded(field.hint)
        self._box = Field(prompt, hint=hint, least_lines=3, most_lines=9, role="h2", parent=card)
        named(self._box.editor, f"{section.key}_{field.key}_text")
        self._language = named(LanguageButton(languages_of(sitting), prompt), f"{section.key}_{field.key}_language")
        card.body.setSpacing(SPACE.sm)
        card.body.addWidget(self._box, 1)
        foot = line(spacing=SPACE.sm)
        foot.addWidget(IconMark("pen-line", "text3", 16))
        foot.addWidget(Text(whose_words(field.writer, sitting.name), "small", "text3", elide=True), 1)
        foot.addWidget(self._language)
        card.body.addLayout(foot)
        column(self).addWidget(card)
        stored = texts(sitting.sheet).get(self._path, Words())
        self._show(sitting.boxes.open(self._path, stored, self._show))
        self._box.typed.connect(self._type)
        self._box.left.connect(lambda: sitting.boxes.leave(self._path))
        self._language.language_chosen.connect(self._choose_language)

    def _show(self, words: Words) -> None:
        self._box.set_text(words.text)
        self._language.show_language(words.language)

    def _type(self, text: str) -> None:
        self.sitting.boxes.type(self._path, Words(text, self.sitting.boxes.shown(self._path).language))

    def _choose_language(self, language: str) -> None:
        self._language.show_language(language)
        self.sitting.boxes.type(self._path, Words(self._box.text(), language))
        self.sitting.boxes.leave(self._path)

    @override
    def leave(self) -> None:
        self.sitting.boxes.let_go(self._path, self._show)


class BoxLine(QLineEdit):
    """A one-line box that belongs to a goal, a step or a promise."""

    def __init__(self, sitting: Sitting, path: str, stored: Words, *, spoken: str, placeholder: str = "") -> None:
        super().__init__()
        self._sitting = sitting
        self._path = path
        self.setFont(theme.font("body"))
        self.setAccessibleName(spoken)
        self.setPlaceholderText(placeholder)
        self._show(sitting.boxes.open(path, stored, self._show))
        self.setCursorPosition(0)
        self.textEdited.connect(self._type)
        self.editingFinished.connect(lambda: sitting.boxes.leave(path))

    def _show(self, words: Words) -> None:
        if words.text != self.text():
            self.setText(words.text)

    def _type(self, text: str) -> None:
        self._sitting.boxes.type(self._path, Words(text, self._sitting.boxes.shown(self._path).language))

    def let_go(self) -> None:
        """The line is going away: what was typed becomes a change."""
        self._sitting.boxes.let_go(self._path, self._show)


class BoxText(GrowingText):
    """A box of a few lines that belongs to a goal or a promise, in a language."""

    def __init__(
        self, sitting: Sitting, path: str, stored: Words, *, spoken: str, lines: tuple[int, int] = (1, 4)
    ) -> None:
        super().__init__(*lines)
        self._sitting = sitting
        self._path = path
        self._showing = False
        self.setAccessibleName(spoken)
        self._show(sitting.boxes.open(path, stored, self._show))
        self.textChanged.connect(self._type)
        self.left.connect(lambda: sitting.boxes.leave(path))

    def _show(self, words: Words) -> None:
        if words.text != self.toPlainText():
            self._showing = True
            self.setPlainText(words.text)
            self._showing = False

    def _type(self) -> None:
        if not self._showing:
            language = self._sitting.boxes.shown(self._path).language
            self._sitting.boxes.type(self._path, Words(self.toPlainText(), language))

    def set_language(self, language: str) -> None:
        """Say which language this text is in."""
        self._sitting.boxes.type(self._path, Words(self.toPlainText(), language))
        self._sitting.boxes.leave(self._path)

    def let_go(self) -> None:
        """The box is going away: what was typed becomes a change."""
        self._sitting.boxes.let_go(self._path, self._show)
