"""Opening a locked office: the first thing most people see each morning, so it is painted before anything is loaded."""

from ilp_desktop.ui.unlock.screen import Unlock

__all__ = ["Unlock"]
