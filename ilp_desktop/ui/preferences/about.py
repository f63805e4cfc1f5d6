"""What this program is: version, license, and whose work it stands on."""

import platform

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout

from ilp_desktop import __version__
from ilp_desktop.language import _
from ilp_desktop.places import HOME
from ilp_desktop.ui import theme
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Badge, Button, Card, Text

_LICENSES = ("LICENSE", "THIRD_PARTY_NOTICES.md")


def license_texts() -> str:
    """Return the program's license and the notices of everything in it, as they are shipped."""
    found = [(HOME / name) for name in _LICENSES]
    return "\n\n".join(file.read_text(encoding="utf-8") for file in found if file.is_file())


class AboutCard(Card):
    """Version and licenses; the texts are read when they are first asked for."""

    def __init__(self) -> None:
        super().__init__(spacing=SPACE.md)
        named(self, "about_card")
        self.version = named(Text(_("ILP Desktop {version}").format(version=__version__), "h2"), "about_version")
        runs_on = _("Runs on Python {python} and Qt {qt}. It works offline: nothing is sent anywhere.").format(
            python=platform.python_version(), qt=qVersion()
        )
        self.toggle = named(Button(_("Show the licenses"), ""), "licenses_button")
        self.toggle.clicked.connect(self._toggle)
        self.texts = named(QPlainTextEdit(), "licenses_text")
        self.texts.setReadOnly(True)
        self.texts.setAccessibleName(_("Licenses"))
        self.texts.setFont(theme.font("small"))
        self.texts.setMinimumHeight(theme.scaled(280))
        self.texts.setTabChangesFocus(True)
        self.texts.hide()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.version)
        words.addWidget(named(Text(runs_on, "body", "text2", wrap=True), "about_text"))
        words.addWidget(Text(_("Free software under the Apache License 2.0."), "body", "text2", wrap=True))
        head = QHBoxLayout()
        head.setSpacing(SPACE.lg)
        head.addWidget(Badge("info"), 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        head.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.body.addWidget(self.texts)

    def _toggle(self) -> None:
        shown = self.texts.isHidden()
        if shown and not self.texts.toPlainText():
            self.texts.setPlainText(license_texts())
        self.texts.setVisible(shown)
        self.toggle.setText(_("Hide the licenses") if shown else _("Show the licenses"))


class TourCard(Card):
    """The guided tour, to be seen again: of the demo school alone."""

    def __init__(self) -> None:
        super().__init__(spacing=SPACE.md)
        named(self, "tour_card")
        self.begin = named(Button(_("Show me again"), "", "circle-play"), "tour_begin_button")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text(_("Guided tour"), "h2"))
        words.addWidget(Text(_("A conference day in five minutes, on this demo school."), "body", "text2", wrap=True))
        head = QHBoxLayout()
        head.setSpacing(SPACE.lg)
        head.addWidget(Badge("lightbulb"), 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        head.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
