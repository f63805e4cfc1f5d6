"""The widgets that every screen is built from. All of them follow the theme, speak their names and show the focus."""

from importlib import import_module
from typing import TYPE_CHECKING

from ilp_desktop.ui.widgets.buttons import Button, button
from ilp_desktop.ui.widgets.cards import Canvas, Card, Line, Notice, ScrollingCanvas, Tinted
from ilp_desktop.ui.widgets.chips import Avatar, Badge, Chip, chip_size, initials, paint_chip
from ilp_desktop.ui.widgets.fields import Field, GrowingText, LineField, SavedNote, SearchField
from ilp_desktop.ui.widgets.notices import Banner, EmptyState, Toast, fade_in, toast
from ilp_desktop.ui.widgets.spoken import announce, name_changed
from ilp_desktop.ui.widgets.texts import IconMark, Text, restyle, text
from ilp_desktop.ui.widgets.working import Working

if TYPE_CHECKING:
    from ilp_desktop.ui.widgets.charts import ChartView
    from ilp_desktop.ui.widgets.ring import Ring, clock_face
    from ilp_desktop.ui.widgets.segments import SegmentedControl
    from ilp_desktop.ui.widgets.signature import SignaturePad
    from ilp_desktop.ui.widgets.stepper import Stepper
    from ilp_desktop.ui.widgets.strokes import Stroke, StrokePoint, enough_to_sign

# What the unlock screen does not show is imported when it is first asked for.
_LATER = {
    "ChartView": "charts",
    "Ring": "ring",
    "clock_face": "ring",
    "SegmentedControl": "segments",
    "SignaturePad": "signature",
    "Stepper": "stepper",
    "Stroke": "strokes",
    "StrokePoint": "strokes",
    "enough_to_sign": "strokes",
}


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)


__all__ = [
    "Avatar",
    "Badge",
    "Banner",
    "Button",
    "Canvas",
    "Card",
    "ChartView",
    "Chip",
    "EmptyState",
    "Field",
    "GrowingText",
    "IconMark",
    "Line",
    "LineField",
    "Notice",
    "Ring",
    "SavedNote",
    "ScrollingCanvas",
    "SearchField",
    "SegmentedControl",
    "SignaturePad",
    "Stepper",
    "Stroke",
    "StrokePoint",
    "Text",
    "Tinted",
    "Toast",
    "Working",
    "announce",
    "button",
    "chip_size",
    "clock_face",
    "enough_to_sign",
    "fade_in",
    "initials",
    "name_changed",
    "paint_chip",
    "restyle",
    "text",
    "toast",
]
