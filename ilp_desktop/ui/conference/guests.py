"""Somebody who is nobody's guardian comes along: who permitted it and how, for whoever may know about custody."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ilp_desktop.domain.access import Purpose, Relation, Sharing, decide
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.relations import PERMITTED_HOW, Permitters
from ilp_desktop.language import N_, _
from ilp_desktop.ui.conference.sitting import Sitting
from ilp_desktop.ui.deeds.forms import DeedForm
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button
from ilp_desktop.wording import sentence

_HOW = {"writing": N_("In writing"), "phone": N_("By phone"), "in_person": N_("In person")}
_NOT_THERE = -1


class GuestPermission(QWidget):
    """A quiet way to a form; the form says who comes along, who permits it, and how."""

    def __init__(self, sitting: Sitting, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "guest_permission")
        self._sitting = sitting
        self._form: DeedForm | None = None
        self.way = named(Button(_("Somebody else comes along…"), "ghost", "user-plus"), "somebody_along_button")
        self.way.clicked.connect(self._ask)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE.sm)
        self._column.addWidget(self.way, 0, Qt.AlignmentFlag.AlignLeft)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        if not decide(sitting.office.viewer, Relation.PARTICIPANT, Sharing.CUSTODY, Purpose.EDIT):
            self.hide()

    def _ask(self) -> None:
        sitting = self._sitting
        sitting.background.ask(
            lambda: sitting.office.permissions.permitters(sitting.conference_id), self, self._open, self._say
        )

    def _open(self, offered: Permitters) -> None:
        self._leave()
        words = _(
            "An adult who is not on the list takes part with a guardian's permission. It is kept with this conference; "
            "the front desk then finds the name on its list."
        )
        form = DeedForm("guest", _("Somebody else comes along"), _("Add"), words)
        form.put(form.line("name", _("Name")))
        adults: list[tuple[object, str]] = [*offered.adults]
        if offered.student_decides:
            adults.insert(0, (_NOT_THERE, _("The student, who is 18")))
        how = [(key, _(_HOW[key])) for key in PERMITTED_HOW]
        form.put(form.choice("permitter", _("Who permits it"), adults), form.choice("how", _("How"), how))
        form.left.connect(self._leave)
        form.wanted.connect(lambda: self._permit(form))
        self._form = form
        self.way.hide()
        self._column.addWidget(form)
        form.show()
        form.begin()

    def _permit(self, form: DeedForm) -> None:
        sitting, name = self._sitting, form.words_of("name")
        permitter, how = form.chosen_of("permitter"), form.chosen_of("how")
        if not isinstance(permitter, int):
            form.say(_("Nobody may permit it on this day, so nobody was added. Ask the lead counselor."))
            return
        guardian_id = None if permitter == _NOT_THERE else permitter
        permissions, held = sitting.office.permissions, sitting.conference_id
        form.set_busy(True)
        sitting.background.do(
            lambda: permissions.permit(held, name, guardian_id, str(how)),
            lambda _changes: self._leave(),
            lambda error: form.say(sentence(error)),
            owner=form,
        )

    def _leave(self) -> None:
        form, self._form = self._form, None
        self.way.show()
        if form is not None:
            form.hide()
            form.deleteLater()
            self.way.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, error: OfficeError) -> None:
        self._sitting.failed.emit(error)
