"""How the program looks: tokens, and everything made from them. Nothing else names a color or a size."""

from ilp_desktop.ui.theme.applied import INKS, apply, current, motion_reduced, prepare, scaled, text_percent
from ilp_desktop.ui.theme.fonts import font, load_scripts
from ilp_desktop.ui.theme.icons import icon, pixmap
from ilp_desktop.ui.theme.tokens import DARK, LIGHT, RADIUS, SIZE, SPACE, TYPE, Scheme

__all__ = [
    "DARK",
    "INKS",
    "LIGHT",
    "RADIUS",
    "SIZE",
    "SPACE",
    "TYPE",
    "Scheme",
    "apply",
    "current",
    "font",
    "icon",
    "load_scripts",
    "motion_reduced",
    "pixmap",
    "prepare",
    "scaled",
    "text_percent",
]
