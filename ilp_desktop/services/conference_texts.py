"""What is typed into a conference: a draft while it is typed, one change when the field is left."""

from datetime import datetime

from sqlalchemy import Column, Connection, Table, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.services.conference_rows import Found, reopened_to_sign, written
from ilp_desktop.services.conference_sheets import drafts_of
from ilp_desktop.services.course_rows import owns_course, rename_course
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.packs import pack_of
from ilp_desktop.store import uids
from ilp_desktop.store.tables import answer, commitment, draft, goal, participant, step

_PLACES: dict[str, tuple[Table, str]] = {
    "goal": (goal, "text"),
    "step": (step, "text"),
    "step_who": (step, "who"),
    "commitment": (commitment, "text"),
    "commitment_who": (commitment, "who"),
    "words": (participant, "name"),
}


def keep_draft(connection: Connection, desk: Desk, row: Found, field: str, text: str, language: str) -> None:
    """Write keystrokes down. Raises OfficeError ``field_gone`` or ``text_too_long``."""
    write_draft(connection, row.id, place(connection, row, field), written(text), language, desk.clock.now())


def write_draft(
    connection: Connection, conference_id: int, field: str, text: str, language: str, saved_at: datetime
) -> None:
    """Let a field's keystrokes be these."""
    values = {"text": text, "language": language, "saved_at": saved_at}
    connection.execute(
        insert(draft)
        .values(conference_id=conference_id, field=field, **values)
        .on_conflict_do_update(index_elements=["conference_id", "field"], set_=values)
    )


def leave(
    connection: Connection, desk: Desk, row: Found, field: str, text: str, language: str, version: int | None = None
) -> None:
    """Make what was typed a change. Raises OfficeError ``field_gone``, ``text_too_long``, ``changed_elsewhere``."""
    kind, _, key = place(connection, row, field).partition(":")
    if kind == "words":  # kept with the signature when there is one
        keep_draft(connection, desk, row, field, text, language)
        return
    if kind == "answer":
        changed = put_answer(connection, desk, row, key, written(text), language, version)
    elif kind == "course":  # of the student's plan, which goes on after this conference
        rename_course(connection, int(key), written(text), version)
        changed = False
    else:
        changed = _leave_row(connection, kind, int(key), written(text), language, version)
    connection.execute(delete(draft).where(draft.c.conference_id == row.id, draft.c.field == field))
    if changed:
        reopened_to_sign(connection, row)


def settle_drafts(connection: Connection, desk: Desk, row: Found) -> None:
    """Make every draft a change, as leaving its field would have: after a crash, before a signature.

    What was typed into a line that was removed meanwhile waits with it, in case the line is restored.
    """
    for field, (text, language) in drafts_of(connection, row.id).items():
        if not field.startswith("words:") and _has(connection, row, field):
            leave(connection, desk, row, field, text, language)


def place(connection: Connection, row: Found, field: str) -> str:
    """Return a field path that this conference has. Raises OfficeError ``field_gone``."""
    if not _has(connection, row, field):
        raise OfficeError("field_gone")
    return field


def version(connection: Connection, row: Found, field: str) -> int:
    """Return how often what a field holds was changed; 0 where nothing was kept yet."""
    kind, _, key = field.partition(":")
    if kind == "answer":
        a = answer.c
        statement = select(a.version).where(a.conference_id == row.id, a.field == key)
    elif kind in _PLACES and kind != "words":
        c = _PLACES[kind][0].c
        statement = select(c.version).where(c.id == int(key))
    else:
        return 0
    return connection.execute(statement).scalar_one_or_none() or 0


def _has(connection: Connection, row: Found, field: str) -> bool:
    kind, _, key = field.partition(":")
    if kind == "answer":
        asked = pack_of(connection, row).field(key)
        return asked is not None and key.partition("#")[2] in asked.parts
    if kind == "course":
        return key.isascii() and key.isdigit() and owns_course(connection, row, int(key))
    if kind in _PLACES and key.isascii() and key.isdigit():
        return _belongs(connection, row, _PLACES[kind][0], int(key))
    return False


def _belongs(connection: Connection, row: Found, table: Table, key: int) -> bool:
    statement = select(table.c.id).where(table.c.id == key, table.c.deleted_at.is_(None))
    if table is step:
        statement = statement.join(goal, goal.c.id == step.c.goal_id).where(
            goal.c.conference_id == row.id, goal.c.deleted_at.is_(None)
        )
    else:
        statement = statement.where(table.c.conference_id == row.id)
    return connection.execute(statement).one_or_none() is not None


def put_answer(
    connection: Connection, desk: Desk, row: Found, field: str, text: str, language: str, version: int | None = None
) -> bool:
    """Let an answer be this, and tell whether that changed it. Raises OfficeError ``changed_elsewhere``."""
    a = answer.c
    found = connection.execute(
        select(a.id, a.text, a.language, a.version).where(a.conference_id == row.id, a.field == field)
    ).one_or_none()
    if version is not None and version != (found.version if found else 0):
        raise OfficeError("changed_elsewhere")
    if found is None:
        if text:
            connection.execute(
                insert(answer).values(
                    uid=uids.new_uid(desk.clock),
                    conference_id=row.id,
                    field=field,
                    text=text,
                    language=language,
                    written_at=desk.clock.now(),
                )
            )
        return bool(text)
    if (found.text, found.language) == (text, language):
        return False
    values = {"text": text, "language": language, "written_at": desk.clock.now(), "version": found.version + 1}
    connection.execute(update(answer).where(a.id == found.id).values(**values))
    return True


def _leave_row(connection: Connection, kind: str, key: int, text: str, language: str, version: int | None) -> bool:
    table, name = _PLACES[kind]
    column: Column[str] = table.c[name]
    found = connection.execute(select(column.label("text"), table.c.version).where(table.c.id == key)).one()
    if version is not None and version != found.version:
        raise OfficeError("changed_elsewhere")
    values: dict[str, object] = {name: text, "version": found.version + 1}
    spoken = name == "text" and "language" in table.c
    same = found.text == text
    if spoken:
        values["language"] = language
        same = same and connection.execute(select(table.c.language).where(table.c.id == key)).scalar_one() == language
    if not same:
        connection.execute(update(table).where(table.c.id == key).values(**values))
    return not same
