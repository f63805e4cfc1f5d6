"""The window."""

from ilp_desktop.ui.constants import keep_constants_alive
from ilp_desktop.ui.sources import leave_sources_unread

keep_constants_alive()
leave_sources_unread()
