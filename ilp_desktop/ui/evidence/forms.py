"""The forms of what can be recorded: each asks what its requirement asks for, and no more."""

from collections.abc import Hashable, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from ilp_desktop.domain.evidence import OUTCOME, TRAINING, Entry, EventLine, Requirement, Requirements, TakenBack
from ilp_desktop.domain.packs import worded
from ilp_desktop.domain.policy.facts import Stage
from ilp_desktop.domain.policy.recording import ATTEMPT, CONFERENCE, Offer
from ilp_desktop.domain.policy.sets import Template
from ilp_desktop.language import _, in_use, ngettext
from ilp_desktop.ui.deeds.forms import Chooser, DeedForm
from ilp_desktop.ui.evidence.words import STAFF, event_meta, event_title, form_words, offer_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.widgets import Field, Notice
from ilp_desktop.wording.evidence import (
    MODES,
    OUTCOMES,
    ROLES,
    STAGES,
    TAKEN_BACK,
    TRAINING_WORDS,
    mark_words,
    role_names,
)

_WITH_MODE = frozenset({CONFERENCE, ATTEMPT, "call", "notice", "invitation", "delivery", "training", "consultation"})
_NOTE = "note"
_WITHOUTSTAFF = frozenset({"request", "response", "report_card", "registration"})
"""What somebody else did: that one of the staff writes it down makes nobody take part."""
_WITHOUT_PEOPLE = frozenset({"filing", "report_card", "registration", "procedure", "report", "decision", "training"})
_ELSEWHERE = frozenset({CONFERENCE, "plan", "signature", "approval", "document"})
"""What a student who comes from another school may bring (R117)."""


class RecordForm(DeedForm):
    """One thing that happened. What stands there already, where it is corrected."""

    def __init__(
        self,
        offer: Offer,
        template: Template | None,
        about: Requirements,
        today: date,
        said: EventLine | None = None,
    ) -> None:
        title, words = offer_words(offer, template), form_words(offer, template)
        super().__init__("record", title, _("Correct it") if said is not None else _("Record it"), words)
        self._offer, self._template, self._about = offer, template, about
        self._said, self._today = said, today
        self._event = said.event if said is not None else None
        self._texts: dict[str, Field] = {}
        self._ask_when_and_how()
        self._ask_who()
        self._ask_marks()
        self._ask_words()

    # What is asked

    def _ask_when_and_how(self) -> None:
        kind, said = self._offer.kind, self._said
        on = self._event.on if self._event is not None else self._today
        parts: list[QWidget] = [self.day("on", _("When"), on)]
        if kind in _WITH_MODE:
            offered = [("", _("Not said")), *((key, _(words)) for key, words in MODES.items())]
            parts.append(self.choice("mode", _("How"), offered, said.mode if said is not None else ""))
        self.put(*parts)
        if kind == ATTEMPT:
            outcome = said.texts.get(OUTCOME, "no_answer") if said is not None else "no_answer"
            self.put(self.choice("outcome", _("What came of it"), [(k, _(w)) for k, w in OUTCOMES.items()], outcome))
        if kind == CONFERENCE:
            stage = self._event.stage if self._event is not None else Stage.HELD
            parts = [self.choice("stage", _("What came of it"), [(k, _(w)) for k, w in STAGES.items()], stage)]
            if not self._offer.groupings:
                grouping = self._event.grouping if self._event is not None else "individual"
                offered = [("individual", _("One student")), ("group", _("In a group"))]
                parts.append(self.choice("grouping", _("For whom"), offered, grouping))
            self.put(*parts)

    def _ask_who(self) -> None:
        kind, about = self._offer.kind, self._about
        if kind not in _WITHOUT_PEOPLE:
            question = _("Whom it was meant for") if kind in {ATTEMPT, "notice", "invitation"} else _("Who took part")
            offered, chosen = self._people()
            if offered:
                self.put(self.checks("who", question, offered, chosen))
        if kind not in _WITHOUTSTAFF:
            before = self._said.staff_id if self._said is not None else about.me
            nobody = (0, _("Nobody of the staff"))
            question = _("Who gave it") if kind == "training" else _("Who of the staff")
            staff = self.choice("staff", question, [nobody, *about.staff], before or 0)
            self.put(staff)
            if kind == _NOTE and not about.of_school:
                self._advise(staff)

    def _advise(self, staff: Chooser) -> None:
        """Say it where a note would be of somebody who has nothing to do with the student (R20); it is recorded all the same."""
        words = _(
            "A note is to be by a teacher who works with the student. This person is neither assigned nor was in a conference "
            "of the last year. It can be recorded all the same; assign them first if they do."
        )
        advice = named(Notice(words, "amber", "info"), "author_notice")

        def show() -> None:
            chosen = staff.value()
            advice.setVisible(isinstance(chosen, int) and chosen > 0 and chosen not in self._about.working_with)

        staff.chosen.connect(show)
        show()
        self.put(advice)

    def _people(self) -> tuple[list[tuple[Hashable, str]], list[Hashable]]:
        """Return who can be ticked: the student, adults by name, and other roles that the requirement asks for."""
        about, event, said = self._about, self._event, self._said
        offered: list[tuple[Hashable, str]] = []
        if not self._about.of_school:
            offered += [("student", _(ROLES["student"])), *((one.guardian_id, one.name) for one in about.adults)]
        more = [role for role in self._offer.roles if role not in {"student", "family"}]
        if self._offer.kind == ATTEMPT and not more:
            more = ["learning_coach"]
        if self._about.of_school and not more:
            more = ["parent", "community", *sorted(STAFF)]
        # Adults are named; a parent as such only where nobody is on file.
        more = [role for role in more if role != "parent" or self._about.of_school or not about.adults]
        if event is not None:
            more += sorted(
                event.roles - {"student", "parent", "family", *more} - (STAFF if said and said.staff_id else set())
            )
        offered += [(role, _(ROLES[role])) for role in dict.fromkeys(more)]
        chosen: list[Hashable] = [*said.adults, *event.roles] if said is not None and event is not None else []
        return offered, chosen

    def _ask_marks(self) -> None:
        asked = [mark for mark in self._offer.marks if mark not in {"external", "effort"}]
        before = self._event.marks if self._event is not None else frozenset[str]()
        asked += sorted(before - set(asked) - {"effort", "external"})
        if asked:
            self.put(
                self.checks(
                    "marks", _("What it shows"), [(mark, mark_words(mark)) for mark in asked], before, columns=1
                )
            )

    def _ask_words(self) -> None:
        said, template = self._said, self._template
        for at, prompt in enumerate(template.prompts if template is not None else ()):
            field = named(Field(worded(prompt, in_use()), least_lines=2), f"record_text_{at}")
            field.set_text(said.texts.get(str(at), "") if said is not None else "")
            self._texts[str(at)] = field
            self.put(field)
        if self._offer.kind == "training":
            for key in TRAINING:
                before = said.texts.get(key, "") if said is not None else ""
                self.put(self.line(key, _(TRAINING_WORDS[key]), before))
        self._note = named(Field(_("Note"), least_lines=1), "record_note")
        self._note.set_text(said.note if said is not None else "")
        self.put(self._note)
        if self._offer.kind in _ELSEWHERE and not self._about.of_school:
            needed = self._offer.only_elsewhere
            hint = "" if needed else _("Only if it was not here")
            before = self._event.elsewhere if self._event is not None else ""
            self.put(self.line("elsewhere", _("At which other school"), before, hint))
        if template is not None and template.filed_in is not None and said is None and not self._about.of_school:
            where = worded(template.filed_in, in_use())
            question = _("It stands there too, since: {where}").format(where=where)
            self.put(self.day("filed", question, self._today, wanted=False, optional=True))

    # What was answered

    def entry(self) -> Entry:
        """Return what was said."""
        offer, template = self._offer, self._template
        who = self.ticked_of("who") if self.has("who") else frozenset[Hashable]()
        texts = {key: field.text() for key, field in self._texts.items()}
        if self.has("outcome"):
            texts[OUTCOME] = str(self.chosen_of("outcome"))
        texts |= {key: self.words_of(key) for key in TRAINING if self.has(key)}
        stage = self.chosen_of("stage") if self.has("stage") else Stage.HELD
        staff = self.chosen_of("staff") if self.has("staff") else 0
        form = template.key if template is not None else next(iter(offer.forms), "") if offer.kind == "decision" else ""
        return Entry(
            kind=offer.kind,
            on=self.certain_day_of("on"),
            form=form,
            roles=frozenset(str(one) for one in who if isinstance(one, str)),
            adults=frozenset(one for one in who if isinstance(one, int)),
            marks=frozenset(map(str, self.ticked_of("marks"))) if self.has("marks") else frozenset(),
            mode=str(self.chosen_of("mode")) if self.has("mode") else "",
            staff_id=staff if isinstance(staff, int) and staff else None,
            stage=stage if isinstance(stage, Stage) else Stage.HELD,
            grouping=str(self.chosen_of("grouping")) if self.has("grouping") else next(iter(offer.groupings), ""),
            elsewhere=self.words_of("elsewhere") if self.has("elsewhere") else "",
            texts=texts,
            note=self._note.text(),
            filed_on=self.day_of("filed") if self.has("filed") else None,
        )


def add_form(marks: Sequence[str], line: EventLine, today: date) -> DeedForm:
    """Ask what can be said of an event now: it was given, filed, approved, spoken of."""
    title = _("Add to: {what}").format(what=event_title(line))
    form = DeedForm("add", title, _("Add it"), event_meta(line))
    offered = [(mark, mark_words(mark)) for mark in marks]
    form.put(form.checks("marks", _("What can be said of it now"), offered, columns=1))
    form.put(form.day("on", _("Since"), today), form.line("note", _("Note")))
    return form


def waive_form(requirement: Requirement) -> DeedForm:
    """Ask by whose word a requirement is not asked for, and why."""
    words = _("It is then not asked for in this time. Who said so and why stays with it.")
    form = DeedForm("waive", _("Waive it"), _("Waive it"), words)
    offered = [(role, role_names((role,))) for role in requirement.clause.waived_by]
    form.put(form.choice("by", _("By whose word"), offered))
    form.put(form.line("why", _("Why")))
    return form


def take_back_form(line: EventLine) -> DeedForm:
    """Ask why an entry does not stand."""
    words = _("It does not count any more. That it was there, and who took it back, stays in the record.")
    form = DeedForm("take_back", _("Take it back"), _("Take it back"), f"{event_meta(line)}\n{words}", danger=True)
    form.put(form.choice("why", _("Why"), [(why, _(said)) for why, said in TAKEN_BACK.items()], TakenBack.MISTAKE))
    return form


def attempts_words(about: Requirements) -> str:
    """Word how often it was tried to reach whom this school year."""
    said = ngettext("{count} attempt this year", "{count} attempts this year", about.attempts).format(
        count=about.attempts
    )
    each = ", ".join(
        _("{name}: {count}").format(name=one.name, count=one.attempts) for one in about.adults if one.attempts
    )
    return f"{said} ({each})" if each else said
