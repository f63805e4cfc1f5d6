"""The third page: print or save the recovery sheet, then type it back."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.language import _
from ilp_desktop.ui.first_run.heads import page_head
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets.buttons import Button
from ilp_desktop.ui.widgets.cards import Tinted
from ilp_desktop.ui.widgets.codes import CodeField, Judge
from ilp_desktop.ui.widgets.notices import Banner
from ilp_desktop.ui.widgets.texts import Text
from ilp_desktop.ui.widgets.working import Working

_IN_A_ROW = 4


class SheetPage(QWidget):
    """The recovery sheet on the screen until it is on paper; typed back, it is known to be readable."""

    back = Signal()
    print_wanted = Signal()
    save_wanted = Signal()
    typed_back = Signal(str)

    def __init__(self, judge: Judge, *, can_print: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._can_print = can_print
        self._typing = False
        self.code_box = named(Tinted("neutral", padding=SPACE.lg), "code_box")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE.xl)
        self._grid.setVerticalSpacing(SPACE.sm)
        self.code_box.body.addLayout(self._grid)
        self.print_button = named(Button(_("Print the sheet"), "", "printer"), "print_button")
        self.save_button = named(Button(_("Save as PDF…"), "", "download"), "save_button")
        self.on_paper = named(Button(_("I have it on paper"), "primary", "arrow-right", trailing=True), "paper_button")
        self.typed = named(CodeField(_("Type the code from your sheet"), judge), "code_field")
        self.show_again = named(Button(_("Show the sheet again"), "ghost", "eye"), "show_button")
        self.confirm = named(Button(_("Finish"), "primary", "check"), "finish_button")
        self.back_button = named(Button(_("Back"), "ghost", "arrow-left"), "sheet_back_button")
        self.banner = Banner()
        self.working = Working()
        self._lay_out()
        self.print_button.clicked.connect(self.print_wanted)
        self.save_button.clicked.connect(self.save_wanted)
        self.on_paper.clicked.connect(lambda: self._show_typing(True))
        self.show_again.clicked.connect(lambda: self._show_typing(False))
        self.back_button.clicked.connect(self._go_back)
        self.confirm.clicked.connect(lambda: self.typed_back.emit(self.typed.text()))
        self.typed.entered.connect(lambda: self.typed_back.emit(self.typed.text()))
        self._show_typing(False)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.md)
        column.addLayout(page_head(3, _("The recovery sheet")))
        self._told = Text("", "body", "text2", wrap=True)
        column.addWidget(self._told)
        column.addWidget(self.code_box)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.md)
        buttons.addWidget(self.print_button)
        buttons.addWidget(self.save_button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(self.typed)
        column.addWidget(self.show_again, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.banner)
        column.addWidget(self.working)
        column.addSpacing(SPACE.sm)
        foot = QHBoxLayout()
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        foot.addWidget(self.on_paper)
        foot.addWidget(self.confirm)
        column.addLayout(foot)

    def show_groups(self, groups: tuple[str, ...]) -> None:
        """Show a new office's code."""
        while (item := self._grid.takeAt(0)) is not None:  # pyright: ignore[reportUnnecessaryComparison] - None at the end
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for place, group in enumerate(groups):
            figures = named(Text(group, "h2", tabular=True), f"group_{place + 1}_text")
            self._grid.addWidget(figures, place // _IN_A_ROW, place % _IN_A_ROW, Qt.AlignmentFlag.AlignHCenter)
        self.code_box.setAccessibleName(_("Recovery code"))
        self.typed.set_text("")
        self._show_typing(False)

    def focus_first(self) -> None:
        """Put the keyboard on the next step: the way on, or the code to type."""
        (self.typed if self._typing else self.on_paper).setFocus()

    def set_busy(self, on: bool) -> None:
        """Check nothing twice."""
        for part in (self.confirm, self.back_button, self.typed, self.show_again):
            part.setEnabled(not on)
        if on:
            self.working.begin(_("Trying the sheet. This takes a second…"))
        else:
            self.working.end()

    def saved(self, path: Path) -> None:
        """Say where the sheet was written, and that it should not stay there."""
        words = _("Saved as {name}. Print it, then delete the file: who has the sheet can open the office.")
        self.banner.say(words.format(name=path.name), tint="blue")

    def _go_back(self) -> None:
        if self._typing:
            self._show_typing(False)
        else:
            self.back.emit()

    def _show_typing(self, on: bool) -> None:
        self._typing = on
        self._told.setText(
            _("Now type the code back from the paper in your hand. So we know that it can be read when it is needed.")
            if on
            else _(
                "If the passphrase is ever lost, only this sheet opens the office. Print it, and keep it where you keep "
                "what must not be lost: a safe, or the principal's office."
            )
        )
        for part in (self.code_box, self.save_button, self.on_paper):
            part.setVisible(not on)
        self.print_button.setVisible(not on and self._can_print)
        for part in (self.typed, self.show_again, self.confirm):
            part.setVisible(on)
        self.banner.hide()
        self.focus_first()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.banner.hide()
