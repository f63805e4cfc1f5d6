"""How what was written reaches a family that reads another language: a person's name on the copy, never a program's."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit

from ilp_desktop.domain.changes import Changes
from ilp_desktop.language import LANGUAGES, _
from ilp_desktop.ui.conference.sitting import Sitting
from ilp_desktop.ui.day.words import language_within
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Text, Tinted

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.services.copy_notes import Carrying


class CarryCard(Tinted):
    """Asks once, before the copies are made; afterward it tells what they say."""

    said = Signal()
    """The answer is kept."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__("neutral", padding=SPACE.md, spacing=SPACE.sm)
        named(self, "carry_card")
        self._sitting = sitting
        self._kept = ("", "")
        self._question = named(Text("", "small", "text", wrap=True), "carry_question")
        self._how = named(QComboBox(), "carry_combo")
        self._how.setAccessibleName(_("How the family gets what was written"))
        for key, words in (
            ("", _("As it is written")),
            ("read_aloud", _("An interpreter read it aloud")),
            ("translated", _("Somebody translated it")),
        ):
            self._how.addItem(words, key)
        self._name = named(QLineEdit(), "carry_name")
        self._name.setPlaceholderText(_("Who read it aloud or translated it"))
        self._name.setAccessibleName(_("Who read it aloud or translated it"))
        self._labels = named(Text("", "small", "text2", wrap=True), "paper_words_note")
        for widget in (self._question, self._how, self._name, self._labels):
            self.body.addWidget(widget)
        self._how.activated.connect(self._choose)
        self._name.editingFinished.connect(self._keep)
        self.hide()

    def show_carrying(self, found: "Carrying") -> None:
        """Show how it stands."""
        unknown = found.family not in LANGUAGES
        self.setVisible(found.is_asked or unknown)
        made = bool(found.made) and not found.missing
        self._question.setText(_told(found) if made else _asked(found))
        self._question.setVisible(bool(self._question.text()))
        self._labels.setText(
            _(
                "The program has no paper in {family}: headings are in English, and what was typed stays as it was "
                "written."
            ).format(family=language_within(found.family))
        )
        self._labels.setVisible(unknown)
        self._how.setVisible(found.is_asked and not made)
        if not self._name.hasFocus():
            self._kept = (found.how, found.by)
            self._how.setCurrentIndex(self._how.findData(found.how))
            self._name.setText(found.by or found.interpreter)
        self._name.setVisible(found.is_asked and not made and bool(self._how.currentData()))

    def _choose(self) -> None:
        named_by = bool(self._how.currentData())
        self._name.setVisible(named_by)
        if named_by and not self._name.text().strip():
            self._name.setFocus()
        else:
            self._keep()

    def _keep(self) -> None:
        how: str = self._how.currentData()
        by = self._name.text().strip() if how else ""
        if (how and not by) or (how, by) == self._kept:
            return
        self._kept = (how, by)
        plans, conference = self._sitting.office.plans, self._sitting.conference_id

        def kept(_changes: Changes) -> None:
            self.said.emit()

        self._sitting.do(lambda: plans.carry_over(conference, how, by), kept)


def _foreign(found: "Carrying") -> str:
    return ", ".join(language_within(each) for each in found.written if each != found.family)


def _asked(found: "Carrying") -> str:
    if not _foreign(found):
        return ""
    words = _(
        "Some of the plan is written in {written}, and the family reads {family}. The copy says how it reached them."
    )
    return words.format(written=_foreign(found), family=language_within(found.family))


def _told(found: "Carrying") -> str:
    """Say what the copies say, now that they are made."""
    if found.how == "read_aloud":
        return _("The copies say that {name} read it aloud.").format(name=found.by)
    if found.how == "translated":
        return _("The copies say that {name} translated it.").format(name=found.by)
    return (
        _("The copies say that it is written in {written}.").format(written=_foreign(found)) if _foreign(found) else ""
    )
