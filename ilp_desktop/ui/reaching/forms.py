"""The questions about reaching a family: a try, what is needed in order to come, a conference asked for, what came of it."""

from collections.abc import Hashable, Sequence
from datetime import date

from ilp_desktop.domain.evidence import Entry
from ilp_desktop.domain.reaching import AskedLine, Need, NeedLine, ReachSheet, attempt, conference_request, need_request
from ilp_desktop.language import _
from ilp_desktop.ui.day.words import date_words, language_words
from ilp_desktop.ui.deeds.forms import DeedForm
from ilp_desktop.ui.reaching.words import NEEDS, need_line_words
from ilp_desktop.wording.evidence import MODES, OUTCOMES

LANGUAGES = ("es", "vi", "ar", "zh", "so", "nv", "fr", "pt", "ru", "ko", "to", "sm", "sw", "hi", "tl", "en")


class AttemptForm(DeedForm):
    """A try to reach somebody: whom, how, what came of it. As it opens it says a call today that nobody answered."""

    def __init__(self, sheet: ReachSheet) -> None:
        super().__init__("attempt", _("A try to reach the family"), _("Note it"))
        self._sheet = sheet
        adults = _adults(sheet)
        # Whoever was not reached yet is who is tried.
        waiting = [one.guardian_id for one in sheet.adults if not one.is_reached]
        chosen = (
            waiting if len(waiting) == 1 else [one.guardian_id for one in sheet.adults[:1]] if len(adults) == 1 else []
        )
        self.put(self.checks("who", _("Who was tried"), adults, chosen))
        modes = [(key, _(words)) for key, words in MODES.items()]
        outcomes = [(key, _(words)) for key, words in OUTCOMES.items()]
        self.put(
            self.choice("mode", _("How"), modes, "phone"),
            self.choice("outcome", _("What came of it"), outcomes, "no_answer"),
        )
        self.put(self.day("on", _("When"), sheet.today), self.line("note", _("Note")))

    def entry(self) -> Entry | None:
        """Return the try; None where nobody is ticked."""
        who = [one for one in self.ticked_of("who") if isinstance(one, int)]
        if not who:
            return None
        mode, outcome = str(self.chosen_of("mode")), str(self.chosen_of("outcome"))
        return attempt(who, mode, outcome, self.certain_day_of("on"), self._sheet.me, self.words_of("note"))


class NeedsForm(DeedForm):
    """What a family needs in order to come."""

    def __init__(self, sheet: ReachSheet) -> None:
        super().__init__(
            "needs",
            _("What the family needs in order to come"),
            _("Write it down"),
            _(
                "It stands in the schedule, on the list of what to prepare, and here, until somebody says that it is given."
            ),
        )
        self._sheet = sheet
        self.put(
            self.checks("needs", _("What they asked for"), [(one.value, _(words)) for one, words in NEEDS.items()])
        )
        languages = [("", _("Nobody needs to interpret")), *((tag, language_words(tag)) for tag in LANGUAGES)]
        adults = _adults(sheet)
        if adults:
            self.put(self.checks("who", _("Who asked"), adults))
        self.put(
            self.choice("language", _("Language of an interpreter"), languages, ""),
            self.day("on", _("Asked on"), sheet.today),
        )
        self.put(self.line("note", _("Note"), "", _("Such as the hour, or how many children")))

    def entry(self) -> Entry | None:
        """Return the request; None where nothing is ticked."""
        needs = {Need(str(one)) for one in self.ticked_of("needs")}
        language = str(self.chosen_of("language") or "")
        if language:
            needs.add(Need.INTERPRETER)
        if not needs:
            return None
        on, note = self.certain_day_of("on"), self.words_of("note")
        return need_request(self._sheet, needs, on, adults=_ticked(self), language=language, note=note)


class AskedForm(DeedForm):
    """A parent asks for a conference."""

    def __init__(self, sheet: ReachSheet) -> None:
        super().__init__("asked", _("The family asks for a conference"), _("Write it down"))
        self._sheet = sheet
        adults = _adults(sheet)
        if adults:
            self.put(self.checks("who", _("Who asked"), adults))
        self.put(
            self.day("on", _("Asked on"), sheet.today),
            self.line("note", _("What it is about, and when it suits")),
        )

    def entry(self) -> Entry:
        """Return the request."""
        return conference_request(
            self._sheet, self.certain_day_of("on"), adults=_ticked(self), note=self.words_of("note")
        )


class GivenForm(DeedForm):
    """That what was asked for is given."""

    def __init__(self, line: NeedLine, today: date) -> None:
        super().__init__("given", _("It is given"), _("It is given"), need_line_words(line))
        self.put(self.day("on", _("Since"), today), self.line("note", _("How"), "", _("Such as who interprets")))


class SettledForm(DeedForm):
    """What came of a conference that was asked for."""

    def __init__(self, line: AskedLine, today: date) -> None:
        title = _("Asked for on {day}").format(day=date_words(line.on))
        super().__init__("settled", title, _("Write it down"), line.note)
        self.put(
            self.line("came_of", _("What came of it"), "", _("Such as the day of the conference")),
            self.day("on", _("On"), today),
        )


def _adults(sheet: ReachSheet) -> Sequence[tuple[Hashable, str]]:
    return [(one.guardian_id, one.name) for one in sheet.adults]


def _ticked(form: DeedForm) -> list[int]:
    return [one for one in form.ticked_of("who") if isinstance(one, int)] if form.has("who") else []
