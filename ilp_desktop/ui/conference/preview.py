"""The pages of a finalized plan, one under the other."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.conference.parts import Scrolling
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE

PIXELS = 1100
"""Width of the pictures: sharp on a screen of two pixels a point."""


class PageView(QWidget):
    """One page, as wide as there is room."""

    def __init__(self, page: QImage, spoken: str) -> None:
        super().__init__()
        self._page = page
        self.setAccessibleName(spoken)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return round(width * self._page.height() / max(1, self._page.width()))

    @override
    def sizeHint(self) -> QSize:
        return QSize(360, self.heightForWidth(360))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.rect(), self._page)
        painter.setPen(QPen(theme.current().color("border"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class Preview(Scrolling):
    """Shows pages that were pictured off the window's thread; of a finalized plan, unless it is said of what."""

    def __init__(self, spoken: str = "", page: str = "") -> None:
        super().__init__(spacing=SPACE.md)
        self._page = page or _("Page {number} of {count} of the finalized plan")
        self.setAccessibleName(spoken or _("The finalized plan"))

    def show_pages(self, pages: tuple[QImage, ...]) -> None:
        """Show a document."""
        self.empty()
        for number, page in enumerate(pages, start=1):
            spoken = self._page.format(number=number, count=len(pages))
            self.inside.addWidget(PageView(page, spoken))
        self.inside.addStretch()
