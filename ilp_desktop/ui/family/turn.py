"""The student's turn: the keyboard and the whole window are the child's, and nothing else can be reached.

The way back is a button that has to be held for two seconds. A child who presses everything in sight does not get there
by chance; nobody has to remember or type anything before the child's eyes; and mouse, finger, pen and keyboard do it
alike. What comes back is the same section of the same student.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ilp_desktop.domain.conferences import Goal
from ilp_desktop.domain.worksheets import Ages
from ilp_desktop.language import LANGUAGES, in_use, known_language, translation
from ilp_desktop.ui import theme
from ilp_desktop.ui.conference.parts import column, line
from ilp_desktop.ui.conference.sign_panel import YOUR_TURN
from ilp_desktop.ui.conference.sitting import Sitting, texts
from ilp_desktop.ui.conference.writing import Words
from ilp_desktop.ui.conference.written import BoxText
from ilp_desktop.ui.day.words import own_name
from ilp_desktop.ui.family import asking
from ilp_desktop.ui.family.asking import Asked
from ilp_desktop.ui.family.holding import HOLDING, WORDS, HoldButton
from ilp_desktop.ui.family.scenery import Scenery
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.veil import Veil
from ilp_desktop.ui.widgets import Badge, Button, Canvas, Card, ScrollingCanvas, SegmentedControl, Text, announce

_WIDE = 980
_ROLES = {Ages.DRAWING: "room_h2", Ages.CHILD: "room", Ages.YOUTH: "room_small"}
"""How large a child of an age writes."""


class OwnText(BoxText):
    """A large box for the student's own words. What is begun here is in the language that is asked in."""

    def __init__(
        self, sitting: Sitting, path: str, spoken: str, tongue: str, role: str, lines: tuple[int, int]
    ) -> None:
        self._role, self._tongue, self._path = role, tongue, path
        stored = texts(sitting.sheet).get(path, Words("", tongue))
        super().__init__(sitting, path, stored, spoken=spoken, lines=lines)
        self.follow_text_size()

    @override
    def _type(self) -> None:
        if not self._showing:
            before = self._sitting.boxes.shown(self._path)
            language = before.language if before.text else self._tongue
            self._sitting.boxes.type(self._path, Words(self.toPlainText(), language))

    @override
    def follow_text_size(self) -> None:
        self.setFont(theme.font(self._role))
        self._fit()


class GoalTurn(Card):
    """One goal in the student's words, with its steps."""

    def __init__(self, sitting: Sitting, goal: Goal, number: int, tongue: str) -> None:
        super().__init__(padding=SPACE.xl, spacing=SPACE.md)
        named(self, f"own_goal_{goal.goal_id}_card")
        self._sitting, self._goal_id, self._tongue = sitting, goal.goal_id, tongue
        self._ages = asking.ages_in(sitting.sheet)
        gettext = translation(tongue).gettext
        title = gettext("Goal {number}").format(number=number)
        self.body.addWidget(Text(title.upper(), "room_label", "accent_text"))
        self.box = OwnText(sitting, f"goal:{goal.goal_id}", title, tongue, _ROLES[self._ages], (2, 5))
        named(self.box, f"own_goal_{goal.goal_id}_text").setPlaceholderText(gettext(asking.GOAL[self._ages]))
        self.body.addWidget(self.box)
        self._rows = column(spacing=SPACE.sm)
        self.steps: dict[int, OwnText] = {}
        self.body.addLayout(self._rows)
        add = named(Button(gettext("Add a step"), "ghost", "plus"), f"own_goal_{goal.goal_id}_add_step")
        add.clicked.connect(self._add)
        row = line()
        row.addWidget(add)
        row.addStretch(1)
        self.body.addLayout(row)
        self.show_goal(goal)

    def show_goal(self, goal: Goal) -> None:
        """Show the steps that there are."""
        gettext = translation(self._tongue).gettext
        for number, step in enumerate(goal.steps, start=1):
            if step.step_id in self.steps:
                continue
            spoken = gettext("Step {number} of {count}").format(number=number, count=len(goal.steps))
            box = OwnText(self._sitting, f"step:{step.step_id}", spoken, self._tongue, _ROLES[self._ages], (1, 3))
            named(box, f"own_step_{step.step_id}_text")
            box.setPlaceholderText(gettext(asking.FIRST_STEP[self._ages]) if number == 1 else gettext("Then…"))
            self.steps[step.step_id] = box
            row = line(spacing=SPACE.md)
            row.addWidget(Text(f"{number}", "room_strong", "accent_text", tabular=True))
            row.addWidget(box, 1)
            self._rows.addLayout(row)

    def boxes(self) -> tuple[OwnText, ...]:
        """Return the boxes that are written in."""
        return (self.box, *self.steps.values())

    def _add(self) -> None:
        goal, sitting = self._goal_id, self._sitting
        sitting.do(lambda: sitting.office.conferences.add_step(goal))


class StudentTurn(Veil):
    """Lies over the whole window until the button is held. Everything is kept as it is typed, as everywhere."""

    ended = Signal()

    def __init__(self, host: QWidget, sitting: Sitting, key: str) -> None:
        super().__init__(host)
        named(self, "student_turn")
        self._sitting, self._key = sitting, key
        self._languages = asking.languages_for(sitting.sheet.language, in_use(), LANGUAGES)
        self._tongue = known_language(self._languages[0])
        self._own: list[OwnText] = []
        self._goals: dict[int, GoalTurn] = {}
        self._goal_room: QVBoxLayout | None = None
        self._pages = QStackedWidget(self)
        column(self).addWidget(self._pages)
        self._speak(self._tongue)
        sitting.sheet_read.connect(self._hear)
        self.lay()
        self._focus_first()
        announce(self, self.accessibleName())

    # Building

    def _speak(self, language: str) -> None:
        """Ask in a language; what is written already stays."""
        self._let_go()
        self._tongue = language
        while (page := self._pages.currentWidget()) is not None:
            self._pages.removeWidget(page)
            page.deleteLater()
        gettext = translation(language).gettext
        self.setAccessibleName(gettext(YOUR_TURN).format(name=self._sitting.name))
        self._pages.addWidget(self._asking_page(gettext))
        self._pages.addWidget(self._done_page(gettext))

    def _asking_page(self, gettext: Callable[[str], str]) -> QWidget:
        page = Canvas()
        down = column(page, spacing=SPACE.lg)
        down.setContentsMargins(SPACE.xxxl, SPACE.xxl, SPACE.xxxl, SPACE.xl)
        down.addLayout(self._head(gettext))
        scroll = ScrollingCanvas(page)
        inside = column(scroll.canvas, spacing=SPACE.xl)
        inside.setContentsMargins(SPACE.sm, SPACE.sm, SPACE.sm, SPACE.xl)
        for one in asking.asked(self._sitting.pack, self._key, self._tongue, self._sitting.name):
            if one.path:
                inside.addWidget(self._text_card(one), 1)
            else:
                self._add_goals(inside, one, gettext)
        inside.addStretch(0 if self._own else 1)
        down.addWidget(scroll, 1)
        foot = line(spacing=SPACE.lg)
        foot.addWidget(self._back_button(gettext, "turn_back_button"))
        foot.addStretch(1)
        done = named(Button(gettext("I'm done"), "primary", "check"), "turn_done_button")
        done.setMinimumWidth(theme.scaled(180))
        done.clicked.connect(self._show_done)
        foot.addWidget(done)
        down.addLayout(foot)
        return page

    def _head(self, gettext: Callable[[str], str]) -> QVBoxLayout:
        row = line(spacing=SPACE.lg)
        row.addWidget(Badge("star", size=64))
        words = column(spacing=SPACE.xs)
        words.addWidget(named(Text(self.accessibleName(), "room_h1", elide=True), "turn_words"))
        hello = gettext(asking.HELLO[asking.ages_in(self._sitting.sheet)])
        words.addWidget(Text(hello, "room_small", "text2", wrap=True))
        row.addLayout(words, 1)
        if len(self._languages) > 1:
            each = [(one, own_name(one)) for one in self._languages]
            choice = named(SegmentedControl(each, self._tongue, spoken=gettext("Language")), "turn_language")
            choice.chosen.connect(self._choose_language, Qt.ConnectionType.QueuedConnection)
            row.addWidget(choice, 0, Qt.AlignmentFlag.AlignTop)
        down = column()
        down.addLayout(row)
        return down

    def _text_card(self, one: Asked) -> QWidget:
        card = Card(padding=SPACE.xl, spacing=SPACE.sm)
        card.body.addWidget(Text(one.question, "room_h2", wrap=True))
        card.body.addWidget(Text(one.hint, "room_small", "text2", wrap=True))
        role = _ROLES[asking.ages_in(self._sitting.sheet)]
        box = OwnText(self._sitting, one.path, one.question, self._tongue, role, (5, 12))
        named(box, "own_text").setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._own.append(box)
        card.body.addWidget(box, 1)
        return card

    def _add_goals(self, inside: QVBoxLayout, one: Asked, gettext: Callable[[str], str]) -> None:
        inside.addWidget(Text(one.question, "room_h2", wrap=True))
        inside.addWidget(Text(one.hint, "room_small", "text2", wrap=True))
        self._goal_room = column(spacing=SPACE.lg)
        inside.addLayout(self._goal_room)
        add = named(Button(gettext("Write a goal"), "", "plus"), "own_add_goal_button")
        add.clicked.connect(self._add_goal)
        row = line()
        row.addWidget(add)
        row.addStretch(1)
        inside.addLayout(row)
        self._show_goals()

    def _done_page(self, gettext: Callable[[str], str]) -> QWidget:
        page = Scenery(sun=True)
        down = column(page, spacing=SPACE.lg)
        down.setContentsMargins(SPACE.xxxl, SPACE.xxxl, SPACE.xxxl, SPACE.xl)
        center = Qt.AlignmentFlag.AlignHCenter
        down.addStretch(2)
        down.addWidget(Badge("star", size=104), 0, center)
        thanks = Text(gettext("Thank you, {name}!").format(name=self._sitting.name), "room_h1", wrap=True)
        give = Text(gettext("Please give the computer back now."), "room", "text2", wrap=True)
        for words in (thanks, give):
            words.setAlignment(center)
            down.addWidget(words)
        more = named(Button(gettext("Write more"), "", "pencil"), "turn_more_button")
        more.clicked.connect(self._show_asking)
        down.addSpacing(SPACE.md)
        down.addWidget(more, 0, center)
        down.addStretch(3)
        down.addWidget(self._back_button(gettext, "turn_back_again_button"), 0, center)
        return page

    def _back_button(self, gettext: Callable[[str], str], name: str) -> HoldButton:
        back = named(HoldButton(gettext(WORDS), gettext(HOLDING)), name)
        back.held.connect(self.end)
        return back

    # Turning pages

    def end(self) -> None:
        """Give the window back to the staff: the same section of the same student."""
        self._sitting.sheet_read.disconnect(self._hear)
        self._let_go()
        self.hide()
        self.ended.emit()
        self.deleteLater()

    def flush(self) -> None:
        """Keep everything typed: before a lock, or the end of the program."""
        self._sitting.boxes.flush()

    def _show_done(self) -> None:
        self.flush()
        self._pages.setCurrentIndex(1)
        self._find("turn_more_button")

    def _show_asking(self) -> None:
        self._pages.setCurrentIndex(0)
        self._focus_first()

    def _choose_language(self, language: str) -> None:
        self._speak(language)
        self._find("turn_language")

    def _focus_first(self) -> None:
        goals = tuple(self._goals.values())
        first = self._own[0] if self._own else goals[0].box if goals else None
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._find("own_add_goal_button")

    def _find(self, name: str) -> None:
        found = self.findChild(QWidget, name)
        if found is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)

    # Writing

    def _add_goal(self) -> None:
        sitting = self._sitting
        sitting.do(lambda: sitting.office.conferences.add_goal(sitting.conference_id, "student"))

    def _hear(self) -> None:
        before = set(self._goals)
        steps = {step for goal in self._goals.values() for step in goal.steps}
        self._show_goals()
        for goal_id, card in self._goals.items():
            new = [box for step, box in card.steps.items() if step not in steps]
            if goal_id not in before:
                card.box.setFocus(Qt.FocusReason.OtherFocusReason)
            elif new:
                new[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_goals(self) -> None:
        room = self._goal_room
        if room is None:
            return
        for number, goal in enumerate(asking.own_goals(self._sitting.sheet), start=1):
            card = self._goals.get(goal.goal_id)
            if card is None:
                card = self._goals[goal.goal_id] = GoalTurn(self._sitting, goal, number, self._tongue)
                room.addWidget(card)
            else:
                card.show_goal(goal)

    def _let_go(self) -> None:
        for box in (*self._own, *(box for card in self._goals.values() for box in card.boxes())):
            box.let_go()
        self._own, self._goals, self._goal_room = [], {}, None
