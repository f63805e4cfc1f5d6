"""The settings that a person chooses, taken from where each is explained once."""

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ilp_desktop.language import N_, _
from ilp_desktop.settings import ABOUT, Settings
from ilp_desktop.ui import theme
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Card, SegmentedControl, Text

Value = int | str | bool
_WIDE = 420

WORDS: dict[str, dict[Value, str]] = {
    "color_scheme": {"system": N_("As the computer"), "light": N_("Light"), "dark": N_("Dark")},
    "text_percent": {100: "100 %", 110: "110 %", 125: "125 %", 150: "150 %"},
    "language": {"en": "English", "es": "Español"},
    "paper": {"letter": N_("US Letter"), "a4": N_("A4")},
    "board_shows": {"ticket": N_("Number"), "initials": N_("Initials")},
    "idle_lock_minutes": {2: N_("2 min"), 5: N_("5 min"), 10: N_("10 min"), 30: N_("30 min")},
    "copy_reminder_days": {1: N_("1 day"), 7: N_("7 days"), 14: N_("14 days"), 30: N_("30 days")},
}
"""The values offered for a setting, in words. A language is called by its own name."""


class Choice(QWidget):
    """One setting: what it means at the left, the values at the right."""

    chosen = Signal(str, object)
    """The setting's name and the value that a person chose."""

    def __init__(self, setting: str) -> None:
        super().__init__()
        named(self, f"{setting}_choice")
        self._setting = setting
        self._segments: SegmentedControl | None = None
        self._box: QCheckBox | None = None
        meaning = _(ABOUT[setting].help)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.xl)
        if setting in WORDS:
            row.addWidget(Text(meaning, "body", wrap=True), 1)
            offered = [(str(value), _(words)) for value, words in WORDS[setting].items()]
            self._segments = named(SegmentedControl(offered, spoken=meaning), f"{setting}_segments")
            self._segments.chosen.connect(self._segment_chosen)
            row.addWidget(self._segments)
        else:
            self._box = named(QCheckBox(meaning), f"{setting}_box")
            self._box.clicked.connect(self._box_clicked)
            row.addWidget(self._box)
            row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._fit_text()

    def show_value(self, value: Value) -> None:
        """Show what is set; a value set elsewhere that is not offered shows as the nearest one."""
        if self._box is not None:
            self._box.setChecked(bool(value))
        elif self._segments is not None:
            self._segments.choose(str(nearest(self._setting, value)))

    def _fit_text(self) -> None:
        if self._segments is not None:
            self._segments.setFixedWidth(theme.scaled(_WIDE))
        if self._box is not None:
            self._box.setFont(theme.font("body"))

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            # After the box was dressed again: dressing gives it back the font that it was made with.
            QTimer.singleShot(0, self, self._fit_text)
        super().changeEvent(event)

    def _segment_chosen(self, key: str) -> None:
        value = next(value for value in WORDS[self._setting] if str(value) == key)
        self.chosen.emit(self._setting, value)

    def _box_clicked(self, on: bool) -> None:
        self.chosen.emit(self._setting, on)


def nearest(setting: str, value: Value) -> Value:
    """Return the value offered that comes nearest to one set elsewhere."""
    offered = WORDS[setting]
    if value in offered or isinstance(value, str):
        return value
    return min((one for one in offered if isinstance(one, int)), key=lambda one: abs(one - value))


class ChoicesCard(Card):
    """Settings that belong together."""

    chosen = Signal(str, object)

    def __init__(self, title: str, settings: tuple[str, ...], name: str, *, note: str = "") -> None:
        """``note`` says why nothing of it can be chosen, where that is so."""
        super().__init__(spacing=SPACE.lg)
        named(self, name)
        self.body.addWidget(Text(title, "h2"))
        if note:
            self.body.addWidget(named(Text(note, "small", "text2", wrap=True), f"{name}_note"))
        self._choices = {setting: Choice(setting) for setting in settings}
        rows = QVBoxLayout()
        rows.setSpacing(SPACE.md)
        for choice in self._choices.values():
            choice.chosen.connect(self.chosen)
            choice.setEnabled(not note)
            rows.addWidget(choice)
        self.body.addLayout(rows)

    def show_settings(self, settings: Settings) -> None:
        """Show what is set."""
        for setting, choice in self._choices.items():
            choice.show_value(getattr(settings, setting))
