"""Labels for the folders of a day: which sheet, and with which label it begins."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox

from ilp_desktop.domain.labels import FORMATS
from ilp_desktop.language import _, ngettext
from ilp_desktop.ui import theme
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Card, Text


class LabelsCard(Card):
    """Asks for the sheet and the first label that is left on it."""

    print_wanted = Signal(str, int)
    """A key of FORMATS, and the label to begin with."""
    save_wanted = Signal(str, int)

    def __init__(self) -> None:
        super().__init__(spacing=SPACE.md)
        named(self, "labels_card")
        self.count = named(Text("", "body", "text2", wrap=True), "labels_count")
        self.form = named(QComboBox(), "label_format")
        self.form.setAccessibleName(_("Sheet of labels"))
        for key, form in FORMATS.items():
            self.form.addItem(_("{name}, {count} a sheet").format(name=form.name, count=form.count), key)
        self.start = named(QSpinBox(), "label_start")
        self.start.setAccessibleName(_("Begin with label"))
        self.start.setFixedHeight(theme.scaled(theme.SIZE.control) + 2)
        self.start.setMinimumWidth(theme.scaled(92))
        # Neither the font nor the stylesheet's padding reaches the line inside.
        self.start.lineEdit().setFont(theme.font("body", tabular=True))
        self.start.lineEdit().setTextMargins(SPACE.sm + 2, 0, SPACE.sm, 0)
        self.out = named(Button(_("Print"), "", "printer"), "labels_print_button")
        self.save = named(Button(_("Save as PDF…"), "ghost", "save"), "labels_save_button")
        self.form.currentIndexChanged.connect(self._fit_start)
        self.out.clicked.connect(lambda: self.print_wanted.emit(self.form.currentData(), self.start.value()))
        self.save.clicked.connect(lambda: self.save_wanted.emit(self.form.currentData(), self.start.value()))
        self.body.addWidget(Text(_("Labels for folders"), "h2"))
        self.body.addWidget(self.count)
        self.body.addWidget(self.form)
        begin = QHBoxLayout()
        begin.setSpacing(SPACE.md)
        begin.addWidget(Text(_("Begin with label"), "body"), 1)
        begin.addWidget(self.start)
        self.body.addLayout(begin)
        deeds = QHBoxLayout()
        deeds.setSpacing(SPACE.md)
        deeds.addWidget(self.out)
        deeds.addWidget(self.save)
        deeds.addStretch(1)
        self.body.addLayout(deeds)
        self._fit_start()
        self.show_count(0)

    def show_count(self, students: int) -> None:
        """Say for how many students there are labels."""
        words = ngettext("For {count} conference of the day.", "For the students of {count} conferences.", students)
        self.count.setText(words.format(count=students))
        self.out.setEnabled(students > 0)
        self.save.setEnabled(students > 0)

    def _fit_start(self) -> None:
        self.start.setRange(1, FORMATS[self.form.currentData()].count)
