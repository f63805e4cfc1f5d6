"""What stands over each page of a new office: which of the three it is, and what it is about."""

from PySide6.QtWidgets import QVBoxLayout

from ilp_desktop.language import _
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets.texts import Text

_PAGES = 3


def page_head(page: int, title: str) -> QVBoxLayout:
    """Return the title of a page with its number."""
    head = QVBoxLayout()
    head.setSpacing(SPACE.xs)
    head.addWidget(
        named(Text(_("Page {page} of {pages}").format(page=page, pages=_PAGES), "small", "text2"), "page_number")
    )
    head.addWidget(Text(title, "h1"))
    return head
