"""What a family answered to an invitation: the questions of it, and a line of it where the conference is prepared."""

from PySide6.QtWidgets import QWidget

from ilp_desktop.domain.replies import FamilySpan, Reply, ReplySheet
from ilp_desktop.language import _
from ilp_desktop.ui.day.words import day_words
from ilp_desktop.ui.deeds.forms import DeedForm
from ilp_desktop.ui.reaching.own_times import MOST_DAYS, spans_said
from ilp_desktop.ui.reaching.words import REPLIES
from ilp_desktop.ui.widgets import Text

_STUDENT = 0


class AnswerForm(DeedForm):
    """What somebody answered to the invitation; for another time, which ones."""

    def __init__(self, sheet: ReplySheet) -> None:
        super().__init__("answer", _("What the family answered"), _("Write it down"))
        self._days = sheet.days[:MOST_DAYS]
        who = [(one.guardian_id or _STUDENT, one.name) for one in sheet.invited]
        said = next((one.said for one in sheet.invited if one.said is not None), None)
        answers = [(one, _(words)) for one, words in REPLIES.items()]
        self.put(self.choice("who", _("Who answered"), who, (said.guardian_id or _STUDENT) if said else who[0][0]))
        self._answer = self.choice("answer", _("What they said"), answers, said.reply if said else Reply.COMING)
        self.put(self._answer)
        self.put(self.line("note", _("Note"), said.note if said else ""))
        words = _("Type when they can come, such as 4-5, 6:30-7. All empty: ask them once more.")
        self._hint = Text(words, "small", "text2", wrap=True)
        self._lines: list[QWidget] = [self.line(on.isoformat(), day_words(on)) for on in self._days]
        if self._lines:
            self.put(self._hint)
        for line in self._lines:
            self.put(line)
        self._answer.chosen.connect(self._show_days)
        self._show_days()

    def _show_days(self) -> None:
        for part in (self._hint, *self._lines):
            part.setVisible(self.reply() is Reply.ANOTHER_TIME and bool(self._lines))

    def who(self) -> int | None:
        """Return the guardian; None: the student."""
        who = self.chosen_of("who")
        return who if isinstance(who, int) and who != _STUDENT else None

    def reply(self) -> Reply:
        """Return the answer."""
        said = self.chosen_of("answer")
        assert isinstance(said, Reply)
        return said

    def times(self) -> tuple[FamilySpan, ...]:
        """Return the times that were said for another time. Raises OfficeError ``schedule_hours_wrong``."""
        if self.reply() is not Reply.ANOTHER_TIME:
            return ()
        return spans_said({on: self.words_of(on.isoformat()) for on in self._days})
