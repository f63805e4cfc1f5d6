"""One paper on the screen: its lines in its order. Enter moves on; what is typed is kept as it is typed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.domain.changes import Changes
from ilp_desktop.language import _
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.conference.boxes import Boxes, Save
from ilp_desktop.ui.conference.gradual import polish_children
from ilp_desktop.ui.conference.parts import column, line
from ilp_desktop.ui.conference.people import role_words
from ilp_desktop.ui.conference.writing import Words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.paper.choices import KeyChoice, LineBox, ParagraphBox
from ilp_desktop.ui.paper.lines import LineKind, PaperLine, place_of_due
from ilp_desktop.ui.paper.words import HERE, HERE_TOO, OUTCOMES, REACHED_OR_NOT, REACHED_TOO, SIGNED, party_words
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Card, ScrollingCanvas, Text

Stop = KeyChoice | LineBox | ParagraphBox
_LABEL = 236
_GOAL_INDENT = 28


@dataclass(frozen=True, slots=True)
class Verbs:
    """What a form asks the office for; each raises what the office meets."""

    draft: Save
    keep: Save
    here: Callable[[int, bool | None], Changes] | None = None
    outcome: Callable[[int, str], Changes] | None = None
    due: Callable[[str, date | None], Changes] | None = None
    minutes: Callable[[int], Changes] | None = None
    no_talk: Callable[[str], Changes] | None = None
    sign: Callable[[int, str, str], Changes] | None = None
    """Participant, choice ('' takes it back, 'not_today'), words."""


class PaperForm(QWidget):
    """The lines of one paper. ``build`` makes them, a card a step."""

    ended = Signal()
    """Enter was pressed on the last line."""
    failed = Signal(object)
    """The OfficeError of a choice that was not taken."""

    def __init__(
        self,
        lines: Sequence[PaperLine],
        verbs: Verbs,
        background: Background,
        *,
        name: str,
        on: date,
        reasons: Sequence[tuple[str, str]] = (),
        delay: int = 400,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)  # at once: moved later, all that is in it would be styled again
        self.hide()
        named(self, "paper_form")
        self._lines = tuple(lines)
        self._verbs = verbs
        self._background = background
        self._name = name
        self._on = on
        self._reasons = tuple(reasons)
        self._language = "en"
        self.boxes = Boxes(background, verbs.draft, verbs.keep, delay=delay, parent=self)
        self.stops: list[tuple[Stop, PaperLine]] = []
        self._body: QVBoxLayout = column(self, spacing=SPACE.lg)
        self._card: Card | None = None

    # Using it

    def set_language(self, language: str) -> None:
        """Say in which language is written what is typed from now on."""
        self._language = language

    def begin(self) -> None:
        """Put the keyboard on the first line that is not filled in, or the first one."""
        lines = (stop for stop, each in self.stops if not each.filled and not stop.isHidden())
        first = next(lines, self.stops[0][0] if self.stops else None)
        if first is not None:
            self._go(first)

    def flush(self) -> None:
        """Keep everything typed."""
        self.boxes.flush()

    def is_answered(self, kind: LineKind) -> bool:
        """Tell whether every line of a kind is answered."""
        return all(_is_answered(stop) for stop, each in self.stops if each.kind is kind)

    def focus_kind(self, kind: LineKind) -> None:
        """Put the keyboard on the first line of a kind that is not answered."""
        there = [stop for stop, each in self.stops if each.kind is kind and not _is_answered(stop)]
        if there:
            self._go(there[0])

    def _go(self, stop: Stop) -> None:
        stop.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(stop, LineBox):
            stop.selectAll()
        above = self.parentWidget()
        while above is not None:
            if isinstance(above, ScrollingCanvas):
                above.ensureWidgetVisible(stop, 0, 120)
                return
            above = above.parentWidget()

    def _move(self, stop: Stop, by: int) -> None:
        at = next(n for n, (each, _line) in enumerate(self.stops) if each is stop)
        line = self.stops[at][1]
        to = at + by
        if by > 0 and isinstance(stop, LineBox) and not stop.text().strip():
            to = self._beyond(at, line)
        while 0 <= to < len(self.stops) and self.stops[to][0].isHidden():
            to += 1 if by > 0 else -1
        if to >= len(self.stops):
            self.ended.emit()
        elif to >= 0:
            self._go(self.stops[to][0])

    def _beyond(self, at: int, line: PaperLine) -> int:
        """Where Enter leads from an empty line: over the rest of its goal, of its steps, of what the party promises."""
        skipped = {
            LineKind.GOAL: {LineKind.GOAL, LineKind.STEP},
            LineKind.STEP: {LineKind.STEP},
            LineKind.PROMISE: {LineKind.PROMISE},
        }.get(line.kind, set())
        to = at + 1
        while to < len(self.stops):
            following = self.stops[to][1]
            if following.kind not in skipped or (line.kind is LineKind.PROMISE and following.party is not line.party):
                break
            to += 1
        return to

    # Building

    def build(self) -> Iterator[None]:
        """Make the lines, a few at a time."""
        for each in self._lines:
            self._make(each)
            yield
        self._body.addStretch()
        yield from polish_children(self)

    def _make(self, each: PaperLine) -> None:
        if self._card is None or each.heading or (each.kind is LineKind.OUTCOME and self._last_kind() is LineKind.HERE):
            self._begin_card(each)
        match each.kind:
            case LineKind.HERE:
                self._here(each)
            case LineKind.OUTCOME:
                self._outcome(each)
            case LineKind.TEXT:
                self._text(each)
            case LineKind.GOAL:
                self._goal(each)
            case LineKind.STEP:
                self._step(each)
            case LineKind.PROMISE:
                self._promise(each)
            case LineKind.TALK:
                self._talk(each)
            case LineKind.SIGN:
                self._sign(each)
            case LineKind.CHECK:
                self._check(each)

    def _last_kind(self) -> LineKind | None:
        return self.stops[-1][1].kind if self.stops else None

    def _begin_card(self, each: PaperLine) -> None:
        own = {LineKind.HERE: _("Who was there"), LineKind.OUTCOME: _("Goals from last time")}
        self._card = Card(padding=SPACE.lg, spacing=SPACE.sm)
        self._card.body.addWidget(Text(each.heading or own.get(each.kind, ""), "h2"))
        self._body.addWidget(self._card)

    def _row(self, label: str, *widgets: QWidget, indent: int = 0, small: str = "") -> QHBoxLayout:
        assert self._card is not None
        row = line(spacing=SPACE.md)
        if indent:
            row.addSpacing(indent)
        words = column(spacing=0)
        words.addWidget(Text(label, "strong", wrap=True))
        if small:
            words.addWidget(Text(small, "small", "text2"))
        held = QWidget()
        held.setLayout(words)
        held.setFixedWidth(_LABEL - indent)
        row.addWidget(held)
        for n, widget in enumerate(widgets):
            row.addWidget(widget, 0 if isinstance(widget, KeyChoice) else (3 if n == 0 else 1))
        if any(isinstance(widget, KeyChoice) for widget in widgets):
            row.addStretch(1)
        self._card.body.addLayout(row)
        return row

    def _add(self, stop: Stop, each: PaperLine) -> None:
        self.stops.append((stop, each))
        stop.moved_on.connect(lambda: self._move(stop, 1))
        stop.moved_back.connect(lambda: self._move(stop, -1))

    def _do(self, verb: Callable[[], Changes], then: Callable[[Changes], None] | None = None) -> None:
        self._background.do(verb, then, self.failed.emit, owner=self)

    # The kinds of line

    def _here(self, each: PaperLine) -> None:
        box = KeyChoice([(_(key), code, _(words)) for key, code, words in HERE], each.words, HERE_TOO)
        named(box, f"paper_here_{each.key}")
        box.show_choice(each.chosen)
        verb = self._verbs.here
        if verb is not None:

            def say(code: str) -> None:
                self._do(lambda: verb(each.key, {"y": True, "n": False}.get(code)))

            box.chosen.connect(say)
        self._row(each.words, box, small=role_words(each.hint))
        self._add(box, each)

    def _outcome(self, each: PaperLine) -> None:
        box = KeyChoice([(key, code, _(words)) for key, code, words in OUTCOMES], each.words)
        named(box, f"paper_outcome_{each.key}")
        box.show_choice(each.chosen)
        verb = self._verbs.outcome
        if verb is not None:

            def say(code: str) -> None:
                self._do(lambda: verb(each.key, code or "open"))

            box.chosen.connect(say)
        self._row(each.words, box)
        self._add(box, each)

    def _check(self, each: PaperLine) -> None:
        box = KeyChoice([(_(key), code, _(words)) for key, code, words in REACHED_OR_NOT], each.words, REACHED_TOO)
        named(box, _name_of(each.path))
        box.show_choice(each.chosen)
        keep = self._verbs.keep

        def say(code: str) -> None:
            self._do(lambda: keep(each.path, code, "en"))

        box.chosen.connect(say)
        self._row(each.words, box)
        self._add(box, each)

    def _text(self, each: PaperLine) -> None:
        assert self._card is not None
        box = named(ParagraphBox(each.words), _name_of(each.path))
        self._card.body.addWidget(Text(each.words, "strong", wrap=True))
        self._card.body.addWidget(box)
        self._write(box, each.path, each.text)
        self._add(box, each)

    def _goal(self, each: PaperLine) -> None:
        title = _("Goal {number}").format(number=each.key)
        box = named(LineBox(title), _name_of(each.path))
        self._row(title, box)
        self._write(box, each.path, each.text)
        self._add(box, each)

    def _step(self, each: PaperLine) -> None:
        title = _("Step {number}").format(number=each.key)
        place = each.path.removeprefix("paper_step:")
        box = named(LineBox(title), _name_of(each.path))
        who_path = f"paper_step_who:{place}"
        who = named(LineBox(_("Who does {step}").format(step=title), _("Who")), _name_of(who_path))
        when = named(LineBox(_("When is {step} done").format(step=title), _("When: 12/4")), f"paper_due_{place}")
        self._row(title, box, who, when, indent=_GOAL_INDENT)
        self._write(box, each.path, each.text)
        self._write(who, who_path, each.who)
        if each.due_on is not None:
            when.setText(f"{each.due_on.month}/{each.due_on.day}")
        self._add(box, each)
        for aside in (who, when):  # Tab comes here; Enter goes to the next line from each of them
            aside.moved_on.connect(lambda: self._move(box, 1))
            aside.moved_back.connect(lambda: self._go(box))
        when.editingFinished.connect(lambda: self._set_due(when, place))

    def _set_due(self, box: LineBox, place: str) -> None:
        verb = self._verbs.due
        if verb is None or not box.isModified():
            return
        box.setModified(False)
        day = place_of_due(box.text(), self._on)
        box.setProperty("wrong", "true" if box.text().strip() and day is None else "false")
        box.style().polish(box)
        if day is not None or not box.text().strip():
            self._do(lambda: verb(place, day))

    def _promise(self, each: PaperLine) -> None:
        assert each.party is not None
        title = party_words(each.party, self._name)
        box = named(LineBox(title), _name_of(each.path))
        self._row(title if each.key == 1 else "", box)
        self._write(box, each.path, each.text)
        self._add(box, each)

    def _talk(self, each: PaperLine) -> None:
        assert self._card is not None
        title = _("Minutes, or the letter")
        box = named(LineBox(title), "paper_talk")
        box.setMaximumWidth(96)
        told = named(Text("", "body", "text2", wrap=True), "paper_talk_told")
        row = self._row(title, box)
        row.setStretch(1, 0)
        row.addWidget(told, 1)
        letters = {chr(ord("A") + n): reason for n, reason in enumerate(self._reasons)}
        codes = {code: letter for letter, (code, _words) in letters.items()}
        box.setText(codes.get(each.chosen, each.chosen))
        box.setModified(False)
        listed = "\n".join(f"{letter}  {words}" for letter, (_code, words) in letters.items())
        self._card.body.addWidget(Text(listed, "small", "text2", wrap=True))
        box.editingFinished.connect(lambda: self._take_talk(box, told, letters))
        self._add(box, each)

    def _take_talk(self, box: LineBox, told: Text, letters: dict[str, tuple[str, str]]) -> None:
        text = box.text().strip().upper()
        if not box.isModified() or not text:
            return
        box.setModified(False)
        minutes, reason = self._verbs.minutes, self._verbs.no_talk
        if text.isascii() and text.isdecimal() and minutes is not None:
            self._do(lambda: minutes(int(text)))
            told.setText(_("{count} minutes, as written on the paper").format(count=int(text)))
        elif text in letters and reason is not None:
            code, words = letters[text]
            self._do(lambda: reason(code))
            told.setText(words)
        else:
            told.setText(_("Type the minutes, or the letter in the box that is ticked."))

    def _sign(self, each: PaperLine) -> None:
        assert self._card is not None
        box = KeyChoice([(key, code, _(words)) for key, code, words in SIGNED], each.words)
        named(box, f"paper_sign_{each.key}")
        box.show_choice(each.chosen)
        self._row(each.words, box, small=role_words(each.hint))
        self._add(box, each)
        own = named(LineBox(_("In {name}'s own words").format(name=each.words)), f"paper_words_{each.key}")
        own.setPlaceholderText(own.accessibleName())
        self._card.body.addWidget(own)
        own.setVisible(each.chosen == "disagree")
        self._write(own, each.path, each.text)

        def say(code: str) -> None:
            self._take_sign(each, code, own)

        box.chosen.connect(say)
        self._add(own, each)
        own.editingFinished.connect(lambda: self._take_words(each, box, own))

    def _take_sign(self, each: PaperLine, code: str, own: LineBox) -> None:
        own.setVisible(code == "disagree")
        if code == "disagree" and not own.text().strip():
            return  # the words come next, and with them the mark
        self._mark(each, code, own.text())

    def _take_words(self, each: PaperLine, box: KeyChoice, own: LineBox) -> None:
        if box.code() == "disagree" and own.text().strip():
            self._mark(each, "disagree", own.text())

    def _mark(self, each: PaperLine, code: str, words: str) -> None:
        verb = self._verbs.sign
        if verb is not None:
            self.boxes.flush()  # what is signed is what stands on the paper
            self._do(lambda: verb(each.key, code, words if code == "disagree" else ""))

    def _write(self, box: LineBox | ParagraphBox, path: str, text: str) -> None:
        if isinstance(box, LineBox):
            box.setText(self.boxes.open(path, Words(text), None).text)
            box.textEdited.connect(lambda: self.boxes.type(path, Words(box.text(), self._language)))
            box.editingFinished.connect(lambda: self.boxes.leave(path))
        else:
            box.setPlainText(self.boxes.open(path, Words(text), None).text)
            box.textChanged.connect(lambda: self.boxes.type(path, Words(box.toPlainText(), self._language)))
            box.left.connect(lambda: self.boxes.leave(path))


def _is_answered(stop: Stop) -> bool:
    if isinstance(stop, KeyChoice):
        return bool(stop.code())
    return bool((stop.text() if isinstance(stop, LineBox) else stop.toPlainText()).strip())


def _name_of(path: str) -> str:
    return path.replace(":", "_").replace(".", "_")
