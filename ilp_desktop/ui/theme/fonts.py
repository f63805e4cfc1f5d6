"""Inter, bundled (SIL Open Font License), in the roles of the type scale; and a font for each script of a name."""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QFont, QFontDatabase

from ilp_desktop.places import RESOURCES
from ilp_desktop.ui.theme import state
from ilp_desktop.ui.theme.tokens import TYPE

# A name in another script is drawn with the computer's own font for it, or with ours (``load_scripts``).
FAMILIES = ["Inter", "Segoe UI", "Noto Sans", "DejaVu Sans"]


def load() -> None:
    """Make the bundled weights of the first screens known; where one is missing, the computer's own font stands in."""
    for weight in ("Regular", "SemiBold"):
        _add(RESOURCES / "fonts" / f"Inter-{weight}.ttf")


def _add(file: Path) -> None:
    if file.exists():
        QFontDatabase.addApplicationFont(str(file))


@cache
def load_scripts() -> None:
    """Make the other bundled fonts known too, once: the rail's weight and names in other scripts need an open office."""
    # Inter has no Devanagari, and Qt says so each time before it takes the next font.
    QLoggingCategory.setFilterRules("qt.text.font.db=false")
    _add(RESOURCES / "fonts" / "Inter-Medium.ttf")
    for file in sorted((RESOURCES / "fonts").glob("*.ttf")):
        if not file.stem.startswith("Inter"):
            _add(file)


def font(role: str, *, tabular: bool = False) -> QFont:
    """Return the font of a role (``TYPE``) at the text size in use; ``tabular`` sets figures of one width, for times."""
    return QFont(_made(role, state.look.text_percent, tabular=tabular))  # a copy: whoever asks may change it


@cache
def _made(role: str, percent: int, *, tabular: bool) -> QFont:
    letters = TYPE[role]
    made = QFont(FAMILIES)
    made.setPixelSize(round(letters.pixels * percent / 100))
    made.setWeight(QFont.Weight(letters.weight))
    made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 100 + letters.tracking)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made
