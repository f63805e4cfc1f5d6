"""Cold start: from the start of the process to the first painted picture of the window."""

import subprocess
import sys
import time

from bench.grounds import Grounds
from bench.measures import Limit, Measure, compare
from bench.sittings import environment

# A window with one line to type into and nothing else: what Qt and Python themselves cost.
BARE = """
import sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

class Painted(QObject):
    def eventFilter(self, widget, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, app.quit)
        return False

app = QApplication(sys.argv)
window = QWidget()
QVBoxLayout(window).addWidget(field := QLineEdit())
window.resize(1366, 768)
painted = Painted()
field.installEventFilter(painted)
window.show()
field.setFocus()
app.exec()
print(time.monotonic())
"""
# The program leaves as soon as the unlock field was painted; both say when that was, on the clock that processes share.
OURS = """
import sys, time
from pathlib import Path
from ilp_desktop.app import main
main(Path(sys.argv[1]), until_painted=True)
print(time.monotonic())
"""


def seconds_of(code: str, *arguments: str) -> float:
    """Start Python on this code; return the milliseconds until its window was painted."""
    around = environment()
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], check=True, env=around, capture_output=True, timeout=60
    )
    return (float(done.stdout.split()[-1]) - began) * 1000


def measure(grounds: Grounds) -> list[Measure]:
    """Measure ours and the bare window in turns."""
    rounds = 3 if grounds.quick else 15
    office = grounds.office(grounds.sizes[0])
    samples = {"ours": lambda: seconds_of(OURS, str(office)), "floor": lambda: seconds_of(BARE)}
    found = [compare("cold start to the unlock field", "ms", samples, rounds, Limit(1.6, times_floor=True))]
    grounds.let_go(office)
    return found
