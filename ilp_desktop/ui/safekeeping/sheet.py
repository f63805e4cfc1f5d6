"""A drill for the recovery sheet: it is typed from the paper, and nothing is changed."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.language import _
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.preferences.keys import KeyCard
from ilp_desktop.ui.safekeeping.words import day_words
from ilp_desktop.ui.widgets import Button, Text
from ilp_desktop.ui.widgets.codes import CodeField, Judge
from ilp_desktop.wording import sentence


class SheetCard(KeyCard):
    """Asks for the code on the printed sheet, and says whether it still opens the office."""

    wanted = Signal(str)
    """What was typed from the sheet."""

    def __init__(self, judge: Judge, zone: ZoneInfo) -> None:
        super().__init__(
            "file-check",
            _("Is the recovery sheet still right?"),
            _(
                "Take the sheet out of the safe and type its code. No key is changed, and the sheet stays as good as it is."
            ),
            _("Try the sheet"),
            "drill",
        )
        self._zone = zone
        self.last = named(Text("", "small", "text2", wrap=True), "drill_last_text")
        self.code = named(CodeField(_("Code from the recovery sheet"), judge), "drill_code_field")
        self.try_it = named(Button(_("Try it"), "primary"), "drill_try_button")
        self.body.insertWidget(1, self.last)
        self.rows.addWidget(self.code)
        self.add_foot(self.try_it)
        self.form.setFocusProxy(self.code)
        self.last.hide()
        self.try_it.clicked.connect(self._ask)
        self.code.entered.connect(self._ask)

    def show_last(self, at: datetime | None) -> None:
        """Say when the sheet was last tried and right."""
        self.last.setVisible(at is not None)
        if at is not None:
            self.last.setText(_("Tried on {date}, and it was right.").format(date=day_words(at, self._zone)))

    def right(self) -> None:
        """Say that the sheet opens the office."""
        self.close_form()
        self.banner.say(
            _("The sheet is right: it opens this office. Nothing was changed. Put it back where it was."), tint="accent"
        )
        self.begin.setFocus()

    def refused(self, error: OfficeError) -> None:
        """Say what is wrong with what was typed; it stays there to be mended."""
        self.code.show_wrong(sentence(error))
        self.code.setFocus()

    @override
    def forget(self) -> None:
        self.code.set_text("")
        self.code.show_wrong("")

    def _ask(self) -> None:
        if self.code.text().strip():
            self.wanted.emit(self.code.text())
        else:
            self.code.show_wrong(_("Please type the code from the sheet."))
            self.code.setFocus()
