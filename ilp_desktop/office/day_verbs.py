"""What an open office hands out about conference days: each service is made when it is first asked for."""

from functools import cached_property
from typing import TYPE_CHECKING

from ilp_desktop.services.desks import Desk

if TYPE_CHECKING:
    from ilp_desktop.services.groups import Groups
    from ilp_desktop.services.invitations import Invitations
    from ilp_desktop.services.reaching import Reaching
    from ilp_desktop.services.replies import Replies
    from ilp_desktop.services.schedules import Schedules


class DayVerbs:
    """The part of an office that arranges conference days, and sees them through to the last paper."""

    _desk: Desk

    @cached_property
    def schedules(self) -> "Schedules":
        """Conference days while they are arranged."""
        from ilp_desktop.services.schedules import Schedules  # noqa: PLC0415

        return Schedules(self._desk)

    @cached_property
    def groups(self) -> "Groups":
        """Group conferences, arranged and run."""
        from ilp_desktop.services.groups import Groups  # noqa: PLC0415

        return Groups(self._desk)

    @cached_property
    def invitations(self) -> "Invitations":
        """Letters and calendars for the conferences of a schedule."""
        from ilp_desktop.services.invitations import Invitations  # noqa: PLC0415

        return Invitations(self._desk)

    @cached_property
    def replies(self) -> "Replies":
        """What families answered."""
        from ilp_desktop.services.replies import Replies  # noqa: PLC0415

        return Replies(self._desk)

    @cached_property
    def reaching(self) -> "Reaching":
        """Who was tried, and what families asked for."""
        from ilp_desktop.services.reaching import Reaching  # noqa: PLC0415

        return Reaching(self._desk)
