"""What a family said before its conference: answers and needs, where the conference is prepared."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.preparation import ReadyRow
from ilp_desktop.domain.replies import Reply, ReplySheet
from ilp_desktop.language import _
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.day.words import date_words
from ilp_desktop.ui.deeds.one_form import OneForm
from ilp_desktop.ui.names import named
from ilp_desktop.ui.reaching.answers import AnswerForm
from ilp_desktop.ui.reaching.words import need_line_words, reply_words, within
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, IconMark, Line, Text, toast
from ilp_desktop.wording import sentence

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.office import Office

_ICONS = {
    Reply.NOT_COMING: "triangle-alert",
    Reply.ANOTHER_TIME: "clock",
    Reply.BY_PHONE: "phone",
    Reply.BY_VIDEO: "monitor",
}


class FamilySaid(QWidget):
    """The answers to the invitation, a line each, what the family needs, and a way to write down an answer."""

    def __init__(self, row: ReadyRow, office: "Office", background: Background) -> None:
        super().__init__()
        named(self, "family_said")
        self._row, self._office, self._background = row, office, background
        self._forms = OneForm(self, background, lambda: None, self._say)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(SPACE.sm)
        down.addWidget(Line())
        for answer in row.answers:
            down.addLayout(_line(_ICONS.get(answer.reply, "check"), reply_words(answer)))
        for need in row.needs:
            given = _("given {day}").format(day=date_words(need.given_on)) if need.given_on else _("not given yet")
            words = _("Needs: {needs}").format(needs=within(need_line_words(need)))
            down.addLayout(_line("hand-heart", f"{words} ({given})"))
        self._told = Text("", "body", "red", wrap=True)
        self._told.hide()
        down.addWidget(self._told)
        self.answer = named(Button(_("Note an answer"), "ghost", "message-circle"), "ready_answer_button")
        self.answer.clicked.connect(self._ask)
        foot = QHBoxLayout()
        said = _("Nobody has answered the invitation yet.") if not row.answers else ""
        foot.addWidget(Text(said, "body", "text2", wrap=True), 1)
        foot.addWidget(self.answer)
        down.addLayout(foot)
        self._place = QVBoxLayout()
        down.addLayout(self._place)

    def _ask(self) -> None:
        replies, conference_id = self._office.replies, self._row.conference_id
        self._background.ask(lambda: replies.of_conference(conference_id), self, self._open, self._say)

    def _open(self, sheet: ReplySheet) -> None:
        form = AnswerForm(sheet)
        self._forms.open(form, self._place, lambda: self._keep(form))

    def _keep(self, form: AnswerForm) -> None:
        try:
            times = form.times()
        except OfficeError as error:
            form.say(sentence(error))
            return
        conference_id, who, said, note = self._row.conference_id, form.who(), form.reply(), form.words_of("note")
        verb = self._office.replies.note

        def done(_changes: object) -> None:
            self.answer.clearFocus()
            form.hide()
            form.deleteLater()
            toast(self.window(), _("The answer is written down."))

        self._forms.do(lambda: verb(conference_id, said, who, note, times), done, form)

    def _say(self, error: OfficeError) -> None:
        self._told.setText(sentence(error))
        self._told.show()


def _line(icon: str, words: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SPACE.md)
    row.addWidget(IconMark(icon, "text3"))
    row.addWidget(Text(words, "body", wrap=True), 1)
    return row
