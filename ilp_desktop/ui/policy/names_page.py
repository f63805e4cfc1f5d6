"""What things are called in this school: what the plans are called, and the sentence above the signatures."""

from collections.abc import Mapping

from ilp_desktop.domain.packs import OwnWords, Wording
from ilp_desktop.domain.policy.adoptions import Ruling
from ilp_desktop.language import _
from ilp_desktop.ui.names import named
from ilp_desktop.ui.policy.steps import StepPage
from ilp_desktop.ui.policy.words import in_language
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Card, Field, LineField, Text

_STATEMENT = "statement"


class NamesPage(StepPage):
    """A line for each name in each language of the set."""

    def __init__(self, ruling: Ruling) -> None:
        told = _(
            "Families read these on their plan. What was finalized keeps the words it was made with. An emptied line is the "
            "policy set's own again; {name} stands for the student's name."
        )
        super().__init__("names", _("What things are called here"), told, _("See what it changes"))
        self._ruling = ruling
        self._fields: dict[tuple[str, str], LineField | Field] = {}
        for kind, question in (
            ("ilp", _("The plan of the lower grades")),
            ("pccr", _("The plan of the upper grades")),
        ):
            self._add(f"plan_labels.{kind}", question, ruling.pack.plan_labels[kind], ruling.plain.plan_labels[kind])
        self._add(_STATEMENT, _("The sentence above the signatures"), ruling.pack.statement, ruling.plain.statement)

    def own(self) -> OwnWords:
        """Return the choices as they are, with what is written now."""
        names: dict[str, Mapping[str, str]] = {}
        for (key, language), field in self._fields.items():
            text = field.text().strip()
            if text:
                names[key] = {**names.get(key, {}), language: text}
        return OwnWords(names, self._ruling.own.choices)

    def focus_first(self) -> None:
        """Put the keyboard into the first line."""
        next(iter(self._fields.values())).setFocus()

    def _add(self, key: str, question: str, words: Wording, plain: Wording) -> None:
        card = Card(spacing=SPACE.md)
        card.body.addWidget(Text(question, "h2", wrap=True))
        for language in plain:
            asked = in_language(question, language)
            field = Field(asked, role="body") if key == _STATEMENT else LineField(asked, placeholder=plain[language])
            if isinstance(field, Field):
                field.editor.setPlaceholderText(plain[language])
            named(field, f"names_{key.replace('.', '_')}_{language}")
            field.set_text(words[language])
            self._fields[key, language] = field
            card.body.addWidget(field)
        self.column.addWidget(card)
