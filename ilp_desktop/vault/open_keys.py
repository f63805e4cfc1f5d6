"""The keys of an office while it is open."""

import hmac
from collections.abc import Mapping
from uuid import UUID

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.vault import scopes


class OpenKeys:
    """What one holder's slot opened. Nothing of it shows in a repr, a log or a traceback's values.

    ``role`` is None for the recovery sheet, which is nobody's; ``turn`` is that of the passphrase that opened it, None where none did. After ``forget`` every key raises OfficeError
    ``keys_forgotten``. Python cannot wipe memory: the bytes go when the last reference to them does.
    """

    __slots__ = ("_keys", "epoch", "person_uid", "role", "seal_certificate_pem", "turn")

    def __init__(
        self,
        person_uid: UUID,
        role: Role | None,
        epoch: int,
        seal_certificate_pem: bytes,
        keys: Mapping[str, bytes],
        turn: int | None = None,
    ) -> None:
        self.person_uid = person_uid
        self.role = role
        self.epoch = epoch
        self.turn = turn
        self.seal_certificate_pem = seal_certificate_pem
        self._keys: dict[str, bytes] | None = dict(keys)

    def __repr__(self) -> str:
        return "<OpenKeys>"

    def __reduce__(self) -> str:
        raise TypeError("keys are not pickled")

    @property
    def database(self) -> bytes:
        """The database's raw 256-bit key, 32 bytes."""
        return self._held()[scopes.DATABASE]

    @property
    def next_database(self) -> bytes | None:
        """The key that the database is being brought under, while a rotation is under way."""
        return self._held().get(scopes.NEXT_DATABASE)

    @property
    def seal_key_pem(self) -> bytes | None:
        """The school's sealing key (P-256, PKCS 8), for those who may seal."""
        return self._held().get(scopes.SEAL)

    @property
    def may_administer(self) -> bool:
        """Whether the holder can change passphrases, the recovery sheet and people."""
        return scopes.ADMIN in self._held()

    @property
    def audit_key(self) -> bytes:
        """The first key of the chain of who opened what, with which the whole chain is verified: administrators'.

        Raises OfficeError ``admin_needed``.
        """
        held = self._held()
        if scopes.ADMIN not in held:
            raise OfficeError("admin_needed")
        return hmac.digest(held[scopes.ADMIN], b"ilp-desktop audit: first key", "sha256")

    def confidential(self, generation: int) -> bytes | None:
        """Return the key of the confidential fields of a generation, 32 bytes, for those who hold it."""
        return self._held().get(f"{scopes.CONFIDENTIAL}{generation}")

    @property
    def newest_confidential(self) -> int:
        """The generation under which confidential fields are written from now on; 0 for those who hold none."""
        return scopes.newest_confidential(self._held())

    def by_scope(self) -> Mapping[str, bytes]:
        """Return each key by its scope, to seal it to others."""
        return dict(self._held())

    def later(self, epoch: int, keys: Mapping[str, bytes]) -> "OpenKeys":
        """Return what the same person holds by a later header."""
        return OpenKeys(self.person_uid, self.role, epoch, self.seal_certificate_pem, keys)

    def follow(self, later: "OpenKeys") -> None:
        """Take over the keys of a later header, for everybody who has these."""
        self._held()
        self._keys = dict(later.by_scope())
        self.epoch = later.epoch

    def forget(self) -> None:
        """Drop every key: the office is locked."""
        self._keys = None

    def _held(self) -> dict[str, bytes]:
        if self._keys is None:
            raise OfficeError("keys_forgotten")
        return self._keys
