"""Design tokens: one place, two schemes. The stylesheet, the palette and every painted widget are made from these."""

from typing import NamedTuple

from PySide6.QtGui import QColor


class Scheme(NamedTuple):
    """The colors of one scheme, as ``#RRGGBB``. A soft color is the ground that its namesake is written on."""

    name: str
    canvas: str
    surface: str
    surface2: str
    border: str
    border_strong: str
    text: str
    text2: str
    text3: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    accent_text: str
    focus: str
    shadow: str
    shadow_alpha: int
    amber: str
    amber_soft: str
    red: str
    red_soft: str
    blue: str
    blue_soft: str
    grey: str
    grey_soft: str
    ring_track: str

    def color(self, token: str) -> QColor:
        """Return a token's color by its name."""
        value = getattr(self, token)
        assert isinstance(value, str), token
        return QColor(value)


class Space(NamedTuple):
    """Distances, in pixels at 100 %."""

    xs: int = 4
    sm: int = 8
    md: int = 12
    lg: int = 16
    xl: int = 24
    xxl: int = 32
    xxxl: int = 48


class Radius(NamedTuple):
    """Corners, in pixels."""

    chip: int = 11
    field: int = 8
    row: int = 10
    tint: int = 12
    card: int = 14


class Size(NamedTuple):
    """Lengths that several screens share, in pixels at 100 %."""

    control: int = 42
    row: int = 68
    rail: int = 72
    sidebar: int = 372
    form: int = 560
    icon: int = 18


class Letters(NamedTuple):
    """One role of type: pixels at 100 %, weight, tracking in percent."""

    pixels: float
    weight: int
    tracking: float


SPACE = Space()
RADIUS = Radius()
SIZE = Size()
TYPE: dict[str, Letters] = {
    "display": Letters(56, 600, -2.0),
    "h1": Letters(26, 600, -1.2),
    "h2": Letters(18, 600, -0.6),
    "body": Letters(14, 400, 0.0),
    "strong": Letters(14, 600, 0.0),
    "small": Letters(12.5, 400, 0.0),
    "small_strong": Letters(12.5, 600, 0.0),
    "label": Letters(11.5, 600, 3.5),
    "rail": Letters(11, 500, 0.0),
    # Read from across a table: what a family sees on a screen of its own.
    "room_h1": Letters(44, 600, -1.6),
    "room_h2": Letters(25, 600, -0.8),
    "room_large": Letters(28, 400, -0.6),
    "room": Letters(22, 400, -0.2),
    "room_strong": Letters(22, 600, -0.4),
    "room_small": Letters(17, 400, 0.0),
    "room_label": Letters(15, 600, 2.5),
}
LIGHT = Scheme(
    name="light",
    canvas="#F5F6F4",
    surface="#FFFFFF",
    surface2="#EEF1EE",
    border="#E1E5E1",
    border_strong="#8B968F",
    text="#1B2420",
    text2="#55615B",
    text3="#616D67",
    accent="#1F6F5C",
    accent_hover="#195C4C",
    on_accent="#FFFFFF",
    accent_soft="#E1F0EB",
    accent_text="#17604F",
    focus="#1F6F5C",
    shadow="#14201B",
    shadow_alpha=26,
    amber="#8A5A00",
    amber_soft="#FCF0D8",
    red="#A8332B",
    red_soft="#FBE6E3",
    blue="#2A5CA8",
    blue_soft="#E4EDFB",
    grey="#55615B",
    grey_soft="#EBEEEB",
    ring_track="#E6EBE8",
)
DARK = Scheme(
    name="dark",
    canvas="#141917",
    surface="#1C2320",
    surface2="#252D29",
    border="#2E3833",
    border_strong="#6D7A73",
    text="#EAF0EC",
    text2="#ABB8B1",
    text3="#95A29B",
    accent="#58B99D",
    accent_hover="#6CC8AE",
    on_accent="#0C1F19",
    accent_soft="#1E3A32",
    accent_text="#8AD6BF",
    focus="#7FD3BA",
    shadow="#000000",
    shadow_alpha=110,
    amber="#F0C065",
    amber_soft="#3B2F17",
    red="#F0948C",
    red_soft="#402321",
    blue="#97BDF5",
    blue_soft="#1E2D45",
    grey="#ABB8B1",
    grey_soft="#2A322E",
    ring_track="#2C3632",
)
