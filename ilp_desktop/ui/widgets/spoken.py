"""What a screen reader is told when something that it cannot see changes."""

from PySide6.QtWidgets import QWidget

# QAccessible is imported where it is used: its enums take 5 ms, which the unlock field need not wait for.


def name_changed(widget: QWidget, name: str) -> None:
    """Give a painted widget its new accessible name, and say that it changed."""
    from PySide6.QtGui import QAccessible, QAccessibleEvent  # noqa: PLC0415

    if widget.accessibleName() != name:
        widget.setAccessibleName(name)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.NameChanged))


def announce(widget: QWidget, words: str) -> None:
    """Say something once, whatever has the focus."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # noqa: PLC0415

    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
