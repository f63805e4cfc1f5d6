"""How plans look on paper: sizes, colors and distances. Little ink, one accent that survives a photocopier."""

from ilp_desktop.documents.charts import Tone
from ilp_desktop.documents.pages import Color, Style


def _color(code: str) -> Color:
    return (int(code[1:3], 16) / 255, int(code[3:5], 16) / 255, int(code[5:7], 16) / 255)


INK = _color("#1B2420")
MUTED = _color("#55615B")
ACCENT = _color("#1F6F5C")
SOFT = _color("#DCEAE4")
RULE = _color("#C4CCC7")
TONES: dict[Tone, Color] = {
    "text": INK,
    "muted": MUTED,
    "accent": ACCENT,
    "soft": SOFT,
    "rule": RULE,
    "paper": (1, 1, 1),
}

NAME = Style("SemiBold", 22, 27, INK)
KIND = Style("SemiBold", 9.5, 13, ACCENT)
PLACE = Style("Regular", 9.5, 13, MUTED)
FACTS = Style("Regular", 9.5, 14, MUTED)
FACTS_INK = Style("Medium", 9.5, 14, INK)
SECTION = Style("SemiBold", 13, 17, ACCENT)
PROMPT = Style("Medium", 9, 13, MUTED)
VOICE = Style("Medium", 12, 17.5, INK)
BODY = Style("Regular", 10.5, 15, INK)
GOAL = Style("SemiBold", 11.5, 16, INK)
STRONG = Style("SemiBold", 10.5, 15, INK)
CELL = Style("Regular", 10, 14, INK)
CELL_MUTED = Style("Regular", 9, 14, MUTED)
COLUMN = Style("SemiBold", 9.5, 14, INK)
SMALL = Style("Regular", 9, 12.5, MUTED)
SMALL_INK = Style("Regular", 9, 12.5, INK)
FOOT = Style("Regular", 8, 11, MUTED)

SIDE = 54.0
TOP = 46.0
FOOTER = 70.0
"""Room kept at the bottom of each page."""
BETWEEN_SECTIONS = 17.0
