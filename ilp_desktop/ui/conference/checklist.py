"""A list of what can be reached, with a way to say that it is not appropriate, and why (R47, R56)."""

from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget

from ilp_desktop.domain.packs import NOT_APPROPRIATE, REACHED, FieldTemplate, SectionTemplate
from ilp_desktop.language import _
from ilp_desktop.ui.conference.long_choice import LongCheck
from ilp_desktop.ui.conference.parts import Part, Scrolling, column
from ilp_desktop.ui.conference.sitting import Sitting, texts
from ilp_desktop.ui.conference.writing import Words
from ilp_desktop.ui.conference.written import BoxText
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Card, Line, Text


class ChecklistPart(Part):
    """Ticks, each kept at once; the reason is a box as every other."""

    def __init__(self, sitting: Sitting, section: SectionTemplate, field: FieldTemplate, parent: QWidget) -> None:
        super().__init__(sitting, section, field, parent)
        self._base = f"{section.key}.{field.key}"
        self._ticks: dict[str, QCheckBox] = {}
        card = Card(parent=self)
        card.body.setSpacing(SPACE.sm)
        card.body.addWidget(Text(sitting.worded(field.prompt), "h2", wrap=True))
        card.body.addWidget(Text(sitting.worded(field.hint), "body", "text2", wrap=True))
        scroll = Scrolling(spacing=SPACE.md, parent=card)
        for item in field.items:
            made = LongCheck(sitting.worded(item.words))
            named(made.box, f"{section.key}_{field.key}_{item.key}")
            made.box.clicked.connect(partial(self._say, item.key))
            self._ticks[item.key] = made.box
            scroll.inside.addWidget(made)
        scroll.inside.addWidget(Line())
        self._not = LongCheck(_("Not appropriate for {name} now").format(name=sitting.name))
        named(self._not.box, f"{section.key}_{field.key}_not_appropriate")
        self._not.box.toggled.connect(self._show_reason)
        self._not.box.clicked.connect(self._leave_reason)
        scroll.inside.addWidget(self._not)
        self._path = f"answer:{self._base}#{NOT_APPROPRIATE}"
        stored = texts(sitting.sheet).get(self._path, Words())
        self._reason = BoxText(sitting, self._path, stored, spoken=_("Why it is not appropriate"), lines=(2, 4))
        self._reason.setPlaceholderText(_("Why"))
        named(self._reason, f"{section.key}_{field.key}_reason")
        scroll.inside.addWidget(self._reason)
        scroll.inside.addStretch()
        card.body.addWidget(scroll, 1)
        column(self).addWidget(card)
        self._reason.textChanged.connect(self._hear_reason)
        self._reason.setVisible(bool(stored.text))
        self._not.box.setChecked(bool(stored.text))
        self.show_sheet()

    @override
    def show_sheet(self) -> None:
        for key, box in self._ticks.items():
            found = self.sitting.sheet.answer(f"{self._base}#{key}")
            box.setChecked(found is not None and bool(found.text))

    @override
    def leave(self) -> None:
        self._reason.let_go()

    def _say(self, key: str, _on: bool = False) -> None:
        on = self._ticks[key].isChecked()
        conference, verbs = self.sitting.conference_id, self.sitting.office.conferences
        path = f"answer:{self._base}#{key}"
        self.sitting.do(lambda: verbs.leave_field(conference, path, REACHED if on else "", "en"))

    def _hear_reason(self) -> None:
        if self._reason.toPlainText():
            self._not.box.setChecked(True)

    def _show_reason(self, on: bool) -> None:
        self._reason.setVisible(on)

    def _leave_reason(self, on: bool) -> None:
        """A choice taken back takes its reason with it; one that is made asks for the reason at once."""
        if on:
            self._reason.setFocus()
        else:
            self._reason.setPlainText("")
            self.sitting.boxes.leave(self._path)
