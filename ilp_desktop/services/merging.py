"""Two records of one person or household put together, and parted again: nothing is removed by either."""

import json
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.names import sort_key
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.merging_rows import (
    RECORDS,
    Pair,
    Raw,
    Record,
    move_all,
    move_back,
    read,
    touched,
    write,
    write_back,
)
from ilp_desktop.store import audits, events, search, uids
from ilp_desktop.store.tables import (
    conference,
    external_id,
    guardian,
    household,
    merger,
    participant,
    plan_revision,
    rendering,
    signature,
    student_guardian,
)
from ilp_desktop.store.tables.columns import instant_text, json_text

_OWN = frozenset({"id", "uid", "version", "deleted_at", "provenance", "withdrawn_at", "sort_key"})
"""Columns that are not simply taken over from the one that goes."""
_UNSAID = {"language": "en"}
"""What a column holds where nobody said anything."""
_EITHER = frozenset({"needs_interpreter"})


def merge(connection: Connection, desk: Desk, kind: str, kept: int, gone: int, question_id: int | None = None) -> int:
    """Put two records together and return the merger's id. All that points at ``gone`` points at ``kept`` afterward.

    A household not written down yet is named by minus its adult's id. Raises OfficeError ``match_gone`` where one is
    not there any more, ``match_being_signed`` where a plan of one of them is being signed.
    """
    record = Record()
    if kind == "household":
        kept = _written_down(connection, desk, kept, record)
    if kind == "household" and gone < 0:
        _move_in(connection, -gone, kept, record)
    else:
        pair = Pair(kind, kept, gone, desk.today.isoformat(), instant_text(desk.clock.now()))
        _put_together(connection, pair, record)
    merger_id = connection.execute(
        insert(merger)
        .values(
            uid=uids.new_uid(desk.clock),
            kind=kind,
            kept_id=kept,
            gone_id=gone,
            moved=record.moved,
            before={**asdict(record), "question": question_id},
            merged_at=desk.clock.now(),
            person_uid=desk.viewer.person_uid,
        )
        .returning(merger.c.id)
    ).scalar_one()
    _say(connection, desk, "records_merged", kind, kept, gone)
    return merger_id


def part(connection: Connection, desk: Desk, merger_id: int) -> int | None:
    """Part what a merger put together, and return the question it came from.

    What was done since on the kept one stays with it. Raises OfficeError ``merger_gone`` where it was parted already,
    ``merger_covered`` where something put together later rests on this, ``match_being_signed`` as ``merge`` does.
    """
    m = merger.c
    row = connection.execute(select(merger).where(m.id == merger_id, m.undone_at.is_(None))).one_or_none()
    if row is None:
        raise OfficeError("merger_gone")
    _refuse_covered(connection, row)
    if row.kind == "student":
        _refuse_being_signed(connection, row.kept_id, row.gone_id)
    _forget_digests(connection, row.before["digests"])
    move_back(connection, row.kept_id, row.gone_id, row.moved)
    write_back(connection, row.before["changed"])
    _count_up(connection, row.kind, row.kept_id, row.gone_id)
    connection.execute(update(merger).where(m.id == merger_id).values(undone_at=desk.clock.now()))
    _say(connection, desk, "records_parted", row.kind, row.kept_id, row.gone_id)
    return row.before["question"]


def _refuse_covered(connection: Connection, row: Row[*tuple[Any, ...]]) -> None:
    """Raise ``merger_covered`` where a later merger had to do with the same rows: the last is parted first."""
    m = merger.c
    own = touched(row.moved, row.before)
    later = connection.execute(select(m.moved, m.before).where(m.id > row.id, m.undone_at.is_(None)))
    if any(not own.isdisjoint(touched(each.moved, each.before)) for each in later):
        raise OfficeError("merger_covered")


def _put_together(connection: Connection, pair: Pair, record: Record) -> None:
    name = RECORDS[pair.kind].name
    kept, gone = read(connection, name, pair.kept), read(connection, name, pair.gone)
    if pair.kept == pair.gone or kept is None or gone is None or kept["deleted_at"] or gone["deleted_at"]:
        raise OfficeError("match_gone")
    record.rests_on += [[name, pair.kept], [name, pair.gone]]
    if pair.kind == "student":
        _refuse_being_signed(connection, pair.kept, pair.gone)
    if pair.kind == "guardian":
        _take_off_twice_invited(connection, pair, record)
    move_all(connection, pair, record)
    followed = [change[1] for change in record.changed if change[0] == external_id.name]
    record.digests = _digests(connection, [*record.moved.get("external_id.row_id", []), *followed])
    write(connection, name, kept, _settled(pair.kind, kept, gone), record)
    write(connection, name, gone, {"deleted_at": pair.now}, record)
    _count_up(connection, pair.kind, pair.kept, pair.gone)


def _settled(kind: str, kept: Raw, gone: Raw) -> Raw:
    """Return what the kept one says afterward: its own, what only the other knows, and what the office corrected.

    Where the kept one had left the school and the other is there, the roster's fields are the other's: they are newer.
    """
    own = _corrected(kept)
    others = _corrected(gone)
    returned = kind == "student" and bool(kept["withdrawn_at"]) and not gone["withdrawn_at"]
    values: Raw = {}
    for column in RECORDS[kind].columns:
        key = column.name
        said = gone[key]
        if key in _OWN or key in own or said in {None, "", _UNSAID.get(key)}:
            continue
        if (
            kept[key] in {None, "", _UNSAID.get(key)}
            or key in others
            or (returned and column.info.get("merge") == "roster")
        ):
            values[key] = said
        elif key in _EITHER:
            values[key] = max(kept[key], said)
    if kind == "student":
        names = {**kept, **values}
        values["sort_key"] = sort_key(names["family_name"], names["given_name"])
        values["withdrawn_at"] = kept["withdrawn_at"] if gone["withdrawn_at"] else None
    if "provenance" in kept and others:
        values["provenance"] = json_text({**{key: others[key] for key in others if key in values}, **own})
    return values


def _corrected(row: Raw) -> dict[str, Any]:
    return json.loads(row.get("provenance") or "{}")


def _refuse_being_signed(connection: Connection, *students: int) -> None:
    """Raise ``match_being_signed`` where a mark was made on a plan that is not finalized: it would be of other words."""
    finalized = select(rendering.c.id).where(rendering.c.revision_id == plan_revision.c.id).exists()
    marked = (
        select(signature.c.id)
        .join(plan_revision, plan_revision.c.id == signature.c.revision_id)
        .join(conference, conference.c.id == plan_revision.c.conference_id)
        .where(
            conference.c.student_id.in_(students),
            conference.c.deleted_at.is_(None),
            conference.c.state.in_(["in_conference", "to_sign"]),
            signature.c.withdrawn_at.is_(None),
            ~finalized,
        )
    )
    if connection.execute(marked.limit(1)).first() is not None:
        raise OfficeError("match_being_signed")


def _take_off_twice_invited(connection: Connection, pair: Pair, record: Record) -> None:
    """An adult who was two is asked to a conference once; what has begun stays as it is."""
    p, twin = participant.c, participant.alias("twin").c
    invited = select(twin.id).where(
        twin.conference_id == p.conference_id, twin.guardian_id == pair.kept, twin.deleted_at.is_(None)
    )
    rows = connection.execute(
        select(p.id)
        .join(conference, conference.c.id == p.conference_id)
        .where(p.guardian_id == pair.gone, p.deleted_at.is_(None), conference.c.begun_at.is_(None), invited.exists())
    ).scalars()
    for row_id in rows.all():
        row = read(connection, participant.name, row_id)
        assert row is not None
        write(connection, participant.name, row, {"deleted_at": pair.now}, record)


def _written_down(connection: Connection, desk: Desk, home: int, record: Record) -> int:
    """Return a household's id; one that nobody wrote down yet is made, and its adult lives there."""
    if home > 0:
        return home
    now = desk.clock.now()
    made = connection.execute(
        insert(household).values(uid=uids.new_uid(desk.clock), deleted_at=now).returning(household.c.id)
    ).scalar_one()
    row = read(connection, household.name, made)
    assert row is not None
    # Made as removed, so that parting leaves nothing to be seen.
    write(connection, household.name, row, {"deleted_at": None}, record)
    _move_in(connection, -home, made, record)
    return made


def _move_in(connection: Connection, guardian_id: int, home: int, record: Record) -> None:
    """Let an adult with no home written down live in this one."""
    g = guardian.c
    if connection.execute(select(g.id).where(g.id == guardian_id, g.deleted_at.is_(None))).first() is None:
        raise OfficeError("match_gone")
    r = student_guardian.c
    ids = connection.execute(select(r.id).where(r.guardian_id == guardian_id, r.household_id.is_(None))).scalars()
    for row_id in ids.all():
        row = read(connection, student_guardian.name, row_id)
        assert row is not None
        write(connection, student_guardian.name, row, {"household_id": home}, record)


def _digests(connection: Connection, ids: list[int]) -> dict[str, str | None]:
    rows = connection.execute(select(external_id.c.id, external_id.c.digest).where(external_id.c.id.in_(ids)))
    return {str(row.id): row.digest.hex() if row.digest else None for row in rows}


def _forget_digests(connection: Connection, digests: dict[str, str | None]) -> None:
    """Let the next import look again at what a roster changed in the meantime: the change stays with the kept one."""
    now = _digests(connection, [int(row_id) for row_id in digests])
    changed = [int(row_id) for row_id, digest in digests.items() if now.get(row_id) != digest]
    if changed:
        connection.execute(update(external_id).where(external_id.c.id.in_(changed)).values(digest=None))


def _count_up(connection: Connection, kind: str, *ids: int) -> None:
    """Whoever holds an older version of one of the two writes nothing over this."""
    found = RECORDS[kind]
    connection.execute(update(found).where(found.c.id.in_(ids)).values(version=found.c.version + 1))


def _say(connection: Connection, desk: Desk, what: str, kind: str, kept: int, gone: int) -> None:
    """Write the line of the log, the fact, and what the students are found by."""
    now = desk.clock.now()
    students = _found_by(connection, kind, kept, gone)
    child = kept if kind == "student" else None
    audits.append(connection, desk.viewer, what, child, at=now, record=kind, kept=kept, gone=gone)
    events.record(
        connection,
        what,
        student_id=child,
        actor_id=desk.viewer.staff_id,
        school_date=desk.today,
        at=now,
        record=kind,
        kept=kept,
        gone=gone,
    )
    search.refresh(connection, students)


def _found_by(connection: Connection, kind: str, *ids: int) -> list[int]:
    match kind:
        case "student":
            return list(ids)
        case "guardian":
            r = student_guardian.c
            rows = connection.execute(select(r.student_id).where(r.guardian_id.in_(ids)).distinct())
            return list(rows.scalars())
        case _:
            return []
