"""The front desk's window beside the laptop's own, as whoever stands there uses it."""

from PySide6.QtWidgets import QApplication, QWidget
from use_day_school import Child
from use_hands import Mouse, all_shown, read_all, rows, shown, until

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.conferences import ConferenceState


class FrontDesk:
    """Opened from the day's menu; it closes with the lock, and is opened again for the next of the staff."""

    def __init__(self, laptop) -> None:
        self.laptop = laptop
        hand = laptop.hand
        hand.press("day_papers")
        hand.menu("desk_action")
        until(self._windows, "the desk's window is not there")
        self.window: QWidget = self._windows()[0]
        until(lambda: rows("desk_list"))
        assert self.window._office.viewer.role is Role.FRONT_DESK
        self._hand = Mouse(self.window)

    def checks_in(self, child: Child) -> None:
        """The family is here, and who of it."""
        self._find(child)
        for box in sorted(each.objectName() for each in all_shown(r"expected_\d+")):
            self._hand.press(box)
            until(lambda box=box: shown(box).isChecked())
        assert "Rufus" not in read_all(self.window), "who must see the office first is not named at the desk"
        self._hand.press("check_in_button")
        until(lambda: self.laptop.stands(child) is ConferenceState.CHECKED_IN)
        self._back()

    def hears_they_are_late(self, child: Child) -> None:
        self._find(child)
        self._hand.press("late_button")
        self._hand.press("late_10")
        until(lambda: self.laptop.stands(child) is ConferenceState.RUNNING_LATE)
        self._back()

    def notes_that_nobody_came(self, child: Child) -> None:
        self._find(child)
        self._hand.press("missed_button")
        until(lambda: self.laptop.stands(child) is ConferenceState.MISSED)
        self._back()

    def _find(self, child: Child) -> None:
        self.window.activateWindow()
        until(self.window.isActiveWindow)
        self._hand.choose("desk_list", child.name)
        until(lambda: all_shown("check_in_student") and shown("check_in_student").text() == child.name)

    def _back(self) -> None:
        window = self.laptop.program.window
        window.activateWindow()
        until(window.isActiveWindow)

    def _windows(self) -> list[QWidget]:
        return [top for top in QApplication.topLevelWidgets() if top.objectName() == "desk_window" and top.isVisible()]
