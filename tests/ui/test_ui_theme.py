import re
import subprocess
import sys

import pytest
from PySide6.QtWidgets import QApplication

from ilp_desktop.places import RESOURCES
from ilp_desktop.ui import theme
from ilp_desktop.ui.constants import keep_constants_alive
from ilp_desktop.ui.theme import DARK, LIGHT
from ilp_desktop.ui.theme.fonts import FAMILIES
from ilp_desktop.ui.theme.stylesheet import stylesheet
from ilp_desktop.ui.widgets import Button, Text

TEXT = [(ink, ground) for ground in ("surface", "canvas") for ink in ("text", "text2", "text3")] + [
    ("on_accent", "accent"),
    ("accent_text", "accent_soft"),
    ("accent_text", "surface"),
    ("accent_text", "canvas"),
    ("red", "surface"),
    ("amber", "surface"),
    ("blue", "surface"),
    ("text3", "surface2"),
    ("surface", "text"),
    ("text2", "surface2"),
    ("text", "surface2"),
]
TEXT += [(tint, f"{tint}_soft") for tint in ("amber", "red", "blue", "grey")]
TEXT += [("text", f"{tint}_soft") for tint in ("amber", "red", "blue", "accent")]
SHAPES = [
    ("accent", "surface"),
    ("border_strong", "surface"),
    ("focus", "surface"),
    ("focus", "canvas"),
    ("red", "surface"),
]


def _luminance(color):
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _contrast(scheme, one, other):
    high, low = sorted((_luminance(scheme.color(one)), _luminance(scheme.color(other))), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=lambda scheme: scheme.name)
def test_words_and_shapes_can_be_told_from_their_ground(scheme):
    poor = [(ink, ground) for ink, ground in TEXT if _contrast(scheme, ink, ground) < 4.5]
    poor += [(ink, ground) for ink, ground in SHAPES if _contrast(scheme, ink, ground) < 3]
    assert poor == []


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=lambda scheme: scheme.name)
def test_the_stylesheet_names_no_color_that_is_no_token(scheme):
    known = {value.lower() for value in scheme._asdict().values() if isinstance(value, str)}
    assert {color.lower() for color in re.findall(r"#[0-9A-Fa-f]{6}\b", stylesheet(scheme, 100))} <= known


@pytest.mark.parametrize(
    ("scheme", "ink", "mark"),
    [
        (LIGHT, "on_accent", "checked"),
        (DARK, "on_accent", "checked"),
        (LIGHT, "text2", "arrow"),
        (DARK, "text2", "arrow"),
    ],
)
def test_the_marks_that_only_a_stylesheet_can_place_have_the_tokens_color(scheme, ink, mark):
    svg = (RESOURCES / "icons" / f"{mark}_{scheme.name}.svg").read_text()
    assert getattr(scheme, ink) in svg


def test_the_scheme_and_text_size_switch_while_the_window_is_open(qtbot, qapp, look):
    label, button = Text("Camila Hernández", "h1"), Button("Next", "primary", "arrow-right")
    qtbot.addWidget(label)
    qtbot.addWidget(button)
    label.show()
    button.show()
    before, low = label.grab().toImage(), button.sizeHint()
    theme.apply(qapp, "dark", 150, reduce_motion=True)
    assert theme.current() is DARK
    assert label.font().pixelSize() == 39
    assert button.sizeHint().height() > low.height()
    assert label.palette().color(label.foregroundRole()) == DARK.color("text")
    theme.apply(qapp, "light", 100, reduce_motion=True)
    label.adjustSize()
    assert label.font().pixelSize() == 26
    assert label.grab().toImage() == before


def test_text_size_stays_within_what_fits(qapp, look):
    theme.apply(qapp, "light", 400)
    assert theme.text_percent() == 150


def test_inter_is_the_font_that_is_drawn(qapp, look):
    from PySide6.QtGui import QFontInfo

    assert FAMILIES[0] == "Inter"
    assert QFontInfo(theme.font("body")).family() == "Inter"


def test_figures_of_a_time_have_one_width(qapp, look):
    from PySide6.QtGui import QFontMetricsF

    plain, tabular = (QFontMetricsF(theme.font("strong", tabular=on)) for on in (False, True))
    assert plain.horizontalAdvance("1:11") < plain.horizontalAdvance("0:00")
    assert tabular.horizontalAdvance("1:11") == pytest.approx(tabular.horizontalAdvance("0:00"))


def test_every_icon_can_be_drawn_in_a_tokens_color(qapp, look):
    files = [file for file in (RESOURCES / "icons").glob("*.svg") if "_" not in file.stem]
    assert len(files) >= 40
    for file in files:
        image = theme.pixmap(file.stem, "accent", 24, 2.0).toImage()
        assert image.width() == 48
        inked = [image.pixelColor(x, y) for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() > 250]
        assert inked, file.stem
        assert inked[0].name() == LIGHT.accent.lower(), file.stem


def test_none_outlives_ten_thousand_calls_of_qt():
    """In a process of its own: without the guard, Python 3.11 ends here."""
    program = """
import sys
from PySide6.QtCore import QSize
if sys.argv[1] == "kept":
    import ilp_desktop.ui
size = QSize()
for _ in range(200_000):
    size.setWidth(1)
"""
    run = {
        word: subprocess.run(
            [sys.executable, "-c", program, word], capture_output=True, text=True, check=False
        ).returncode
        for word in ("kept", "plain")
    }
    assert run["kept"] == 0
    if run["plain"] == 0:
        assert sys.version_info >= (3, 12) or _none_is_counted(), "the guard has nothing left to do: remove it"


def _none_is_counted():
    from PySide6.QtCore import QSize

    size, before = QSize(), sys.getrefcount(None)
    for _ in range(100):
        size.setWidth(1)
    return sys.getrefcount(None) - before > -50


def test_the_constants_are_given_references_once(qapp: QApplication):
    assert keep_constants_alive() is False
