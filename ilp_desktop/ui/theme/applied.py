"""Which look is on: scheme, text size and motion, applied to the whole application and switched while it runs."""

import os
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ilp_desktop.ui.theme import state
from ilp_desktop.ui.theme.fonts import font, load
from ilp_desktop.ui.theme.stylesheet import stylesheet
from ilp_desktop.ui.theme.tokens import DARK, LIGHT, Scheme

_PALETTE = {
    QPalette.ColorRole.Window: "canvas",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "surface2",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.PlaceholderText: "text3",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent_text",
    QPalette.ColorRole.ToolTipBase: "text",
    QPalette.ColorRole.ToolTipText: "surface",
}


@runtime_checkable
class FollowsTextSize(Protocol):
    """A widget that takes its font anew when the text size changes."""

    def follow_text_size(self) -> None:
        """Take the font anew."""
        ...


INKS = {
    "text": QPalette.ColorRole.WindowText,
    "text2": QPalette.ColorRole.BrightText,
    "text3": QPalette.ColorRole.PlaceholderText,
    "accent_text": QPalette.ColorRole.Link,
    "on_accent": QPalette.ColorRole.HighlightedText,
    "amber": QPalette.ColorRole.Light,
    "red": QPalette.ColorRole.LinkVisited,
    "blue": QPalette.ColorRole.Midlight,
    "grey": QPalette.ColorRole.Mid,
    "surface": QPalette.ColorRole.Dark,
}
"""The role of a label's palette that holds each ink. A scheme switched reaches every label by it, with no wiring."""


def current() -> Scheme:
    """Return the scheme that is on. A painted widget asks each time it paints, so that a switch needs no wiring."""
    return state.look.scheme


def text_percent() -> int:
    """Return the text size, 100 to 150 percent."""
    return state.look.text_percent


def motion_reduced() -> bool:
    """Tell whether changes are shown without movement."""
    return state.look.reduce_motion


def scaled(pixels: float) -> int:
    """Return a length that grows with the text."""
    return round(pixels * state.look.text_percent / 100)


def palette(scheme: Scheme) -> QPalette:
    """Return the palette of a scheme: placeholder, selection and whatever Qt draws by itself."""
    made = QPalette()
    for role, token in _PALETTE.items():
        made.setColor(role, scheme.color(token))
    faded = QColor(scheme.text3)
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, faded)
    return made


def _label_palette(scheme: Scheme) -> QPalette:
    """Return the palette of labels alone: what they are written in, also where what they stand in is switched off."""
    made = palette(scheme)
    for token, role in INKS.items():
        made.setColor(role, scheme.color(token))
    return made


def prepare() -> None:
    """Ask Qt for the style that the look stands on. Call it before the QApplication is made."""
    os.environ["QT_STYLE_OVERRIDE"] = "Fusion"


def apply(app: QApplication, scheme: str = "system", text_percent: int = 100, *, reduce_motion: bool = False) -> None:
    """Put a look on the application: ``scheme`` is system, light or dark; ``text_percent`` 100 to 150.

    May be called again at any time; every widget follows.
    """
    assert scheme in {"system", "light", "dark"}, scheme
    hints = app.styleHints()
    if state.look.wanted is None:
        if os.environ.get("QT_STYLE_OVERRIDE", "").lower() != "fusion":
            app.setStyle("Fusion")  # 10 ms for the style's Python type; ``prepare`` before the application spares them
        load()
        hints.colorSchemeChanged.connect(lambda: _follow_the_computer(app))
    state.look.wanted = scheme
    was_percent, state.look.text_percent = state.look.text_percent, max(100, min(150, text_percent))
    state.look.reduce_motion = reduce_motion
    match scheme:
        case "light":
            hints.setColorScheme(Qt.ColorScheme.Light)
        case "dark":
            hints.setColorScheme(Qt.ColorScheme.Dark)
        case _:
            hints.unsetColorScheme()
    dark = scheme == "dark" or (scheme == "system" and hints.colorScheme() == Qt.ColorScheme.Dark)
    _dress(app, DARK if dark else LIGHT)
    if state.look.text_percent != was_percent:
        # From here: a label that listened for it itself would run Python at each of its changes of any kind.
        for widget in QApplication.allWidgets():
            if isinstance(widget, FollowsTextSize):
                widget.follow_text_size()


def _follow_the_computer(app: QApplication) -> None:
    if state.look.wanted == "system":
        dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        _dress(app, DARK if dark else LIGHT)


def _dress(app: QApplication, scheme: Scheme) -> None:
    state.look.scheme = scheme
    app.setPalette(palette(scheme))
    # After it: setting the first forgets the others. (The stubs want bytes, which the call itself refuses.)
    QApplication.setPalette(_label_palette(scheme), "QLabel")  # pyright: ignore[reportArgumentType]
    app.setFont(font("body"))
    dressed = stylesheet(scheme, state.look.text_percent)
    if app.styleSheet() != dressed:  # setting it again would polish every widget for nothing
        app.setStyleSheet(dressed)
