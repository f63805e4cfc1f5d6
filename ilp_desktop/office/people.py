"""The people of an open office: who opens it, in which role; changed by a lead, with nobody else's passphrase.

Each change is written into the database first, with the epoch of the header to be, then into the key header, which alone
is what counts; ``services/people.py`` brings the two into agreement where the program ended in between.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from ilp_desktop.domain.access import Purpose, Relation, Role, Sharing, Viewer, decide
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.office import rotating
from ilp_desktop.office.key_files import KeyFile
from ilp_desktop.services import people as records
from ilp_desktop.services.desks import Desk
from ilp_desktop.store.rekeying import demand_room
from ilp_desktop.vault import keys, people, rotations, scopes
from ilp_desktop.vault.cost import Cost
from ilp_desktop.vault.header import Header
from ilp_desktop.vault.open_keys import OpenKeys

Tell = Callable[[int], None]
STEPS = 2
"""New keys: a backup, then the database and the key file."""


def _silent(_step: int) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who opens the office with a passphrase of their own. ``added_at`` is an instant in UTC.

    The name is empty, and there is no row, where the database does not know them.
    """

    uid: UUID
    name: str
    role: Role
    staff_id: int | None
    added_at: datetime | None
    is_you: bool
    is_last_lead: bool = False


def abilities(role: Role) -> tuple[str, ...]:
    """Return what somebody in a role sees and does, as codes that ``wording.roles`` words, the widest first.

    Taken from the one decision that the gate takes and from the keys that the role holds: nothing here is a rule.
    """
    viewer = Viewer(UUID(int=0), role, "")

    def may(sharing: Sharing, purpose: Purpose = Purpose.READ, relation: Relation = Relation.PARTICIPANT) -> bool:
        return decide(viewer, relation, sharing, purpose)

    keys_held = scopes.SCOPES_OF[role.value]
    whose = "all" if may(Sharing.PLAN, relation=Relation.SAME_OFFICE) else "own" if may(Sharing.PLAN) else "none"
    edits = whose != "none" and may(Sharing.PLAN, Purpose.EDIT)
    found = {
        f"plans_{whose}" + ("_edited" if edits else ""): True,
        "contacts": whose != "none" and may(Sharing.CONTACT),
        "custody": may(Sharing.CUSTODY),
        "check_in": not edits and may(Sharing.DIRECTORY, Purpose.CHECK_IN),
        "entrust": may(Sharing.PLAN, Purpose.ENTRUST),
        "finalize": scopes.SEAL in keys_held,
        "confidential": scopes.FIRST_CONFIDENTIAL in keys_held,
        "people": scopes.ADMIN in keys_held,
    }
    return tuple(code for code, has in found.items() if has)


class People:
    """Who opens the office, for everybody, and what a lead does with people and keys.

    Each verb but ``everyone`` raises OfficeError ``not_allowed`` or ``admin_needed`` for others.

    Each also raises what is wrong with the key file, and ``header_not_written``: then nothing has changed. What makes or
    changes a passphrase takes about two seconds, what makes new keys as long as two backups: call them on a worker.
    """

    def __init__(
        self,
        desk: Desk,
        opened: OpenKeys,
        key_file: KeyFile,
        back_up: Callable[[], object],
        drop_from_keyring: Callable[[UUID], None],
    ) -> None:
        self._desk = desk
        self._opened = opened
        self._key_file = key_file
        self._back_up = back_up
        self._drop_from_keyring = drop_from_keyring

    def confirm(self, passphrase: str) -> None:
        """See that it is the lead who is still there: for a screen to ask before it lets somebody in or out.

        Takes as long as a passphrase: call it on a worker. Raises OfficeError ``passphrase_wrong``.
        """
        self._demand_lead()
        with self._desk.store.keys_stay:
            found = keys.unlock(self._key_file.read(), passphrase)
        is_you = found.person_uid == self._desk.viewer.person_uid
        found.forget()
        if not is_you:
            raise OfficeError("passphrase_wrong")

    def everyone(self) -> tuple[Person, ...]:
        """Return who opens the office, by name: for each of them to know."""
        header, known = self._key_file.read(), records.known(self._desk)
        you = self._desk.viewer.person_uid
        leads = sum(holder.role == Role.LEAD.value for holder in people.people(header))
        found: list[Person] = []
        for holder in people.people(header):
            row = known.get(holder.uid)
            name, staff_id, added_at = (row.name, row.staff_id, row.added_at) if row else ("", None, None)
            role = Role(holder.role)
            alone = role is Role.LEAD and leads == 1
            found.append(Person(holder.uid, name, role, staff_id, added_at, holder.uid == you, alone))
        return tuple(sorted(found, key=lambda person: (person.name.casefold(), person.uid)))

    def add(self, who: str | int, role: Role, passphrase: str, *, cost: Cost | None = None) -> Changes:
        """Let somebody in: a name, or the id of a member of staff who is there. ``made_id`` is their row's.

        Raises OfficeError ``person_missing``, ``staff_unknown``, ``person_present``, ``passphrase_taken``, or with the
        passphrase's problem.
        """
        self._demand_lead()
        who = " ".join(who.split()) if isinstance(who, str) else who
        if who == "":
            raise OfficeError("person_missing")
        with self._desk.store.keys_stay:
            uid = (None if isinstance(who, str) else records.uid_of(self._desk, who)) or uuid4()
            header, now = self._key_file.read(), self._desk.clock.now()
            changed = people.add(header, self._opened, uid, role, passphrase, cost or people.cost_of(header), now)
            staff_id = records.note_adding(self._desk, uid, who, role, changed[0].epoch)
            self._put(changed)
        return _changes(staff_id)

    def change_role(self, person: UUID, role: Role) -> Changes:
        """Give somebody another role; their passphrase stays. Keys that the role lacks are gone from the key file.

        Raises OfficeError ``person_absent``, ``last_lead``, or ``own_keys`` for oneself.
        """
        self._demand_lead()
        with self._desk.store.keys_stay:
            header = self._key_file.read()
            if role is not Role.LEAD:
                people.refuse_last_lead(header, person)
            self._refuse_oneself(person)
            changed = people.change_role(header, self._opened, person, role, self._desk.clock.now())
            records.note_role(self._desk, person, role, changed[0].epoch)
            self._put(changed)
        return _changes()

    def set_passphrase(self, person: UUID, new: str, *, cost: Cost | None = None) -> Changes:
        """Give somebody a new passphrase, where they lost theirs; the old one opens nothing in this folder.

        Raises OfficeError ``person_absent``, ``own_keys`` for oneself (``Office.change_passphrase`` asks for the old
        one), ``passphrase_taken``, or with the passphrase's problem.
        """
        self._demand_lead()
        self._refuse_oneself(person)
        with self._desk.store.keys_stay:
            header, now = self._key_file.read(), self._desk.clock.now()
            cost = cost or people.cost_of(header)
            changed = people.set_passphrase(header, self._opened, person, new, cost, now)
            records.note(self._desk, records.PASSPHRASE_GIVEN, changed[0].epoch, person)
            self._put(changed)
        return _changes()

    @property
    def is_unfinished(self) -> bool:
        """Whether new keys were begun and the last steps are left, which ``finish`` takes."""
        return self._opened.next_database is not None

    def finish(self) -> Changes:
        """Take the steps of a rotation that are left. Raises OfficeError ``rotation_unfinished`` where it still cannot."""
        self._demand_lead()
        with self._desk.store.keys_stay:
            try:
                rotating.finish(self._key_file, self._opened, self._desk.clock)
            except OfficeError as error:
                raise OfficeError("rotation_unfinished") from error
        return _changes()

    def remove(self, person: UUID, tell: Tell = _silent) -> Changes:
        """Take somebody's keys away, and give the office new ones. Their name stays where they did something.

        ``tell`` hears which of ``STEPS`` is begun.

        Raises OfficeError ``person_absent``, ``last_lead``, ``own_keys`` for oneself, ``store_disk_full`` or
        ``backup_failed`` while nothing has changed; ``rotation_unfinished`` where only the person is out so far.
        """
        self._demand_lead()
        with self._desk.store.keys_stay:
            people.refuse_last_lead(self._key_file.read(), person)
            self._refuse_oneself(person)
            people.person(self._key_file.read(), person)
            was_kept = keys.is_in_keyring(self._key_file.read(), person)
            self._ready(tell)
            begun = people.remove(self._key_file.read(), self._opened, person, self._desk.clock.now())
            records.note(self._desk, records.REMOVED, begun[0].epoch, person)
            self._rotate(begun)
        if was_kept:
            self._drop_from_keyring(person)
        return _changes()

    def rotate(self, tell: Tell = _silent) -> Changes:
        """Give the office new keys, for the database and for what is confidential from now on; ``tell`` as ``remove``.

        Raises OfficeError ``store_disk_full`` or ``backup_failed`` while nothing has changed, ``rotation_unfinished``
        where it is begun.
        """
        self._demand_lead()
        with self._desk.store.keys_stay:
            self._ready(tell)
            begun = rotations.begin(self._key_file.read(), self._opened, self._desk.clock.now())
            records.note(self._desk, records.ROTATED, begun[0].epoch)
            self._rotate(begun)
        return _changes()

    def _ready(self, tell: Tell) -> None:
        """End a rotation that is under way, see that there is room for another, and back up."""
        rotating.finish(self._key_file, self._opened, self._desk.clock)
        demand_room(self._desk.store)
        tell(0)
        self._back_up()
        tell(1)

    def _rotate(self, begun: tuple[Header, OpenKeys]) -> None:
        try:
            rotating.rotate(self._key_file, self._opened, begun, self._desk.clock)
        except OfficeError as error:
            if error.code != "rotation_unfinished":
                self._mend()
            raise

    def _put(self, changed: tuple[Header, OpenKeys]) -> None:
        header, later = changed
        try:
            self._key_file.put(header)
        except OfficeError:
            self._mend()
            raise
        self._opened.follow(later)

    def _mend(self) -> None:
        header = self._key_file.read()
        records.mend(self._desk, {one.uid: one.role for one in people.people(header)}, header.epoch)

    def _demand_lead(self) -> None:
        if self._desk.viewer.role is not Role.LEAD:
            raise OfficeError("not_allowed")
        if not self._opened.may_administer:
            raise OfficeError("admin_needed")

    def _refuse_oneself(self, person: UUID) -> None:
        if person == self._desk.viewer.person_uid:
            raise OfficeError("own_keys")


def _changes(staff_id: int | None = None) -> Changes:
    return Changes(frozenset({Kind.OFFICE}), made_id=staff_id)
