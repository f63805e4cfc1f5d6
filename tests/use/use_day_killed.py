"""The morning of a conference day in a process of its own, which a test kills in the middle of a private consultation."""

import sys
from pathlib import Path

from use_day_school import COUNSELOR, LEAD, MORNING, children
from use_hands import until
from use_printers import FilePrinters
from use_whole_day import Day, Laptop

from ilp_desktop.app.doors import Door
from ilp_desktop.app.program import Program, application
from ilp_desktop.clock import SetClock
from ilp_desktop.ui.conference.copies import CopiesPart
from ilp_desktop.vault.cost import CHEAP


def main(folder: Path) -> None:
    """Hold the lead's ten conferences and half of the counselor's; say so, and wait to be killed."""
    app = application()
    clock = SetClock(MORNING)
    printed = folder.parent / "printed.pdf"
    CopiesPart.printers = FilePrinters(printed)
    door = Door(clock, places=folder.parent / "places", settings=folder.parent / "settings", cost=CHEAP)
    program = Program(office=folder, door=door, clock=clock)
    program.window.resize(1366, 768)
    program.show()
    program.window.activateWindow()
    until(program.window.isActiveWindow)
    laptop = Laptop(program, clock)
    day = Day(laptop, printed)
    laptop.sit_down(LEAD)
    for child in children()[:10]:
        day.hold(child)
    day.leave()
    laptop.sit_down(COUNSELOR)
    for child in children()[10:15]:
        day.hold(child)
    day.until_the_lights_go_out(children()[15])
    print(f"typed at {clock.now().isoformat()}", flush=True)
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
