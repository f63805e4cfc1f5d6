"""What is arranged for one family beside the grid: its own times, its homes, and what it answered."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from ilp_desktop.domain.changes import Changes
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.replies import ReplySheet
from ilp_desktop.language import _
from ilp_desktop.ui.arranging.family import FamilyPanel, TimesForm
from ilp_desktop.ui.arranging.grid_part import GridPart
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.deeds.forms import DeedForm
from ilp_desktop.ui.deeds.one_form import OneForm
from ilp_desktop.ui.reaching.answers import AnswerForm
from ilp_desktop.ui.widgets import toast
from ilp_desktop.wording import sentence

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.office import Office


class FamilyDeeds(QObject):
    """Turns what is clicked below the lists into the office's verbs; ``do`` has one done and tells what went wrong."""

    def __init__(
        self,
        part: GridPart,
        office: "Office",
        background: Background,
        forms: OneForm,
        do: Callable[[Callable[[], Changes]], None],
        say: Callable[[OfficeError], None],
    ) -> None:
        super().__init__(part)
        self._part, self._office, self._background = part, office, background
        self._forms, self._do, self._say = forms, do, say
        panel = self._panel = part.side.family
        panel.times_wanted.connect(self._ask_times)
        panel.homes_wanted.connect(self._turn_homes)
        panel.answer_wanted.connect(self._ask_answer)

    @property
    def panel(self) -> FamilyPanel:
        """What is shown of the family."""
        return self._panel

    def _ask_times(self, key: int) -> None:
        board = self._part.board
        if board is None:
            return
        form = TimesForm(board.lines[key], [band.on for band in board.bands])
        self._open(form, lambda: self._keep(form, key))

    def _keep(self, form: TimesForm, key: int) -> None:
        try:
            spans = form.said()
        except OfficeError as error:
            form.say(sentence(error))
            return
        words = _("Their times are kept.") if spans else _("They can come at any time.")
        verb = self._office.schedules.set_within
        self._forms.do(lambda: verb(key, spans), lambda _changes: self._done(form, words), form)

    def _turn_homes(self, key: int) -> None:
        board = self._part.board
        if board is None:
            return
        apart, schedules = bool(board.lines[key].home), self._office.schedules
        verb = schedules.join_homes if apart else schedules.split_homes
        self._do(lambda: verb(key))
        words = (
            _("One conference for all who may come.")
            if apart
            else _("Each home has a conference of its own, and no paper of one names the other.")
        )
        toast(self._part.window(), words)

    def _ask_answer(self, key: int) -> None:
        board = self._part.board
        conference_id = board.lines[key].conference_id if board is not None else None
        if board is None or conference_id is None:
            return

        def show(sheet: ReplySheet) -> None:
            if self._panel.key == key:
                form = AnswerForm(sheet)
                self._open(form, lambda: self._keep_answer(form, conference_id))

        replies = self._office.replies
        self._background.ask(lambda: replies.of_conference(conference_id), self._part, show, self._say)

    def _keep_answer(self, form: AnswerForm, conference_id: int) -> None:
        try:
            times = form.times()
        except OfficeError as error:
            form.say(sentence(error))
            return
        who, said, note = form.who(), form.reply(), form.words_of("note")
        verb = self._office.replies.note
        self._forms.do(
            lambda: verb(conference_id, said, who, note, times),
            lambda _changes: self._done(form, _("The answer is written down.")),
            form,
        )

    def _open(self, form: DeedForm, do: Callable[[], None]) -> None:
        self._part.side.give_room(to_form=True)
        self._forms.open(form, self._panel.place, do, lambda: self._part.side.give_room(to_form=False))

    def _done(self, form: DeedForm, words: str) -> None:
        form.hide()
        form.deleteLater()
        self._part.side.give_room(to_form=False)
        toast(self._part.window(), words)
        self._part.grid.setFocus(Qt.FocusReason.OtherFocusReason)
