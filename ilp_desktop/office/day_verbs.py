"""What an open office hands out about conference days: each service is made when it is first asked for."""

from functools import cached_property
from typing import TYPE_CHECKING

from ilp_desktop.services.desks import Desk

if TYPE_CHECKING:
    from ilp_desktop.services.circumstances import Circumstances
    from ilp_desktop.services.continuing import Continuing
    from ilp_desktop.services.courses import Courses
    from ilp_desktop.services.early_ends import EarlyEnds
    from ilp_desktop.services.front_desk import FrontDesk
    from ilp_desktop.services.groups import Groups
    from ilp_desktop.services.invitations import Invitations
    from ilp_desktop.services.later import Later
    from ilp_desktop.services.permissions import Permissions
    from ilp_desktop.services.reaching import Reaching
    from ilp_desktop.services.replies import Replies
    from ilp_desktop.services.schedules import Schedules
    from ilp_desktop.services.walk_ins import WalkIns


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
    def front_desk(self) -> "FrontDesk":
        """The day as the front desk sees it, and the public board."""
        from ilp_desktop.services.front_desk import FrontDesk  # noqa: PLC0415

        return FrontDesk(self._desk)

    @cached_property
    def walk_ins(self) -> "WalkIns":
        """Families that come without a time."""
        from ilp_desktop.services.walk_ins import WalkIns  # noqa: PLC0415

        return WalkIns(self._desk)

    @cached_property
    def permissions(self) -> "Permissions":
        """Who else may come to a conference."""
        from ilp_desktop.services.permissions import Permissions  # noqa: PLC0415

        return Permissions(self._desk)

    @cached_property
    def early_ends(self) -> "EarlyEnds":
        """A day that ends earlier than planned."""
        from ilp_desktop.services.early_ends import EarlyEnds  # noqa: PLC0415

        return EarlyEnds(self._desk)

    @cached_property
    def courses(self) -> "Courses":
        """The courses of four-year plans."""
        from ilp_desktop.services.courses import Courses  # noqa: PLC0415

        return Courses(self._desk)

    @cached_property
    def circumstances(self) -> "Circumstances":
        """Who came to a conference and how."""
        from ilp_desktop.services.circumstances import Circumstances  # noqa: PLC0415

        return Circumstances(self._desk)

    @cached_property
    def continuing(self) -> "Continuing":
        """What comes after a conference: another day, the next child, the next date."""
        from ilp_desktop.services.continuing import Continuing  # noqa: PLC0415

        return Continuing(self._desk)

    @cached_property
    def later(self) -> "Later":
        """What was left for later: signatures, and whatever else a conference lacks."""
        from ilp_desktop.services.later import Later  # noqa: PLC0415

        return Later(self._desk)

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
