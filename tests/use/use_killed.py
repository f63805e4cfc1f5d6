"""The program in a process of its own, which a test kills: it types, starts a consultation and says when it has."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtTest import QTest
from use_hands import Keys, shown, until

from ilp_desktop.app.doors import Door
from ilp_desktop.app.program import Program, application
from ilp_desktop.clock import SystemClock
from ilp_desktop.demo import offices
from ilp_desktop.vault.cost import CHEAP

DAY = datetime(2026, 10, 15, 14, 50, tzinfo=UTC)
"""A Thursday in October, ten to nine in Utah."""
WORDS = "I helped at the food bank and I want to go again"
MORE = " with my cousin"


class MovedClock(SystemClock):
    """The computer's clock, moved to the morning of the demo's day."""

    def __init__(self) -> None:
        self._ahead = DAY - super().now()

    def now(self) -> datetime:
        return super().now() + self._ahead


def main(office: Path) -> None:
    """Work until killed."""
    app = application()
    clock = MovedClock()
    door = Door(clock, places=office.parent, settings=office.parent / "settings", cost=CHEAP)
    program = Program(office=office, door=door, clock=clock)
    program.window.resize(1366, 768)
    program.show()
    program.window.activateWindow()
    until(program.window.isActiveWindow)
    hand = Keys(program.window)
    hand.write("passphrase_field", offices.PASSPHRASE)
    hand.press("open_button")
    hand.choose("day_list", "Camila")
    for section in ("celebrate", "data", "goals", "support"):
        shown(f"{section}_section")
        hand.onward()
    hand.press("consultation_start")
    shown("consultation_pause")
    for _ in range(4):
        QTest.qWait(20)
        hand.press("back_button")
    hand.write("celebrate_proud_text", WORDS)
    print("typed", flush=True)
    QTest.qWait(850)
    hand.write("celebrate_proud_text", MORE)
    print("typed more", flush=True)
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
