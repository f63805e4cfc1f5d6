"""What an open office hands out about a conference and its papers: each service is made when it is first asked for."""

from functools import cached_property
from typing import TYPE_CHECKING

from ilp_desktop.services.desks import Desk
from ilp_desktop.vault.open_keys import OpenKeys

if TYPE_CHECKING:
    from ilp_desktop.services.contacts import Contacts
    from ilp_desktop.services.from_paper import FromPaper
    from ilp_desktop.services.plans import Plans
    from ilp_desktop.services.preparation import Preparation
    from ilp_desktop.services.signing import Signing
    from ilp_desktop.services.worksheets import Worksheets


class PaperVerbs:
    """The part of an office that prepares conferences, signs and finalizes plans, and takes in what was written on paper."""

    _desk: Desk
    _keys: OpenKeys

    @cached_property
    def preparation(self) -> "Preparation":
        from ilp_desktop.services.preparation import Preparation  # noqa: PLC0415

        return Preparation(self._desk)

    @cached_property
    def worksheets(self) -> "Worksheets":
        from ilp_desktop.services.worksheets import Worksheets  # noqa: PLC0415

        return Worksheets(self._desk)

    @cached_property
    def signing(self) -> "Signing":
        from ilp_desktop.services.signing import Signing  # noqa: PLC0415

        return Signing(self._desk)

    @cached_property
    def plans(self) -> "Plans":
        from ilp_desktop.services.plans import Plans  # noqa: PLC0415

        return Plans(self._desk, self._keys.seal_key_pem, self._keys.seal_certificate_pem)

    @cached_property
    def contacts(self) -> "Contacts":
        """How the participants of a conference are reached, for each recipient what that one may know."""
        from ilp_desktop.services.contacts import Contacts  # noqa: PLC0415

        return Contacts(self._desk)

    @cached_property
    def from_paper(self) -> "FromPaper":
        from ilp_desktop.services.from_paper import FromPaper  # noqa: PLC0415

        return FromPaper(self._desk, self.plans)
