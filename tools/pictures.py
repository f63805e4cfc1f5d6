"""Take a picture of every screen: ``python3 dev.py pictures`` [--out DIR] [--only WORD …] [--docs].

Each in English and Spanish, light and dark, at 100 and 150 % text, 1366 by 768. With ``--docs`` those that are chosen go to
docs/pictures/screens, small enough for a repository, and docs/screens.md shows them.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections import Counter
from datetime import datetime, time
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtGui import QImage, qRgb
from PySide6.QtTest import QTest

from ilp_desktop.app.program import application
from ilp_desktop.clock import SetClock
from ilp_desktop.demo import offices
from ilp_desktop.places import HOME
from ilp_desktop.ui import theme
from tools.screens import SCREENS, Screen, go_through
from tools.visits import DAY, Visit, visiting

LANGUAGES, PERCENTS, SCHEMES = ("en", "es"), (100, 150), ("light", "dark")
_DOCS = HOME / "docs" / "pictures" / "screens"
_PAGE = HOME / "docs" / "screens.md"
_COLORS = 256


def take(out: Path, language: str, percent: int, *, schemes: tuple[str, ...], only: tuple[str, ...], demo: Path) -> int:
    """Take the pictures of one language and text size; return how many."""
    taken: list[Path] = []
    with tempfile.TemporaryDirectory(prefix="ilp-pictures-") as folder:
        office = Path(folder) / "offices" / "Demo school.ilp"
        office.parent.mkdir()
        shutil.copytree(demo, office)
        with visiting(office, Path(folder), language=language, percent=percent) as visit:

            def look(screen: Screen) -> None:
                if only and not any(word in screen.key for word in only):
                    return
                for scheme in schemes:
                    theme.apply(application(), scheme, percent, reduce_motion=True)
                    QTest.qWait(40)
                    taken.append(_grab(visit, out / f"{language}-{percent}-{scheme}", screen))
                theme.apply(application(), "light", percent, reduce_motion=True)

            go_through(visit, look)
    return len(taken)


def _grab(visit: Visit, folder: Path, screen: Screen) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{screen.key}.png"
    few_colors(visit.front(screen.window).grab().toImage()).save(str(path))
    return path


def few_colors(picture: QImage) -> QImage:
    """Return a picture with the 256 colors that it has most of: a third of the bytes, and nobody sees it."""
    picture = picture.convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(picture.constBits()).cast("I"))
    table = [qRgb(color >> 16 & 255, color >> 8 & 255, color & 255) for color, _count in counted.most_common(_COLORS)]
    return picture.convertToFormat(QImage.Format.Format_Indexed8, table)


def write_page() -> None:
    """Write docs/screens.md: every chosen picture with its sentence."""
    lines = [
        "# The screens",
        "",
        "Made by `python3 dev.py pictures --docs` on the demo school, in which everybody is invented. Every screen of the program,",
        "also those that are not shown here, is a line of the table in `tools/screens.py`; tests go through all of them in both",
        "languages and at both text sizes.",
        "",
    ]
    for screen in SCREENS:
        if screen.chosen:
            lines += [f"## {screen.key.replace('-', ' ').capitalize()}", "", screen.told, ""]
            lines += [f"![{screen.told}](pictures/screens/{screen.key}.png)", ""]
    _PAGE.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


def _for_docs(demo: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="ilp-pictures-") as folder:
        chosen = tuple(screen.key for screen in SCREENS if screen.chosen)
        take(Path(folder), "en", 100, schemes=("light",), only=(), demo=demo)
        shutil.rmtree(_DOCS, ignore_errors=True)
        _DOCS.mkdir(parents=True)
        for name in chosen:
            shutil.copy(Path(folder) / "en-100-light" / f"{name}.png", _DOCS)
    write_page()


def main() -> int:
    """Take the pictures that were asked for."""
    asked = argparse.ArgumentParser(prog="dev.py pictures", description="Take a picture of every screen.")
    asked.add_argument("--out", type=Path, default=HOME / "pictures-out", help="where they go, a folder each kind")
    asked.add_argument("--only", nargs="*", default=[], help="only screens whose key holds one of these words")
    asked.add_argument("--languages", nargs="*", default=LANGUAGES)
    asked.add_argument("--percents", nargs="*", type=int, default=PERCENTS)
    asked.add_argument("--schemes", nargs="*", default=SCHEMES)
    asked.add_argument("--docs", action="store_true", help="renew the pictures of docs/screens.md instead")
    asked.add_argument("--size", type=int, default=offices.SIZE, help="students of the demo school")
    said = asked.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="ilp-pictures-") as folder:
        demo = Path(folder) / "Demo school.ilp"
        clock = SetClock(datetime.combine(DAY, time(8, 50), ZoneInfo(offices.ZONE)))
        offices.make(demo, clock=clock, size=said.size, today=DAY)
        if said.docs:
            _for_docs(demo)
            return 0
        for language, percent in product(said.languages, said.percents):
            count = take(said.out, language, percent, schemes=tuple(said.schemes), only=tuple(said.only), demo=demo)
            print(f"{language}, {percent} %: {count} pictures in {said.out}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
