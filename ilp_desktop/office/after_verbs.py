"""What an open office hands out about the end of a conference day: each service is made when it is first asked for."""

from functools import cached_property
from typing import TYPE_CHECKING

from ilp_desktop.services.desks import Desk

if TYPE_CHECKING:
    from ilp_desktop.services.closing import Closing
    from ilp_desktop.services.labels import Labels
    from ilp_desktop.services.printing import Printing
    from ilp_desktop.services.signing import Signing


class AfterVerbs:
    """The part of an office that signs, prints, labels, and says what is left to do."""

    _desk: Desk

    @cached_property
    def signing(self) -> "Signing":
        from ilp_desktop.services.signing import Signing  # noqa: PLC0415

        return Signing(self._desk)

    @cached_property
    def printing(self) -> "Printing":
        """The copies of finalized plans on their way to paper."""
        from ilp_desktop.services.printing import Printing  # noqa: PLC0415

        return Printing(self._desk)

    @cached_property
    def closing(self) -> "Closing":
        """What is left to do of a conference day, and its summary."""
        from ilp_desktop.services.closing import Closing  # noqa: PLC0415

        return Closing(self._desk)

    @cached_property
    def labels(self) -> "Labels":
        """Labels for folders."""
        from ilp_desktop.services.labels import Labels  # noqa: PLC0415

        return Labels(self._desk)
