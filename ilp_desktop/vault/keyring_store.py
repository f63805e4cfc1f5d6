"""The computer's own keyring, for those who want to open the office without typing: off unless asked for.

It holds the secret of one slot, never the database's key or the confidential one, so that taking the slot out of the
header ends it. Not for a login that several people share.
"""

import base64
from typing import Protocol
from uuid import UUID

from ilp_desktop.domain.errors import OfficeError

SERVICE = "ILP Desktop"


class KeyStore(Protocol):
    """Somewhere outside the office that keeps a slot's secret for this login."""

    def keep(self, office_uid: UUID, person_uid: UUID, secret: bytes) -> None:
        """Keep a secret. Raises OfficeError ``keyring_missing``."""
        ...

    def fetch(self, office_uid: UUID, person_uid: UUID) -> bytes | None:
        """Return the secret, if it is there. Raises OfficeError ``keyring_missing``."""
        ...

    def forget(self, office_uid: UUID, person_uid: UUID) -> None:
        """Drop the secret, if it is there. Raises OfficeError ``keyring_missing``."""
        ...


class OsKeyring:
    """Windows Credential Manager, macOS Keychain, or the Secret Service on a Linux desktop.

    Where there is none, or it is locked and stays so, each method raises OfficeError ``keyring_missing``; the office
    opens with its passphrase as ever.
    """

    def keep(self, office_uid: UUID, person_uid: UUID, secret: bytes) -> None:
        import keyring  # noqa: PLC0415 - 50 to 300 ms, and few ask for it
        from keyring.errors import KeyringError  # noqa: PLC0415

        try:
            keyring.set_password(SERVICE, _name(office_uid, person_uid), base64.b64encode(secret).decode("ascii"))
        except KeyringError:
            raise OfficeError("keyring_missing") from None

    def fetch(self, office_uid: UUID, person_uid: UUID) -> bytes | None:
        import keyring  # noqa: PLC0415 - as above
        from keyring.errors import KeyringError  # noqa: PLC0415

        try:
            kept = keyring.get_password(SERVICE, _name(office_uid, person_uid))
        except KeyringError:
            raise OfficeError("keyring_missing") from None
        try:
            return None if kept is None else base64.b64decode(kept, validate=True)
        except ValueError:  # someone edited it
            return None

    def forget(self, office_uid: UUID, person_uid: UUID) -> None:
        if self.fetch(office_uid, person_uid) is None:
            return
        import keyring  # noqa: PLC0415 - as above
        from keyring.errors import KeyringError  # noqa: PLC0415

        try:
            keyring.delete_password(SERVICE, _name(office_uid, person_uid))
        except KeyringError:
            raise OfficeError("keyring_missing") from None


def _name(office_uid: UUID, person_uid: UUID) -> str:
    return f"{office_uid}/{person_uid}"
