"""The private consultation on the screen: the ring, what can be done, and what is kept of it (R44)."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QRadioButton, QWidget

from ilp_desktop.domain.consultations import Consultation, Phase
from ilp_desktop.domain.packs import FieldTemplate, SectionTemplate
from ilp_desktop.language import _
from ilp_desktop.ui.conference.cover import Cover
from ilp_desktop.ui.conference.long_choice import LongChoice
from ilp_desktop.ui.conference.parts import Part, Scrolling, column, line
from ilp_desktop.ui.conference.sitting import Sitting
from ilp_desktop.ui.conference.talk import ACTS, Act, account, clock_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Badge, Button, Card, IconMark, Notice, Ring, Text, Tinted

_TICK = 250
_RINGING = frozenset({Phase.IDLE, Phase.RUNNING, Phase.PAUSED})


class ConsultationPart(Part):
    """The timer at the left, what is kept and why it was not held at the right."""

    def __init__(self, sitting: Sitting, section: SectionTemplate, field: FieldTemplate, parent: QWidget) -> None:
        super().__init__(sitting, section, field, parent)
        self._rule = sitting.pack.consultation
        self._ring = named(Ring(self._rule.minimum, self._rule.limit), "consultation_ring")
        self._account = named(Text("", "strong", wrap=True), "consultation_account")
        self._told = Tinted("accent", padding=SPACE.lg)
        self._buttons: dict[Act, Button] = {}
        self._acts = line(spacing=SPACE.md)
        row = line(self, spacing=SPACE.xl)
        self._timer = self._timer_card()
        row.addWidget(self._timer, 5)
        row.addWidget(self._kept_card(), 4)
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK)
        self._tick.timeout.connect(self._show_time)
        self.show_sheet()

    @property
    def _consultation(self) -> Consultation:
        return self.sitting.sheet.consultation

    def _timer_card(self) -> Card:
        card = Card(spacing=SPACE.sm, parent=self)
        card.body.setContentsMargins(SPACE.xxl, SPACE.xl, SPACE.xxl, SPACE.xl)
        self._prompt = Text(self.sitting.worded(self.field.prompt), "h2", wrap=True)
        self._hint = named(Text(self.sitting.worded(self.field.hint), "body", "text2", wrap=True), "consultation_hint")
        card.body.addWidget(self._prompt)
        card.body.addWidget(self._hint)
        card.body.addSpacing(SPACE.xs)
        middle = line()
        middle.addWidget(self._ring)
        card.body.addLayout(middle, 1)
        self._above, self._below = QWidget(card), QWidget(card)
        card.body.addWidget(self._above, 1)
        told = line(spacing=SPACE.lg)
        self._badge = Badge("timer", size=44)
        told.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
        told.addWidget(self._account, 1)
        self._told.body.addLayout(told)
        card.body.addWidget(self._told)
        self._acts_place = QWidget(card)
        self._acts.setContentsMargins(0, SPACE.sm, 0, 0)
        self._acts_place.setLayout(self._acts)
        card.body.addWidget(self._acts_place)
        card.body.addWidget(self._below, 1)
        return card

    def _kept_card(self) -> Card:
        card = Card(spacing=SPACE.md, parent=self)
        card.body.addWidget(Text(_("What is kept"), "h2"))
        scroll = Scrolling(spacing=SPACE.md, parent=card)
        words = _("Only that you talked, and for how long. What was said is never written down here.")
        scroll.inside.addWidget(Notice(words, "amber", "eye-off"))
        self._child = named(Button(_("Waiting screen"), "", "monitor"), "waiting_screen_button")
        self._child.clicked.connect(self._cover)
        scroll.inside.addWidget(self._child)
        scroll.inside.addSpacing(SPACE.xs)
        self._excuse = QWidget(scroll.ground)
        inside = column(self._excuse, spacing=2)
        inside.addWidget(Text(_("If it could not be held").upper(), "label", "text3"))
        inside.addSpacing(SPACE.xs)
        self._group = QButtonGroup(self)
        self._reasons: dict[str, QRadioButton] = {}
        for code, wording in self.sitting.pack.consultation.reasons.items():
            choice = LongChoice(self.sitting.worded(wording))
            one = named(choice.radio, f"reason_{code}")
            one.clicked.connect(lambda _on=False, code=code: self._not_held(code))
            self._group.addButton(one)
            self._reasons[code] = one
            inside.addWidget(choice)
        scroll.inside.addWidget(self._excuse)
        self._advice = self._advised(scroll.ground)
        scroll.inside.addWidget(self._advice)
        scroll.inside.addStretch()
        card.body.addWidget(scroll, 1)
        return card

    def _advised(self, ground: QWidget) -> QWidget:
        made = QWidget(ground)
        rows = column(made, spacing=SPACE.md)
        rows.addWidget(Text(_("While you talk").upper(), "label", "text3"))
        minimum, limit = (seconds // 60 for seconds in (self._rule.minimum, self._rule.limit))
        for icon, words in (
            ("timer", _("{minimum} minutes at the least, about {limit} in all.").format(minimum=minimum, limit=limit)),
            ("pause", _("If somebody comes in, pause: the time in between is not counted.")),
            ("user", _("When you are done, invite {name} back in with the button below.")),
        ):
            row = line(spacing=SPACE.md)
            row.addWidget(IconMark(icon, "text3"), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Text(words.format(name=self.sitting.name), "body", "text2", wrap=True), 1)
            rows.addLayout(row)
        return made

    @override
    def show_sheet(self) -> None:
        now = self._consultation
        told = account(now) or self._reason_words(now)
        self._account.setText(told)
        self._told.set_tint("amber" if now.phase is Phase.INTERRUPTED or _short(now) else "accent")
        self._badge.show_icon("circle-check" if now.settled else "timer")
        self._show_reason(now)
        self._offer(ACTS[now.phase])
        ringing = now.phase in _RINGING
        shown = {
            self._ring: ringing,
            self._above: not ringing,
            self._below: not ringing,
            self._told: bool(told),
            self._excuse: now.phase in {Phase.IDLE, Phase.NOT_HELD},
            self._advice: now.phase in {Phase.RUNNING, Phase.PAUSED},
        }
        # What goes makes room first: a window that had to grow for a moment would stay so.
        for widget, visible in sorted(shown.items(), key=lambda item: item[1]):
            widget.setVisible(visible)
        self.set_leading(on=now.phase is Phase.IDLE)
        self._show_time()
        self._mind_the_tick()

    def _show_reason(self, now: Consultation) -> None:
        self._group.setExclusive(False)
        for code, one in self._reasons.items():
            one.setChecked(now.phase is Phase.NOT_HELD and code == now.reason)
        self._group.setExclusive(True)

    def _reason_words(self, now: Consultation) -> str:
        if now.phase is not Phase.NOT_HELD:
            return ""
        wording = self.sitting.pack.consultation.reasons.get(now.reason)
        reason = self.sitting.worded(wording) if wording else now.reason
        return _("It was not held today: {reason}.").format(reason=reason.rstrip("."))

    def _show_time(self) -> None:
        now = self._consultation
        seconds = now.seconds(self.sitting.clock.now())
        self._ring.show_time(seconds, now.limit, paused=now.phase is Phase.PAUSED, started=now.phase is not Phase.IDLE)

    def _mind_the_tick(self) -> None:
        if self.isVisible() and self._consultation.phase is Phase.RUNNING:
            self._tick.start()
        else:
            self._tick.stop()

    def _offer(self, acts: tuple[Act, ...]) -> None:
        if tuple(self._buttons) == acts:
            return
        focused = any(one.hasFocus() for one in self._buttons.values())
        while (item := self._acts.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._buttons = {act: self._act_button(act) for act in acts if act is not Act.NOT_HELD}
        stacked = self._consultation.phase is Phase.INTERRUPTED
        self._acts.setDirection(QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight)
        if not stacked:
            self._acts.addStretch()
        for one in self._buttons.values():
            self._acts.addWidget(one)
        if not stacked:
            self._acts.addStretch()
        self._acts_place.updateGeometry()  # else the card still counts the room of the buttons that went
        if focused and self._buttons:
            next(iter(self._buttons.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _act_button(self, act: Act) -> Button:
        words, icon, kind = self._act_words(act)
        made = named(Button(words, kind, icon), f"consultation_{act.value}")
        made.clicked.connect(lambda: self.sitting.talk(self._verb(act)))
        return made

    def _act_words(self, act: Act) -> tuple[str, str, str]:
        at = clock_words(self._consultation.counted)
        interrupted = self._consultation.phase is Phase.INTERRUPTED
        return {
            Act.START: (_("Start the timer"), "play", "primary"),
            Act.PAUSE: (_("Pause"), "pause", ""),
            Act.GO_ON: (_("Go on"), "play", ""),
            Act.ADD_MINUTE: (_("Add 1 minute"), "plus", ""),
            Act.FINISH: (_("The talk ended at {time}").format(time=at) if interrupted else _("Finish"), "check", ""),
            Act.REOPEN: (_("Open it again"), "rotate-ccw", ""),
            Act.TALKED_ON: (_("We kept talking: count that time too"), "message-circle", ""),
            Act.STOPPED_THEN: (_("We stopped then: go on from {time}").format(time=at), "play", ""),
        }[act]

    def _verb(self, act: Act) -> Callable[[], Consultation]:
        verbs, conference = self.sitting.office.consultations, self.sitting.conference_id
        return {
            Act.START: lambda: verbs.start(conference),
            Act.PAUSE: lambda: verbs.pause(conference),
            Act.GO_ON: lambda: verbs.start(conference),
            Act.ADD_MINUTE: lambda: verbs.add_minute(conference),
            Act.FINISH: lambda: verbs.finish(conference),
            Act.REOPEN: lambda: verbs.reopen(conference),
            Act.TALKED_ON: lambda: verbs.resume(conference, talked_on=True),
            Act.STOPPED_THEN: lambda: verbs.resume(conference, talked_on=False),
        }[act]

    def _not_held(self, code: str) -> None:
        verbs, conference = self.sitting.office.consultations, self.sitting.conference_id
        self.sitting.talk(lambda: verbs.not_held(conference, code))

    def _cover(self) -> None:
        words = _("A few minutes for the grown-ups.")
        Cover(
            self.window(), "hand-heart", words, _("You will be called back in very soon."), _("Back to the conference")
        )

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._mind_the_tick()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # On a small screen in a large type there is room for one of the two: the ring stays whole.
        wide = self._timer.width() - 2 * SPACE.xxl
        parts = (
            self._ring.minimumSize().height() + self._acts_place.sizeHint().height() + self._prompt.heightForWidth(wide)
        )
        room = self.height() - 2 * SPACE.xl - 4 * SPACE.sm - parts
        self._hint.setVisible(self._hint.heightForWidth(wide) <= room)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()


def _short(consultation: Consultation) -> bool:
    return consultation.phase is Phase.FINISHED and consultation.counted < consultation.minimum
