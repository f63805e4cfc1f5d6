"""One finalized paper and what became of its copies."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal

from ilp_desktop.domain.deliveries import DeliveryKind, DeliveryLine, RenderingLine
from ilp_desktop.language import N_, _
from ilp_desktop.ui.conference.parts import line
from ilp_desktop.ui.day.words import date_words, hour_words, language_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Chip, IconMark, Text, Tinted

RECORDS = {
    DeliveryKind.GIVEN_TO_FAMILY: (N_("Given to family"), "hand-heart"),
    DeliveryKind.FILED_IN_FOLDER: (N_("Filed in the cumulative folder"), "folder-check"),
}


def instant_words(at: datetime, zone: ZoneInfo) -> str:
    """Word an instant in the school's time: Oct 8, 2026, 8:52 AM."""
    local = at.astimezone(zone)
    return f"{date_words(local.date())}, {hour_words(local)}"


def code_words(seal_code: str) -> str:
    """Word the first twelve digits of a seal code as people compare them: 1a2b 3c4d 5e6f."""
    return " ".join(seal_code[at : at + 4] for at in range(0, 12, 4))


class CopyCard(Tinted):
    """Print it; record that the family has it and that it is filed. Who and when stand there for good."""

    print_wanted = Signal()
    recorded = Signal(object)
    """A DeliveryKind to record."""
    shown = Signal()

    def __init__(self, rendering: RenderingLine, zone: ZoneInfo) -> None:
        super().__init__("neutral", padding=SPACE.lg, spacing=SPACE.sm)
        named(self, f"rendering_{rendering.rendering_id}_card")
        self._zone = zone
        self.next_button: Button | None = None
        """What is still to be recorded of this paper."""
        self._head(rendering)
        for kind in RECORDS:
            done = [each for each in rendering.deliveries if each.kind is kind]
            if done:
                self._told(kind, done[-1])
            elif rendering.current:
                self._offered(rendering, kind)

    def _head(self, rendering: RenderingLine) -> None:
        row = line(spacing=SPACE.sm)
        title = _("{language}, revision {number}").format(
            language=language_words(rendering.language), number=rendering.number
        )
        row.addWidget(Text(title, "strong", elide=True), 1)
        if not rendering.current:
            row.addWidget(Chip(_("Before a change"), "amber"))
        look = Button("", "ghost", "eye", spoken=_("Show {paper}").format(paper=title))
        named(look, f"show_{rendering.rendering_id}").clicked.connect(self.shown)
        row.addWidget(look)
        out = named(Button(_("Print"), "", "printer"), f"print_{rendering.rendering_id}")
        out.clicked.connect(self.print_wanted)
        row.addWidget(out)
        self.body.addLayout(row)
        when = instant_words(rendering.finalized_at, self._zone)
        words = _("Finalized {when} · code {code}").format(when=when, code=code_words(rendering.seal_code))
        self.body.addWidget(Text(words, "small", "text2", wrap=True, tabular=True))

    def _told(self, kind: DeliveryKind, delivery: DeliveryLine) -> None:
        row = line(spacing=SPACE.sm)
        row.addWidget(IconMark("circle-check", "accent_text", 18))
        when = instant_words(delivery.done_at, self._zone)
        words = _("{what} by {who}, {when}").format(what=_(RECORDS[kind][0]), who=delivery.done_by, when=when)
        row.addWidget(named(Text(words, "small", "text", wrap=True), f"{kind.value}_told"), 1)
        self.body.addLayout(row)

    def _offered(self, rendering: RenderingLine, kind: DeliveryKind) -> None:
        words, icon = RECORDS[kind]
        record = named(Button(_(words), "", icon), f"{kind.value}_{rendering.rendering_id}")
        record.clicked.connect(lambda: self.recorded.emit(kind))
        self.body.addWidget(record)
        self.next_button = self.next_button or record
