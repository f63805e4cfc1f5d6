"""Opening without typing: this login's keyring keeps what opens one person's slot. Off unless that person turns it on.

Not for a login that several people of the office share: whoever sits down would be the person who turned it on.
"""

from uuid import UUID

from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.office.key_files import KeyFile
from ilp_desktop.services.desks import Desk
from ilp_desktop.vault import keys, people
from ilp_desktop.vault.keyring_store import KeyStore


class Keyring:
    """One person's own: each verb concerns whoever opened the office. All take their time: call them on a worker."""

    def __init__(self, desk: Desk, key_file: KeyFile, store: KeyStore) -> None:
        self._desk = desk
        self._key_file = key_file
        self._store = store

    def is_on(self) -> bool:
        """Tell whether this login opens the office for this person. Raises what is wrong with the key file."""
        uid = self._desk.viewer.person_uid
        if not keys.is_in_keyring(self._key_file.read(), uid):
            return False
        try:
            return self._store.fetch(self._desk.office_uid, uid) is not None
        except OfficeError:
            return False

    def keep(self, passphrase: str, people_here: int = 1) -> Changes:
        """Let this login open the office for this person; ``people_here`` is how many used the office on it.

        Raises OfficeError ``passphrase_wrong``, ``keyring_shared``, ``keyring_missing``, or ``admin_needed`` where the key
        file is of an older format; then nothing has changed.
        """
        desk = self._desk
        with desk.store.keys_stay:
            header = self._key_file.read()
            others = [one.uid for one in people.people(header) if one.uid != desk.viewer.person_uid]
            if people_here > 1 or any(self._store.fetch(desk.office_uid, uid) is not None for uid in others):
                raise OfficeError("keyring_shared")
            opened = keys.unlock(header, passphrase)
            opened.forget()
            if opened.person_uid != desk.viewer.person_uid:
                raise OfficeError("passphrase_wrong")
            cost = people.cost_of(header)
            self._key_file.put(keys.keep_in_keyring(header, passphrase, self._store, cost, desk.clock.now()))
        return Changes(frozenset({Kind.OFFICE}))

    def forget(self, person: UUID | None = None) -> Changes:
        """Ask for the passphrase again: this person's, or, for who shares the login, another's. What cannot be is left.

        The slot goes first, since it alone is what opens anything.
        """
        desk = self._desk
        uid = person or desk.viewer.person_uid
        with desk.store.keys_stay:
            header = self._key_file.read()
            if keys.is_in_keyring(header, uid):
                self._key_file.put(keys.leave_keyring(header, uid))
        self.drop(uid)
        return Changes(frozenset({Kind.OFFICE}))

    def forget_everybody(self) -> Changes:
        """End it for all who turned it on with this login: several people use it now."""
        header = self._key_file.read()
        for uid in (one.uid for one in people.people(header)):
            if keys.is_in_keyring(header, uid) and self._holds(uid):
                self.forget(uid)
        return Changes(frozenset({Kind.OFFICE}))

    def drop(self, person: UUID) -> None:
        """Take what a keyring keeps for somebody out of it, where this login's is the one and can be reached."""
        if self._holds(person):
            self._store.forget(self._desk.office_uid, person)

    def _holds(self, person: UUID) -> bool:
        try:
            return self._store.fetch(self._desk.office_uid, person) is not None
        except OfficeError:
            return False
