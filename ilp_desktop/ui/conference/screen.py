"""The conference on the screen: header, steps, the section shown, and the way on."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ilp_desktop.clock import Clock
from ilp_desktop.domain.changes import Changes
from ilp_desktop.domain.conferences import ConferenceSheet
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.packs import PolicyPack, SectionTemplate
from ilp_desktop.language import _
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.conference import flow
from ilp_desktop.ui.conference.arrival import ArrivalView, has_begun
from ilp_desktop.ui.conference.flow import Event, Flow
from ilp_desktop.ui.conference.foot import Foot, way_words
from ilp_desktop.ui.conference.gradual import Gradual
from ilp_desktop.ui.conference.header import Header
from ilp_desktop.ui.conference.parts import column
from ilp_desktop.ui.conference.pulse import Pulse
from ilp_desktop.ui.conference.reading_order import begin_of, set_order
from ilp_desktop.ui.conference.sections import SectionView
from ilp_desktop.ui.conference.sitting import Sitting
from ilp_desktop.ui.day.words import hour_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Banner, Canvas, Stepper
from ilp_desktop.wording import sentence

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.office import Office

_AHEAD_MILLISECONDS = 120
"""How long after a section is shown the next ones begin to be built."""
_OVERDUE_MILLISECONDS = 150
"""How long the conference before stays on the screen while the next is read; it seldom takes a tenth of that."""


class ConferenceScreen(Canvas):
    """Shows one conference at a time. A section is built when it is first gone to."""

    finished = Signal()
    """The last section was left: back to the day."""
    seated = Signal(object)
    """A conference stands on the screen: its ``Sitting``."""
    section_shown = Signal(str)
    """The key of the section now shown; empty on the page of who is here."""
    view_wanted = Signal()
    """The family's window is to be opened, or closed."""
    hide_wanted = Signal()
    """Every window is to be covered."""
    left = Signal()
    """The conference was left: whatever shows something of it lets go."""

    def __init__(self, office: "Office", background: Background, clock: Clock, zone: ZoneInfo) -> None:
        super().__init__()
        named(self, "conference_screen")
        self._office = office
        self._background = background
        self._clock = clock
        self._zone = zone
        self._sitting: Sitting | None = None
        self._name_coming = ""
        self._wanted: int | None = None
        self._flow: Flow | None = None
        self._views: dict[str, SectionView] = {}
        self._arrival: ArrivalView | None = None
        self._leaving: list[Sitting] = []
        self._left: list[QWidget] = []
        self.pulse = Pulse(office, background, self)
        self._header = Header()
        self._stepper = named(Stepper(("…",), spoken=_("Conference steps")), "conference_stepper")
        self._banner = named(Banner(), "conference_banner")
        self._pages = named(QStackedWidget(), "conference_pages")
        self._nothing = QWidget()
        self._pages.addWidget(self._nothing)
        self._foot, self.band = Foot(), column()  # the band: what somebody may want to see under the steps
        self._coming = Gradual(self)
        self._ahead = Gradual(self)
        self._overdue = QTimer(self, singleShot=True, interval=_OVERDUE_MILLISECONDS)
        self._lay_out()
        self._connect()

    @property
    def conference_id(self) -> int | None:
        """The conference that is open, or being opened."""
        return self._wanted

    def open(self, conference_id: int, name: str = "") -> None:
        """Open a conference. What was typed in the one before is kept first.

        The one before stays on the screen until this one is ready to be painted, or overdue: a blank page between them
        would be laid out and painted for nothing.
        """
        if conference_id == self._wanted:
            return
        self._take_leave()
        self._wanted = conference_id
        self._name_coming = name
        self._overdue.start()

        def read() -> tuple[ConferenceSheet, PolicyPack]:
            return self._office.conferences.open(conference_id), self._office.packs.of_conference(conference_id)

        def show(answer: tuple[ConferenceSheet, PolicyPack]) -> None:
            if self._wanted == conference_id:
                self._seat(*answer)

        def say(error: OfficeError) -> None:
            self._show_waiting()
            self._say(error)

        self._background.ask(read, self, show, say)

    def reopen(self) -> None:
        """Read the conference anew: it has other steps by now."""
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.open(wanted, self._name_coming)

    def add_way(self, key: str, words: str, deed: Callable[[], object], shortcut: str = "", spoken: str = "") -> None:
        """Offer one more deed under "More", for as long as a conference stands on the screen; also behind a key."""
        self._header.add_way(key, words, deed, shortcut, spoken)
        if shortcut:
            self._shortcut(shortcut, lambda: self._sitting is not None and deed())

    def flush(self) -> None:
        """Keep everything typed: before a lock, another page, the end of the program."""
        for sitting in (self._sitting, *self._leaving):
            if sitting is not None:
                sitting.boxes.flush()

    def close_conference(self) -> None:
        """Leave the conference; what is still on its way to the disk is seen through."""
        self._take_leave()
        self._clear_away()
        self._wanted = None

    # Leaving

    def _take_leave(self) -> None:
        """Keep what was typed and set the conference's pages aside; what is shown of it stays for a moment."""
        self._coming.stop()
        self._ahead.stop()
        self._overdue.stop()
        self._flow = None
        for view in self._views.values():
            view.leave()
        self._left += [*self._views.values(), *([self._arrival] if self._arrival is not None else [])]
        self._views = {}
        self._arrival = None
        if self._sitting is not None:
            self._sitting.boxes.flush()
            self._leaving.append(self._sitting)
            self._sitting = None
            self.left.emit()

    def _clear_away(self) -> None:
        """Take the conference before off the screen; its widgets go in the turns that follow, a page in each."""
        self._overdue.stop()
        # Otherwise each page would be laid out and shown in turn as the one before it leaves.
        self._pages.setCurrentWidget(self._nothing)
        for sitting in self._leaving:
            sitting.close()
        self._leaving = []
        for page in self._left:
            self._pages.removeWidget(page)
        self._banner.hide()
        self._ahead.start(self._sweeping(), after=_AHEAD_MILLISECONDS)

    def _sweeping(self) -> Iterator[None]:
        while self._left:
            self._left.pop().deleteLater()
            yield

    def _show_waiting(self) -> None:
        self._clear_away()
        self._header.show_name(self._name_coming)

    # Building

    def _lay_out(self) -> None:
        down = QVBoxLayout(self)
        down.setContentsMargins(SPACE.xxl, SPACE.xl, SPACE.xxl, SPACE.lg)
        down.setSpacing(SPACE.lg)
        down.addWidget(self._header)
        down.addWidget(self._stepper)
        down.addLayout(self.band)
        down.addWidget(self._banner)
        down.addWidget(self._pages, 1)
        down.addWidget(self._foot)

    def _connect(self) -> None:
        self._header.hide_wanted.connect(self.flush)
        self._header.hide_wanted.connect(self.hide_wanted)
        self._header.view_wanted.connect(self.view_wanted)
        self._header.people_wanted.connect(self._show_arrival)
        self._stepper.step_chosen.connect(self._go_to)
        self._foot.back.clicked.connect(lambda: self._go(flow.back))
        self._foot.next.clicked.connect(self._forward)
        self.pulse.interrupted.connect(self._hear_interruption)
        self._overdue.timeout.connect(self._show_waiting)
        for keys, act in (
            ("Alt+Left", lambda: self._go(flow.back)),
            ("Ctrl+PgUp", lambda: self._go(flow.back)),
            ("Alt+Right", self._forward),
            ("Ctrl+PgDown", self._forward),
        ):
            self._shortcut(keys, act)

    def _shortcut(self, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def _seat(self, sheet: ConferenceSheet, pack: PolicyPack) -> None:
        sitting = Sitting(self._office, self._background, self._clock, self._zone, pack, sheet)
        self._sitting = sitting
        sitting.sheet_read.connect(self._show_sheet)
        # Parts hear the sheet too and may make new boxes; their place is known when all of them have heard.
        sitting.sheet_read.connect(self._order, Qt.ConnectionType.QueuedConnection)
        sitting.failed.connect(self._say)
        self._foot.follow(sitting.boxes, lambda: hour_words(self._clock.now().astimezone(self._zone)))
        sitting.boxes.failed.connect(self._say)
        sitting.steps_changed.connect(self.reopen)
        self._flow = flow.begin(pack.sections, sheet.section, sheet.consultation.phase)
        self._coming.start(self._arriving(has_begun(sheet.state)))

    def _arriving(self, begun: bool) -> Iterator[None]:
        """Build the page that a conference opens at, piece by piece behind the one shown; then change to it."""
        assert self._sitting is not None
        assert self._flow is not None
        page = self._view(self._flow.section) if begun else self._arrival_view()
        yield
        yield from page.prepare()
        self._clear_away()
        self._stepper.set_steps([self._sitting.worded(section.title) for section in self._flow.sections])
        self._show_sheet()
        self.seated.emit(self._sitting)
        if begun:
            self._show_section()
        else:
            self._show_arrival()

    # Showing

    def _show_sheet(self) -> None:
        if self._sitting is None or self._flow is None:
            return
        sheet = self._sitting.sheet
        self._header.show_sheet(sheet)
        self.pulse.follow(sheet.conference_id, sheet.consultation)
        self._flow = flow.talked(self._flow, sheet.consultation.phase)
        self._show_way()

    def _show_section(self) -> None:
        assert self._sitting is not None
        assert self._flow is not None
        view = self._view(self._flow.section)
        for _piece in view.prepare():
            pass
        if self._pages.indexOf(view) < 0:
            self._pages.addWidget(view)
        self._pages.setCurrentWidget(view)
        self._show_way()
        self._order()
        begin = begin_of(view)
        if begin is not None:
            begin.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ahead.start(self._preparing(), after=_AHEAD_MILLISECONDS)
        self.section_shown.emit(view.section.key)

    def _view(self, section: SectionTemplate) -> SectionView:
        assert self._sitting is not None
        view = self._views.get(section.key)
        if view is None:
            view = self._views[section.key] = SectionView(self._sitting, section, self._pages)
            view.leading_changed.connect(self._show_way)
            view.way_on.connect(self._foot.next.setFocus)
            # Among the pages only once it is shown: with each page that is added, the whole window is laid out anew.
            view.hide()
        return view

    def _preparing(self) -> Iterator[None]:
        """Clear away what was left and build the sections to come, while people talk about this one."""
        assert self._flow is not None
        yield from self._sweeping()
        for section in (*self._flow.sections[self._flow.at :], *self._flow.sections):
            view = self._view(section)
            yield
            yield from view.prepare()

    def _show_arrival(self) -> None:
        if self._sitting is None:
            return
        arrival = self._arrival_view()
        for _piece in arrival.prepare():
            pass
        if self._pages.indexOf(arrival) < 0:
            self._pages.addWidget(arrival)
        self._pages.setCurrentWidget(arrival)
        self._show_way()
        self._order()
        self.section_shown.emit("")

    def _arrival_view(self) -> ArrivalView:
        assert self._sitting is not None
        if self._arrival is None:
            self._arrival = ArrivalView(self._sitting, self._pages)
            self._arrival.begin_wanted.connect(self._begin)
            self._arrival.hide()
        return self._arrival

    def _order(self) -> None:
        page = self._pages.currentWidget()
        if page is not None:
            set_order(self._stepper, page, (self._foot.back, self._foot.next))

    def _show_way(self) -> None:
        if self._sitting is None or self._flow is None:
            return  # a page that is being left changed its mind
        state = self._flow
        arriving = self._pages.currentWidget() is self._arrival
        self._stepper.setEnabled(self._is_begun)
        self._stepper.set_done(range(state.at))
        self._stepper.set_current(state.at)
        view = self._pages.currentWidget()
        self._foot.show_way(
            way_words(state, self._sitting),
            back=not arriving and not state.first,
            on=not arriving,
            leads=not (isinstance(view, SectionView) and view.leading),
        )
        layout = self.layout()
        if layout is not None:
            layout.activate()  # now, or the page would be painted once where it is not going to stay

    # Going on

    def _begin(self) -> None:
        sitting = self._sitting
        assert sitting is not None
        if has_begun(sitting.sheet.state):
            self._show_section()
            return

        def shown(_changes: Changes) -> None:
            self._show_section()

        sitting.do(lambda: self._office.conferences.begin(sitting.conference_id), shown)

    def _forward(self) -> None:
        if self._flow is None or self._sitting is None:
            return
        conference = self._sitting.conference_id
        if self._flow.ends_talk:
            self._sitting.talk(lambda: self._office.consultations.finish(conference))
        if self._flow.following is None:
            self.flush()
            if not self._sitting.pack.has("signatures"):  # a call: nobody signs, so this is its end
                self._sitting.do(lambda: self._office.conferences.conclude(conference))
            self.finished.emit()
            return
        self._go(flow.forward)

    @property
    def _is_begun(self) -> bool:
        """Whether it was begun: a section is shown before the sheet was read again, and a quick click goes on from it."""
        shows_section = isinstance(self._pages.currentWidget(), SectionView)
        return shows_section or (self._sitting is not None and has_begun(self._sitting.sheet.state))

    def _go_to(self, at: int) -> None:
        self._go(lambda state: flow.to(state, at))

    def _go(self, event: Event) -> None:
        if self._flow is None or self._sitting is None or not self._is_begun:
            return
        before = self._flow
        self._flow = event(before)
        if self._flow.at != before.at and before.section.key in self._views:
            self._sitting.boxes.flush()
            key, conference = self._flow.section.key, self._sitting.conference_id
            self._sitting.do_quietly(lambda: self._office.conferences.show_section(conference, key))
        self._show_section()

    def _hear_interruption(self, conference_id: int) -> None:
        if self._sitting is not None and self._sitting.conference_id == conference_id:
            self._sitting.refresh()

    def _say(self, error: OfficeError) -> None:
        self._banner.say(sentence(error))
