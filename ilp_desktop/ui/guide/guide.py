"""The guided tour as it goes on: stop by stop, by Next or because a person did what was spoken of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, QRegularExpression, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ilp_desktop.language import _
from ilp_desktop.ui.guide.card import GuideCard, GuideFrame
from ilp_desktop.ui.overriding import override

_EVERY = 150
"""Milliseconds between two looks at where things are."""
_LEAVES = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab})
_OPENING = 5
"""Looks for which a page that was just gone to may still be opening."""


@dataclass(frozen=True, slots=True)
class Stop:
    """What is shown at one place. ``points_at`` and ``clear`` are names (regular expressions) of real widgets."""

    key: str
    title: str
    words: str
    points_at: str = ""
    """What is spoken of; the card stands beside it."""
    clear: tuple[str, ...] = ()
    """What else must not be covered: what one may try."""
    attempt: str = ""
    go: Callable[[], object] | None = None
    """Bring it on the screen."""


class Guide(QObject):
    """Leads through stops on a host. It never takes the keyboard from where somebody types; Escape ends it."""

    stop_shown = Signal(str)
    ended = Signal()

    def __init__(self, host: QWidget, stops: Sequence[Stop], offer: Stop | None = None) -> None:
        """``offer``: what asks first whether anybody wants to see them."""
        super().__init__(host)
        self._host, self._stops, self._offer = host, tuple(stops), offer
        self._at = -1
        self._holds_keys = 0
        """How many looks more the keyboard comes back to the card: a page that opens puts it somewhere by itself."""
        self._next_was_away = False
        self._before: QWidget | None = None
        self._frame = GuideFrame(host)
        self.card = GuideCard(host)
        self.card.next_wanted.connect(lambda: self.show(self._at + 1))
        self.card.back_wanted.connect(lambda: self.show(self._at - 1))
        self.card.end_wanted.connect(self.end)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self._look)
        between = QShortcut(QKeySequence("F6"), host)
        between.activated.connect(self._change_sides)
        between.setParent(self.card)
        host.installEventFilter(self)
        for button in (self.card.end, self.card.back, self.card.next):
            button.installEventFilter(self)

    @property
    def is_settled(self) -> bool:
        """Whether the page that was gone to has opened: from then on the keyboard is left where it is."""
        return self._holds_keys == 0

    @property
    def at(self) -> Stop | None:
        """The stop that is shown; None while it is only offered."""
        return self._stops[self._at] if 0 <= self._at < len(self._stops) else None

    def begin(self) -> None:
        """Ask whether anybody wants to see it, or show the first stop."""
        if self._offer is None:
            self.show(0)
            return
        self.card.say(self._offer.title, self._offer.words)
        self.card.offer(end=_("Not now"), onward=_("Show me"), back=False)
        self._take_keys()
        self._timer.start()
        self._look()

    def show(self, at: int) -> None:
        """Go to a stop; after the last one the tour ends."""
        if at >= len(self._stops):
            self.end()
            return
        self._holds_keys = _OPENING if self._has_keys() else 0
        self._arrive(at)
        go = self._stops[at].go
        if go is not None:
            go()
        self._look()

    def end(self) -> None:
        """Take the card away; the keyboard goes to the page."""
        if not isValid(self.card) or not self._timer.isActive():
            return
        self._timer.stop()
        self._host.removeEventFilter(self)
        self._frame.hide()
        self.card.hide()
        self.ended.emit()
        for part in (self._frame, self.card):
            part.deleteLater()
        self.deleteLater()

    def _arrive(self, at: int) -> None:
        self._at = at
        self._next_was_away = False
        stop = self._stops[at]
        number = _("{number} of {all}").format(number=at + 1, all=len(self._stops))
        last = at == len(self._stops) - 1
        self.card.offer(end=_("End the tour"), onward=_("Done") if last else _("Next"), back=at > 0)
        self.card.end.setVisible(not last)
        self.card.say(stop.title, stop.words, attempt=stop.attempt, number=number)
        self._timer.start()
        self.stop_shown.emit(stop.key)

    def _look(self) -> None:
        """Follow what moves, and go on by itself where the person has already gone there."""
        stop = self.at
        pointed = self._place_of(stop.points_at) if stop is not None and stop.points_at else QRect()
        clear = [self._place_of(name) for name in stop.clear] if stop is not None else []
        self._frame.surround(pointed)
        self.card.keep_clear(place for place in (pointed, *clear) if not place.isEmpty())
        if self._holds_keys and not pointed.isEmpty():
            self._holds_keys -= 1
            if not self._has_keys():
                self._take_keys()
        if stop is not None and stop.attempt and self._went_on():
            self._holds_keys = 0
            self._arrive(self._at + 1)

    def _went_on(self) -> bool:
        """Tell whether the next stop's place came on the screen since this stop was shown: the person went there."""
        if self._at + 1 >= len(self._stops):
            return False
        there = not self._place_of(self._stops[self._at + 1].points_at).isEmpty()
        self._next_was_away = self._next_was_away or not there
        return there and self._next_was_away

    def _place_of(self, name: str) -> QRect:
        """Return where the first widget of that name is seen, in the host's own points; empty where none is."""
        # Matched by Qt: asking every widget from here would hold the window up.
        for each in self._host.findChildren(QWidget, QRegularExpression(f"^(?:{name})$")):
            if each.isVisible():
                seen = each.visibleRegion().boundingRect()
                return QRect(each.mapTo(self._host, seen.topLeft()), seen.size())
        return QRect()

    def _has_keys(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is None or focused is self.card or self.card.isAncestorOf(focused)

    def _take_keys(self) -> None:
        self.card.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _change_sides(self) -> None:
        """Bring the keyboard from the page to the card, or back."""
        self._holds_keys = 0
        if self._has_keys():
            there = self._before if self._before is not None and isValid(self._before) else self._host
            there.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._before = QApplication.focusWidget()
            self._take_keys()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._host:
            QTimer.singleShot(0, self, self._look)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _LEAVES:
                self._holds_keys = 0
            # An Escape comes to the host only when nothing that has the keyboard wanted it.
            if event.key() == Qt.Key.Key_Escape and watched is self._host:
                self.end()
                return True
        return False
