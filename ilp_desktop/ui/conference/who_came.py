"""Who takes part in a conference and how each came: a line a person, and what it counts for with those who are here."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QMenu, QWidget

from ilp_desktop.domain.circumstances import MODES as WAYS
from ilp_desktop.domain.circumstances import CountsFor, RuleNamed
from ilp_desktop.domain.conferences import ConferenceSheet, Participant, Party
from ilp_desktop.language import _, in_use
from ilp_desktop.ui.conference.parts import column, line
from ilp_desktop.ui.conference.people import role_words
from ilp_desktop.ui.conference.sitting import Sitting
from ilp_desktop.ui.day.words import MODES, date_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Avatar, Button, Text

_NAMED = 3
"""How many rules are named in a sentence; the others are counted."""


def way_words(way: str) -> str:
    """Word how somebody came, as it begins a line."""
    said = _(MODES.get(way, way))
    return said[:1].upper() + said[1:]


class PersonLine(QWidget):
    """One person: whether they are here, and how they came."""

    taken_out = Signal()
    """Somebody of the staff was added by mistake."""

    def __init__(self, sitting: Sitting, person: Participant, parent: QWidget) -> None:
        super().__init__(parent)
        self._sitting = sitting
        self._person = person
        row = line(self, spacing=SPACE.md)
        row.addWidget(Avatar(person.name, 40))
        words = column(spacing=1)
        words.addWidget(Text(person.name, "strong", elide=True))
        self._below = named(Text("", "small", "text2", elide=True), f"person_{person.participant_id}_words")
        words.addWidget(self._below)
        row.addLayout(words, 1)
        self.way = Button(way_words(WAYS[0]), "ghost", "chevron-down", trailing=True)
        named(self.way, f"came_by_{person.participant_id}").clicked.connect(self._offer)
        row.addWidget(self.way)
        self._here = named(QCheckBox(_("Is here")), f"here_{person.participant_id}")
        self._here.setAccessibleName(_("{name} is here").format(name=person.name))
        row.addWidget(self._here)
        self._here.toggled.connect(self._record)
        self.show_person(person)

    def show_person(self, person: Participant) -> None:
        """Show what is recorded."""
        self._person = person
        self._here.blockSignals(True)
        self._here.setChecked(bool(person.attended))
        self._here.blockSignals(False)
        self._below.setText(_below(person))
        way = way_words(person.came_by or self._sitting.sheet.mode)
        self.way.setText(way)
        self.way.setAccessibleName(_("How {name} came: {way}").format(name=person.name, way=way))
        self.way.setVisible(bool(person.attended) and self._sitting.sheet.goes_on is None)

    def menu_of_ways(self) -> QMenu:
        """Return the menu of how somebody came; of staff who were added, also the way to take them off again."""
        menu = named(QMenu(self), "came_by_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for way in WAYS:
            action = named(menu.addAction(way_words(way)), f"came_{way}_action")
            action.setCheckable(True)
            action.setChecked(way == (self._person.came_by or self._sitting.sheet.mode))
            action.triggered.connect(partial(self._came_by, way))
        if self._person.staff_id is not None and self._person.staff_id != self._sitting.sheet.staff_id:
            menu.addSeparator()
            off = named(menu.addAction(_("Take off the conference again")), "take_out_action")
            off.triggered.connect(self.taken_out)
        return menu

    def _offer(self) -> None:
        self.menu_of_ways().popup(self.way.mapToGlobal(self.way.rect().bottomLeft()))

    def _came_by(self, way: str, _on: bool = False) -> None:
        person_id, circumstances = self._person.participant_id, self._sitting.office.circumstances
        self._sitting.do(lambda: circumstances.set_came_by(person_id, way))

    def _record(self, on: bool) -> None:
        person_id = self._person.participant_id
        self._sitting.do(lambda: self._sitting.office.conferences.set_attended(person_id, on))


def _below(person: Participant) -> str:
    parts = [role_words(person.role)]
    if person.stands_in_for:
        parts.append(_("stands in for {name}").format(name=person.stands_in_for))
    if person.came_before:
        parts.append(_("was there on the first day"))
    return " · ".join(parts)


def counts_words(sheet: ConferenceSheet, counts: CountsFor) -> str:
    """Say what a conference counts for without a parent, or without the student; nothing while both are here or nobody is."""
    family = any(one.took_part for one in sheet.participants if one.party is Party.FAMILY)
    student = any(one.took_part for one in sheet.participants if one.party is Party.STUDENT)
    if family == student or not (counts.counts or counts.needs_others):
        return ""
    name = sheet.preferred_name or sheet.student_name
    sentences = [_("{name} is not here.").format(name=name) if family else _("No parent or guardian is here.")]
    if counts.counts:
        sentences.append(_("It counts for {rules}.").format(rules=_rules(counts.counts)))
    if counts.needs_others:
        sentences.append(_("It does not count for {rules}.").format(rules=_rules(counts.needs_others)))
    return " ".join(sentences)


def _rules(rules: tuple[RuleNamed, ...]) -> str:
    said = [f"{rule.title} ({rule.citation})" for rule in rules[:_NAMED]]
    if len(rules) > _NAMED:
        said.append(_("{count} more").format(count=len(rules) - _NAMED))
    return "; ".join(said)


class CountsNote(Text):
    """The sentence of what it counts for; asked anew when somebody comes or goes."""

    def __init__(self, sitting: Sitting, parent: QWidget) -> None:
        super().__init__("", "small", "text2", wrap=True)
        self.setParent(parent)
        named(self, "counts_note")
        self._sitting = sitting
        self._asked: tuple[object, ...] = ()
        self.hide()

    def show_sheet(self) -> None:
        """Ask what it counts for with those who are here, where that is another question than before."""
        sheet, office, language = self._sitting.sheet, self._sitting.office, in_use()
        asked = tuple((one.participant_id, one.took_part) for one in sheet.participants)
        if asked == self._asked:
            return
        self._asked = asked

        def show(counts: CountsFor) -> None:
            words = counts_words(self._sitting.sheet, counts)
            self.setText(words)
            self.setVisible(bool(words))

        def ask() -> CountsFor:
            return office.circumstances.counts_for(sheet.conference_id, language)

        self._sitting.background.ask(ask, self, show, lambda _error: self.hide())


def mode_words(sheet: ConferenceSheet) -> str:
    """Say what is otherwise by phone or video: how people sign, and how the copy comes to them."""
    if sheet.mode == "in_person":
        return ""
    how = _("By phone") if sheet.mode == "phone" else _("By video")
    return _(
        "{how}: who is not in the room signs later, here or on paper. In the signing step, say until when. Their copy is "
        "mailed."
    ).format(how=how)


def goes_on_words(sheet: ConferenceSheet) -> str:
    """Say of a conference of two days where the rest of it is."""
    if sheet.goes_on is not None:
        return _("This conference continues on {date}. Everything written in it is there.").format(
            date=date_words(sheet.goes_on)
        )
    if sheet.continues_on is not None:
        return _("Begun on {date}: it goes on where it was left, with all that was written.").format(
            date=date_words(sheet.continues_on)
        )
    return ""
