"""Programs that the tests of this folder kill or starve of room. Run as ``office_programs.py VERB FOLDER [ROSTER]``."""

import os
import sys
from pathlib import Path

from office_folder import founding, opened

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.store import ballasts


def say(word: str) -> None:
    os.write(1, f"{word}\n".encode())


def found(folder: Path) -> None:
    say("begun")
    with founding(folder) as founded:
        say("made")
        there = founded.confirm(founded.recovery_code)
        say("confirmed")
        there.close()
    say("done")


def bring(folder: Path, roster: Path) -> None:
    with opened(folder) as there:
        say("begun")
        preview = there.rosters.preview(roster)
        say("staged")
        there.rosters.apply(preview.run_id)
        say("done")


def bring_until_full(folder: Path, roster: Path) -> None:
    """Bring a roster in on a disk that is too small, then take away what fills it and bring it in again."""
    with opened(folder) as there:
        before = there.students.count()
        run = "preview"
        try:
            preview = there.rosters.preview(roster)
            run = "apply"
            there.rosters.apply(preview.run_id)
        except OfficeError as error:
            say(f"{run} {error.code} {there.students.count() - before}")
        else:
            say("it fitted")


if __name__ == "__main__":
    ballasts.SIZE = 4096
    verbs = {"found": found, "bring": bring, "bring_until_full": bring_until_full}
    try:
        verbs[sys.argv[1]](*map(Path, sys.argv[2:]))
    except OfficeError as refused:
        say(f"refused {refused.code}")
