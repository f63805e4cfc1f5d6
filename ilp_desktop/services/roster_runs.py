"""Imports as they are kept: what each staged, what it did, who said so, and what there was to remark."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.imports import ImportLine, KindCount, RosterPreview
from ilp_desktop.domain.names import full_name
from ilp_desktop.domain.roster import RemarkCount, RemarkLevel, RosterRemark
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.roster_rows import FIELDS
from ilp_desktop.store import uids
from ilp_desktop.store.tables import import_run, roster_source, staff_member

SHOWN_FIRST = (
    "student",
    "guardian",
    "relation",
    "staff_member",
    "assignment",
    "school_class",
    "course",
    "enrollment",
    "measure_point",
    "academic_session",
    "org",
)
"""Kinds in the order in which people read them."""

_FILES = {
    "org": "orgs.csv",
    "academic_session": "academicSessions.csv",
    "course": "courses.csv",
    "school_class": "classes.csv",
    "student": "users.csv",
    "guardian": "users.csv",
    "staff_member": "users.csv",
    "enrollment": "enrollments.csv",
    "relation": "relationships.csv",
    "measure_point": "results.csv",
}
_SDS_1 = {
    "org": "school.csv",
    "school_class": "section.csv",
    "student": "student.csv",
    "staff_member": "teacher.csv",
    "enrollment": "studentenrollment.csv",
}
_KIND_OF_FILE = {
    "roles.csv": "student",
    "demographics.csv": "student",
    "teacherroster.csv": "enrollment",
    "user.csv": "guardian",
    "guardianrelationship.csv": "relation",
    "lineitems.csv": "measure_point",
    **{file.casefold(): kind for kind, file in reversed({**_FILES, **_SDS_1}.items())},
    **{file.casefold(): kind for kind, file in reversed(_FILES.items())},
}
_r = import_run.c


@dataclass(frozen=True, slots=True)
class Run:
    """An import that waits to be applied. ``traits`` are what its staging found out and its applying has to know."""

    run_id: int
    source: str
    shape: str
    file_name: str
    contents: bytes
    counts: tuple[KindCount, ...]
    traits: frozenset[str] = frozenset()
    mapping: Mapping[str, Any] = field(default_factory=dict[str, Any])


def file_of(shape: str, file_name: str, kind: str) -> str:
    """Return the file in which rows of a kind stand, as their numbers count."""
    if shape == "table":
        return file_name
    return _SDS_1.get(kind, _FILES.get(kind, file_name)) if shape == "sds" else _FILES.get(kind, file_name)


def kind_of(shape: str, file: str, main_kind: str) -> str:
    """Return the kind that a file's refused rows are counted with."""
    return main_kind if shape == "table" else _KIND_OF_FILE.get(file.rsplit("/", 1)[-1].casefold(), main_kind)


def contents_of(*parts: bytes) -> bytes:
    """Return a digest of a roster's files and of how they are read: the same again change nothing."""
    whole = hashlib.blake2b(repr(FIELDS).encode(), digest_size=16)
    for part in parts:
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.digest()


def begin(connection: Connection, desk: Desk, source: str, shape: str, file_name: str, *, after: int = 0) -> int:
    """Write a new import down and return its id: never one up to ``after``, which may be remembered somewhere."""
    last = connection.execute(select(func.coalesce(func.max(_r.id), 0))).scalar_one()
    made = connection.execute(
        insert(import_run).values(
            id=max(last, after) + 1,
            uid=uids.new_uid(desk.clock),
            source=source,
            shape=shape,
            file_name=file_name,
            person_uid=desk.viewer.person_uid,
            staged_at=desk.clock.now(),
        )
    )
    assert made.inserted_primary_key is not None
    return int(made.inserted_primary_key[0])


def note(
    connection: Connection, preview: RosterPreview, contents: bytes, traits: Iterable[str], mapping: Mapping[str, Any]
) -> None:
    """Keep what a preview found."""
    counts = {
        "kinds": {c.kind: [c.new, c.changed, c.same, c.gone, c.refused] for c in preview.counts},
        "remarks": [[r.file, r.code, r.level.value, r.count] for r in preview.remark_counts],
        "traits": sorted(traits),
        "mapping": dict(mapping),
    }
    remarks = [_as_json(remark) for remark in preview.remarks]
    connection.execute(
        update(import_run).where(_r.id == preview.run_id).values(counts=counts, remarks=remarks, contents=contents)
    )


def _as_json(remark: RosterRemark) -> dict[str, Any]:
    level, params = remark.level.value, dict(remark.params)
    return {"file": remark.file, "row": remark.row, "code": remark.code, "level": level, "params": params}


def waiting(connection: Connection, run_id: int) -> Run:
    """Return an import that waits to be applied. Raises OfficeError import_gone."""
    row = (
        connection.execute(select(import_run).where(_r.id == run_id, _r.applied_at.is_(None))).mappings().one_or_none()
    )
    if row is None:
        raise OfficeError("import_gone")
    return Run(
        run_id,
        row["source"],
        row["shape"],
        row["file_name"],
        row["contents"] or b"",
        _counts(row),
        frozenset(row["counts"].get("traits", ())),
        row["counts"].get("mapping", {}),
    )


def last_applied(connection: Connection, source: str, contents: bytes) -> RosterPreview | None:
    """Return the last import of the very same files, if nothing of their source came in since."""
    same = select(roster_source.c.id).where(
        roster_source.c.name == source, roster_source.c.contents == contents, roster_source.c.contents.is_not(None)
    )
    if not contents or connection.execute(same).one_or_none() is None:
        return None
    last = (
        select(import_run)
        .where(_r.source == source, _r.applied_at.is_not(None), _r.taken_back_at.is_(None))
        .order_by(_r.id.desc())
        .limit(1)
    )
    row = connection.execute(last).mappings().one_or_none()
    return None if row is None else _preview(row)


def add_remark(connection: Connection, run_id: int, remark: RosterRemark) -> None:
    """Add what there was to say of an import while it was applied."""
    said = [*connection.execute(select(_r.remarks).where(_r.id == run_id)).scalar_one(), _as_json(remark)]
    connection.execute(update(import_run).where(_r.id == run_id).values(remarks=said))


def remember_source(connection: Connection, desk: Desk, run: Run, contents: bytes | None) -> None:
    """Keep what is known of a source: its files as last applied."""
    values = {"shape": run.shape, "contents": contents, "applied_at": desk.clock.now()}
    connection.execute(
        upsert(roster_source)
        .values(uid=uids.new_uid(desk.clock), name=run.source, **values)
        .on_conflict_do_update(index_elements=["name"], set_=values)
    )


def report(connection: Connection, run_id: int) -> RosterPreview:
    """Return what is kept of an import. Raises OfficeError import_gone."""
    row = connection.execute(select(import_run).where(_r.id == run_id)).mappings().one_or_none()
    if row is None:
        raise OfficeError("import_gone")
    return _preview(row)


def lines(connection: Connection) -> tuple[ImportLine, ...]:
    """Return the imports that were applied, newest first."""
    who = staff_member.c
    rows = connection.execute(
        select(import_run, who.given_name, who.family_name)
        .outerjoin(staff_member, who.person_uid == _r.person_uid)
        .where(_r.applied_at.is_not(None))
        .order_by(_r.applied_at.desc(), _r.id.desc())
    ).mappings()
    found: list[ImportLine] = []
    latest = True
    for row in rows:
        stands = row["taken_back_at"] is None
        found.append(
            ImportLine(
                row["id"],
                row["source"],
                row["shape"],
                row["file_name"],
                row["applied_at"],
                full_name(row["given_name"] or "", row["family_name"] or ""),
                _counts(row),
                row["taken_back_at"],
                # An older program noted neither who imported nor what changed.
                can_take_back=latest and stands and row["person_uid"] is not None,
            )
        )
        latest = latest and not stands
    return tuple(found)


def _preview(row: RowMapping) -> RosterPreview:
    remarks = tuple(
        RosterRemark(r["file"], r["row"], r["code"], RemarkLevel(r["level"]), tuple(r["params"].items()))
        for r in row["remarks"]
    )
    counts = tuple(
        RemarkCount(file, code, RemarkLevel(level), count)
        for file, code, level, count in row["counts"].get("remarks", ())
    )
    return RosterPreview(row["id"], row["source"], row["file_name"], row["shape"], _counts(row), remarks, counts)


def _counts(row: RowMapping) -> tuple[KindCount, ...]:
    # Imports of an older program kept the kinds alone.
    kinds: dict[str, list[int]] = row["counts"].get("kinds", row["counts"])
    return tuple(KindCount(kind, *kinds[kind]) for kind in SHOWN_FIRST if kind in kinds)
