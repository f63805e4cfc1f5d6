"""People and keys: who opens the office, in which role; for a lead, letting in, changing, letting go, new keys."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QModelIndex, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QVBoxLayout

from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.participation import StaffLine
from ilp_desktop.language import _, ngettext
from ilp_desktop.office.people import STEPS, Person
from ilp_desktop.ui import theme
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.people.forms import AddForm, ConfirmForm, Form, PassphraseForm, RemovalForm, RoleForm, RotationForm
from ilp_desktop.ui.people.person import PersonCard
from ilp_desktop.ui.people.rows import PeopleModel, PersonDelegate
from ilp_desktop.ui.people.words import name_words
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Badge, Banner, Button, Canvas, Card, ScrollingCanvas, Text
from ilp_desktop.ui.widgets.passphrases import Judge
from ilp_desktop.wording import sentence

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.office import Office

_LIST_WIDTH = 400
_SIDE_WIDEST = 760
AnyForm = TypeVar("AnyForm", bound=Form)


class PeoplePart(Canvas):
    """A part of the office's page."""

    shown = Signal()
    """The people stand on the screen."""

    def __init__(self, office: "Office", background: Background, judge: Judge) -> None:
        super().__init__()
        named(self, "people_part")
        self._office = office
        self._background = background
        self._people = office.people
        self._is_lead = office.is_led
        self._is_confirmed = False
        self._staff: tuple[StaffLine, ...] = ()
        self._after_reading: int | None = None
        self.model = PeopleModel(office.zone, self)
        self.list = named(QListView(), "people_list")
        self.add = named(Button(_("Add a person"), "primary", "user-plus"), "add_open_button")
        self.count = named(Text("", "small", "text2"), "people_count")
        self.banner = named(Banner(), "people_banner")
        self.person = PersonCard(office.zone, is_lead=self._is_lead)
        self.keys = named(Card(spacing=SPACE.md), "keys_card")
        self.renew = named(Button(_("Make new keys…"), "", "rotate-ccw"), "keys_open_button")
        self._judge = judge
        self._forms: list[Form] = []
        self._then: Callable[[], None] = lambda: None
        self._lay_out()
        self._connect()

    # Forms are made when they are first asked for: all of them at once would hold the window up for two pictures.

    @cached_property
    def confirm(self) -> ConfirmForm:
        """The lead's own passphrase, once."""
        return self._added(ConfirmForm(), self._check_confirmed)

    @cached_property
    def adding(self) -> AddForm:
        """Somebody who is to open the office."""
        return self._added(AddForm(self._judge, self._office.name), self._add)

    @cached_property
    def role(self) -> RoleForm:
        """What somebody is to the office."""
        return self._added(RoleForm(), self._change_role)

    @cached_property
    def passphrase(self) -> PassphraseForm:
        """A new passphrase for somebody who forgot theirs."""
        return self._added(PassphraseForm(self._judge, self._office.name), self._give_passphrase)

    @cached_property
    def removal(self) -> RemovalForm:
        """Somebody who is not to open it any more."""
        return self._added(RemovalForm(), self._remove)

    @cached_property
    def rotation(self) -> RotationForm:
        """New keys for the office."""
        return self._added(RotationForm(), self._rotate)

    def _added(self, form: AnyForm, deed: Callable[[], None]) -> AnyForm:
        form.hide()
        form.wanted.connect(deed)
        form.left.connect(self._leave)
        self._forms.append(form)
        self._column.insertWidget(self._column.indexOf(self.keys), form)
        return form

    # What is shown

    def focus_first(self) -> None:
        """Put the keyboard into the list."""
        self.list.setFocus()

    def read(self) -> None:
        """Ask who opens the office, and which of the staff do not."""
        people, participants = self._people, self._office.participants

        def question() -> tuple[tuple[Person, ...], tuple[StaffLine, ...], bool]:
            return people.everyone(), participants.staff(), people.is_unfinished

        self._background.ask(question, self, self._show, lambda error: self.banner.say(sentence(error)))

    def chosen(self) -> Person | None:
        """Return the person who is chosen in the list."""
        return self.model.row(self.list.currentIndex())

    def _show(self, answer: tuple[tuple[Person, ...], tuple[StaffLine, ...], bool]) -> None:
        people, staff, is_unfinished = answer
        before = self.chosen()
        self.model.show_rows(people)
        with_keys = {person.staff_id for person in people}
        self._staff = tuple(line for line in staff if line.staff_id not in with_keys and line.last_day is None)
        added = next((one for one in people if one.staff_id == self._after_reading), None)
        self._after_reading = None
        wanted = added or before
        at = self.model.place(wanted.uid) if wanted is not None else QModelIndex()
        self.list.setCurrentIndex(at if at.isValid() else self.model.index(0))
        words = ngettext("{count} person opens this office", "{count} people open this office", len(people))
        self.count.setText(words.format(count=len(people)))
        self._show_person()
        if is_unfinished and self._is_lead:
            self._say_unfinished()
        self.shown.emit()

    def _show_person(self) -> None:
        person = self.chosen()
        if person is not None:
            self.person.show_person(person)

    def _say_unfinished(self) -> None:
        words = sentence(OfficeError("rotation_unfinished"))
        self.banner.say(words, tint="amber", action=_("Do the last step now"))

    def _chose(self) -> None:
        self._show_person()
        if any(form.isVisible() and form.cancel.isEnabled() for form in self._forms):
            self._leave()

    # Forms

    def _open(self, form: Form) -> None:
        """Show a form in place of the person, with nothing typed in it."""
        self.banner.hide()
        for other in self._forms:
            other.setVisible(other is form)
        self.person.hide()
        self.keys.hide()
        focus = getattr(form, "focus_first", None)
        if focus is not None:
            focus()

    def _leave(self) -> None:
        for form in self._forms:
            form.forget()
            form.hide()
        self.person.show()
        self.keys.setVisible(self._is_lead)
        self.list.setFocus()

    def _once_confirmed(self, then: Callable[[], None]) -> None:
        """Go on, after the lead's own passphrase was typed once since this page was gone to."""
        if self._is_confirmed:
            then()
            return
        self._then = then
        self.confirm.forget()
        self._open(self.confirm)

    def _check_confirmed(self) -> None:
        passphrase = self.confirm.passphrase.text()
        self.confirm.set_busy(_("One moment…"))

        def right(_nothing: None) -> None:
            self._is_confirmed = True
            self.confirm.forget()
            self._then()

        def wrong(error: OfficeError) -> None:
            self.confirm.set_busy("")
            self.confirm.passphrase.show_wrong(sentence(error))
            self.confirm.passphrase.editor.selectAll()
            self.confirm.passphrase.setFocus()

        self._background.ask(lambda: self._people.confirm(passphrase), self, right, wrong)

    def _ask_add(self) -> None:
        self.adding.forget()
        self.adding.offer(self._staff)
        self._open(self.adding)

    def _ask_role(self) -> None:
        person = self.chosen()
        if person is not None:
            self.role.show_person(person)
            self._open(self.role)

    def _ask_passphrase(self) -> None:
        person = self.chosen()
        if person is not None:
            self.passphrase.forget()
            self.passphrase.show_person(person)
            self._open(self.passphrase)

    def _ask_removal(self) -> None:
        person = self.chosen()
        if person is not None:
            self.removal.show_person(person)
            self._open(self.removal)

    # Deeds

    def _do(self, form: Form, words: str, verb: Callable[[], Changes], said: str, *, takes_long: bool = False) -> None:
        form.banner.hide()
        form.set_busy(words)

        def done(changes: Changes) -> None:
            self._after_reading = changes.made_id
            form.set_busy("")
            self._leave()
            self.banner.say(said, tint="accent")

        def failed(error: OfficeError) -> None:
            form.set_busy("")
            if error.code == "rotation_unfinished":
                self._leave()
                self._say_unfinished()
                self.read()
            else:
                form.banner.say(sentence(error))

        self._background.do(verb, done, failed, owner=self, takes_long=takes_long)

    def _add(self) -> None:
        who, role, passphrase = self.adding.who(), self.adding.roles.role(), self.adding.pair.text()
        said = _("{name} opens the office with their own passphrase from now on.").format(name=self.adding.who_words())
        self._do(self.adding, _("Making their keys…"), lambda: self._people.add(who, role, passphrase), said)

    def _change_role(self) -> None:
        person = self.chosen()
        if person is not None:
            role, uid = self.role.roles.role(), person.uid
            said = _("{name} has another role from now on.").format(name=name_words(person))
            self._do(self.role, _("One moment…"), lambda: self._people.change_role(uid, role), said)

    def _give_passphrase(self) -> None:
        person = self.chosen()
        if person is not None:
            passphrase, uid = self.passphrase.pair.text(), person.uid
            said = _("{name} opens the office with the new passphrase. The old one opens nothing.")
            self._do(
                self.passphrase,
                _("Making their keys…"),
                lambda: self._people.set_passphrase(uid, passphrase),
                said.format(name=name_words(person)),
            )

    def _remove(self) -> None:
        person = self.chosen()
        if person is not None:
            uid, tell = person.uid, self._teller(self.removal)
            said = _("{name} no longer opens this office, and the office has new keys.").format(name=name_words(person))
            self._do(self.removal, _("One moment…"), lambda: self._people.remove(uid, tell), said, takes_long=True)

    def _rotate(self) -> None:
        tell = self._teller(self.rotation)
        said = _("The office has new keys. Everybody opens it as before.")
        self._do(self.rotation, _("One moment…"), lambda: self._people.rotate(tell), said, takes_long=True)

    def _finish(self) -> None:
        self.banner.hide()

        def done(_changes: Changes) -> None:
            self.banner.say(_("The office has new keys. Everybody opens it as before."), tint="accent")

        def failed(_error: OfficeError) -> None:
            self._say_unfinished()

        self._background.do(self._people.finish, done, failed, owner=self, takes_long=True)

    def _teller(self, form: Form) -> Callable[[int], None]:
        steps = (_("Backing up first…"), _("Bringing everything under the new keys. You can go on working…"))

        def show(step: int) -> None:
            form.working.tell(step + 1, STEPS + 1, steps[step])

        return self._background.teller(self, show)

    # Around

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Kind.OFFICE) and self.isVisible():
            self.read()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.read()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Who comes back is asked again, and no passphrase stays in a line that nobody looks at."""
        super().hideEvent(event)
        self._is_confirmed = False
        if all(form.cancel.isEnabled() for form in self._forms):
            self._leave()

    def _connect(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._chose)
        self.add.clicked.connect(lambda: self._once_confirmed(self._ask_add))
        self.renew.clicked.connect(lambda: self._once_confirmed(lambda: self._open(self.rotation)))
        self.person.role_wanted.connect(lambda: self._once_confirmed(self._ask_role))
        self.person.passphrase_wanted.connect(lambda: self._once_confirmed(self._ask_passphrase))
        self.person.removal_wanted.connect(lambda: self._once_confirmed(self._ask_removal))
        self.banner.acted.connect(self._finish)
        self._background.changed.connect(self._hear)

    def _lay_out(self) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(PersonDelegate(self._office.zone, self.list))
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(_("Who opens this office"))
        left = named(Card(padding=SPACE.md, spacing=SPACE.sm), "people_card")
        head = QHBoxLayout()
        head.setContentsMargins(SPACE.sm, SPACE.xs, SPACE.sm, SPACE.xs)
        head.addWidget(self.count, 1)
        head.addWidget(self.add)
        left.body.addLayout(head)
        left.body.addWidget(self.list, 1)
        self.add.setVisible(self._is_lead)
        self._left = left
        self._lay_out_keys()
        side = ScrollingCanvas()
        column = QVBoxLayout(side.canvas)
        column.setContentsMargins(SPACE.sm, 0, SPACE.xxl, SPACE.xxl)
        column.setSpacing(SPACE.lg)
        for part in (self.banner, self.person, self.keys):
            column.addWidget(part)
        column.addStretch(1)
        self._column = column
        self.keys.setVisible(self._is_lead)
        self._side = side
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.xxl, SPACE.sm, 0, SPACE.xl)
        row.setSpacing(SPACE.lg)
        row.addWidget(left)
        row.addWidget(side, 1)
        self._fit_text()

    def _lay_out_keys(self) -> None:
        words = _(
            "Removing somebody gives the office new keys. Make them also when a copy of the office may be in the wrong hands."
        )
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(Text(_("The office's keys"), "h2"))
        told.addWidget(Text(words, "body", "text2", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(SPACE.lg)
        row.addWidget(Badge("shield-check"))
        row.addLayout(told, 1)
        row.addWidget(self.renew)
        self.keys.body.addLayout(row)

    def _fit_text(self) -> None:
        self._left.setFixedWidth(theme.scaled(_LIST_WIDTH))
        self._side.canvas.setMaximumWidth(theme.scaled(_SIDE_WIDEST))

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._fit_text()
        super().changeEvent(event)
