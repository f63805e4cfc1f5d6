"""New keys for an open office, in steps of which each may be the last before the power fails.

A header with the old key of the database and the new; the database and its slips under the new one; a header with the
new one alone. Whoever opens the office between two of them goes on with the key that fits, and the next lead to open it
finishes (docs/decisions/0013-people-and-rotation.md).
"""

from ilp_desktop.clock import Clock
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.office.key_files import KeyFile
from ilp_desktop.vault import rotations
from ilp_desktop.vault.header import Header
from ilp_desktop.vault.open_keys import OpenKeys


def rotate(key_file: KeyFile, opened: OpenKeys, begun: tuple[Header, OpenKeys], clock: Clock) -> None:
    """Put the header that begins a rotation in its place, and take the other steps.

    Raises OfficeError ``header_not_written`` while everything is as it was, ``rotation_unfinished`` afterward.
    """
    header, later = begun
    with key_file.store.keys_stay:
        key_file.put(header)
        opened.follow(later)
        try:
            # Until the database and the copy have followed, an older header could still be what opens the office.
            key_file.settle(header)
            finish(key_file, opened, clock)
        except OfficeError as error:
            raise OfficeError("rotation_unfinished") from error


def finish(key_file: KeyFile, opened: OpenKeys, clock: Clock) -> None:
    """Take the steps of a rotation that are left; none where none is under way.

    Raises OfficeError ``admin_needed``, and what the database or the key file raises; it can be taken up again.
    """
    with key_file.store.keys_stay:
        key = opened.next_database
        if key is None:
            return
        rotations.administered(key_file.read(), opened)
        key_file.store.change_key(key)
        header, later = rotations.end(key_file.read(), opened, clock.now())
        key_file.put(header)
        opened.follow(later)
