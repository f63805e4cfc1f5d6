"""Every word that stands in a widget, shown or not: what the tests of leaving and locking look through."""

from collections.abc import Iterable

from PySide6.QtWidgets import QLabel, QLineEdit, QTextEdit, QWidget


def words_in(widgets: Iterable[QWidget]) -> str:
    """Return what these widgets hold: texts, names for screen readers, tips and titles."""
    found: list[str] = []
    for one in widgets:
        if isinstance(one, QLabel | QLineEdit):
            found.append(one.text())
        elif isinstance(one, QTextEdit):
            found.append(one.toPlainText())
        found += [one.accessibleName(), one.accessibleDescription(), one.toolTip(), one.windowTitle()]
    return "\n".join(found)
