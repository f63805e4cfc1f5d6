"""The window's composition: who is made first, who is closed last."""

import os
import sys
from datetime import date
from pathlib import Path

from ilp_desktop.language import _


def has_screen() -> bool:
    """Tell whether there is a screen to open a window on."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main(office: Path | None = None, *, until_painted: bool = False) -> int:
    """Open the window and return the exit code when it is closed.

    ``office`` is the one to ask the passphrase of, by default the last one; ``until_painted`` ends the program once
    the first screen stands there, which is what the bench times.
    """
    from ilp_desktop.app.program import Program, application  # noqa: PLC0415 - Qt is loaded here and no earlier

    app = application()
    program = Program(office=office)
    program.show(import_ahead=not until_painted)
    if until_painted:
        program.leave_once_painted()
    else:
        program.once_painted(program.watch_for_crashes)
    return app.exec()


def demo(out: Path | None, *, seed: int, today: date | None, as_json: bool = False) -> int:
    """Make the demo school and open the window on its conference day.

    Where there is no screen, the same window is driven through one whole conference, and a picture of each step and
    the finalized plan are left in ``out``.
    """
    from ilp_desktop.app.demos import drive, open_window  # noqa: PLC0415

    if has_screen() and out is None:
        return open_window(seed, today)
    if not has_screen():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = out or Path("demo-out")
    left = drive(folder, seed, today)
    if as_json:
        import json  # noqa: PLC0415 - the window needs none

        print(json.dumps({"folder": str(folder), "files": [file.name for file in left]}, indent=2))  # noqa: T201
    else:
        print(_("The demo's pictures and the finalized plan are in {folder}").format(folder=folder.resolve()))  # noqa: T201
    return 0
