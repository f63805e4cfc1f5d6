"""The key file of an open office: read anew before each change, written before the database mirrors its epoch."""

import contextlib
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.services.offices import identity_of, mirror_epoch
from ilp_desktop.services.people import check_turns
from ilp_desktop.store.stores import Store
from ilp_desktop.vault import cost as costs
from ilp_desktop.vault import files
from ilp_desktop.vault.header import Header, check_epoch, check_office


@dataclass(frozen=True, slots=True)
class KeyFile:
    """An office's key file, and the database that mirrors its epoch. Whoever changes it holds ``store.keys_stay``."""

    folder: Path
    store: Store
    office_uid: UUID

    def read(self) -> Header:
        """Read it again: it may have been put back by someone since the office was opened.

        Raises OfficeError as ``files.find_header``, ``header_other_office`` or ``header_old``.
        """
        header = files.find_header(self.folder, costs.CHEAP).header
        check_office(header, self.office_uid)
        check_epoch(header.epoch, identity_of(self.store).header_epoch)
        check_turns(self.store, header.turns())
        return header

    def put(self, header: Header) -> None:
        """Put the next one in its place. Raises OfficeError ``header_not_written``; then the one before still stands."""
        files.write_header(self.folder, header)
        # From here on the change stands. What is left is done again when the office is opened next.
        with contextlib.suppress(OfficeError):
            self.settle(header)

    def settle(self, header: Header) -> None:
        """Let the database and the previous copy follow the header that is in its place. Raises what they raise."""
        mirror_epoch(self.store, header.epoch)
        files.settle_header(self.folder, header)
