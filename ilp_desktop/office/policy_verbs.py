"""What an open office hands out about its policy: each service is made when it is first asked for."""

from functools import cached_property
from typing import TYPE_CHECKING

from ilp_desktop.services.desks import Desk

if TYPE_CHECKING:
    from ilp_desktop.services.adopting import Adopting
    from ilp_desktop.services.board import Board
    from ilp_desktop.services.calendars import Calendars
    from ilp_desktop.services.evidence import Evidence
    from ilp_desktop.services.findings import Findings
    from ilp_desktop.services.letters import Letters
    from ilp_desktop.services.placements import Placements


class PolicyVerbs:
    """The part of an office that asks what the policy asks for, and hears what was done for it."""

    _desk: Desk

    @cached_property
    def findings(self) -> "Findings":
        from ilp_desktop.services.findings import Findings  # noqa: PLC0415

        return Findings(self._desk)

    @cached_property
    def evidence(self) -> "Evidence":
        """What was recorded for the policy, of students and of the school."""
        from ilp_desktop.services.evidence import Evidence  # noqa: PLC0415

        return Evidence(self._desk)

    @cached_property
    def placements(self) -> "Placements":
        """In which grade and programs students are, as people say it."""
        from ilp_desktop.services.placements import Placements  # noqa: PLC0415

        return Placements(self._desk)

    @cached_property
    def letters(self) -> "Letters":
        """What a family is written, and notes as papers."""
        from ilp_desktop.services.letters import Letters  # noqa: PLC0415

        return Letters(self._desk)

    @cached_property
    def adopting(self) -> "Adopting":
        """Which policy set the office follows, from when, and what another would change."""
        from ilp_desktop.services.adopting import Adopting  # noqa: PLC0415

        return Adopting(self._desk)

    @cached_property
    def calendars(self) -> "Calendars":
        """The school's own years."""
        from ilp_desktop.services.calendars import Calendars  # noqa: PLC0415

        return Calendars(self._desk)

    @cached_property
    def board(self) -> "Board":
        """What is still needed, by whom and by when."""
        from ilp_desktop.services.board import Board  # noqa: PLC0415

        return Board(self._desk)
