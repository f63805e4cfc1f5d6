"""The one form that is open on a page: what changes elsewhere waits until it is left, and the keyboard goes back."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from ilp_desktop.domain.changes import Changes
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.deeds.forms import DeedForm
from ilp_desktop.wording import sentence


class OneForm:
    """Opens forms for a page, one at a time. ``refresh`` reads the page anew; ``say`` words what no form can say."""

    def __init__(
        self, page: QWidget, background: Background, refresh: Callable[[], None], say: Callable[[OfficeError], None]
    ) -> None:
        self._page, self._background = page, background
        self._refresh, self._say = refresh, say
        self._form: DeedForm | None = None
        self._stale = False

    @property
    def form(self) -> DeedForm | None:
        """The form that is open."""
        return self._form

    def changed(self) -> None:
        """Read the page anew; under somebody's hands, not before the form is left."""
        if self._form is None:
            self._refresh()
        else:
            self._stale = True

    def forget(self) -> None:
        """The form goes with what is shown."""
        self._form, self._stale = None, False

    def open(
        self, form: DeedForm, where: QVBoxLayout, do: Callable[[], None], left: Callable[[], None] | None = None
    ) -> None:
        """Show a form in its place, the keyboard in its first question."""
        self._close()
        self._form = form
        came_from = cast("QWidget | None", self._page.window().focusWidget())
        where.addWidget(form)

        def leave() -> None:
            self._close()
            if left is not None:
                left()
            if came_from is not None and isValid(came_from) and came_from.isVisible():
                came_from.setFocus(Qt.FocusReason.OtherFocusReason)
            if self._stale:
                self._stale = False
                self._refresh()

        form.left.connect(leave)
        form.wanted.connect(do)
        form.show()
        form.begin()

    def do(self, verb: Callable[[], Changes], then: Callable[[Changes], None], form: DeedForm | None = None) -> None:
        """Have a verb done; what the office meets is said inside the form, the one that is open if not said."""
        asked = form or self._form

        def done(changes: Changes) -> None:
            if self._form is asked:
                self.forget()  # it goes with what is shown now
            then(changes)

        def failed(error: OfficeError) -> None:
            if asked is not None and isValid(asked):
                asked.say(sentence(error))
            else:
                self._say(error)

        self._background.do(verb, done, failed, owner=self._page)

    def _close(self) -> None:
        form, self._form = self._form, None
        if form is not None and isValid(form):
            form.hide()
            form.deleteLater()
