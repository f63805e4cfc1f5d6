"""The kinds of column a table of an office has."""

import json
from datetime import UTC, date, datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Column, Dialect, ForeignKey, Integer, LargeBinary, MetaData, Text, TypeDecorator, text

metadata = MetaData()

Merge = Literal["append", "ask", "latest", "roster"]


def instant_text(value: datetime) -> str:
    """Return an instant as the store spells it, always of the same length."""
    if value.tzinfo is None:
        raise ValueError("an instant has a zone")
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def json_text(value: Any) -> str:
    """Return a value as the store spells JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Instant(TypeDecorator[datetime]):
    """A UTC instant as '2026-11-22T15:04:05.123456Z': sorts as text, reads without a program."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        del dialect
        if value is None:
            return None
        return instant_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        del dialect
        return None if value is None else datetime.fromisoformat(value)


class SchoolDate(TypeDecorator[date]):
    """A local date as '2026-11-22'."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        del dialect
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        del dialect
        return None if value is None else date.fromisoformat(value)


class Uid(TypeDecorator[UUID]):
    """A UUID as its 16 bytes."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> bytes | None:
        del dialect
        return None if value is None else value.bytes

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> UUID | None:
        del dialect
        return None if value is None else UUID(bytes=value)


class Json(TypeDecorator[Any]):
    """JSON as text: SQLAlchemy's own JSON type is refused by STRICT tables."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        del dialect
        return None if value is None else json_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        del dialect
        return None if value is None else json.loads(value)


class Flag(TypeDecorator[bool]):
    """Yes or no as 1 or 0: STRICT tables know no BOOLEAN."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        del dialect
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        del dialect
        return None if value is None else bool(value)


def key() -> Column[int]:
    """Return the number by which other tables of this database know a row."""
    return Column("id", Integer, primary_key=True)


def uid() -> Column[UUID]:
    """Return the id by which other laptops know a row."""
    return Column("uid", Uid, nullable=False, unique=True)


def words(name: str, merge: Merge, default: str = "") -> Column[str]:
    """Return a text column that is never NULL."""
    return Column(name, Text, nullable=False, server_default=default, info={"merge": merge})


def language(name: str = "language") -> Column[str]:
    """Return the BCP-47 tag of the language in which a neighboring text was written."""
    return Column(name, Text, nullable=False, server_default="en", info={"merge": "ask"})


def number(name: str, merge: Merge, default: int = 0) -> Column[int]:
    """Return a whole-number column that is never NULL."""
    return Column(name, Integer, nullable=False, server_default=text(str(default)), info={"merge": merge})


def flag(name: str, merge: Merge, *, default: bool = False) -> Column[bool]:
    """Return a yes-or-no column that is never NULL."""
    return Column(name, Flag, nullable=False, server_default=text(str(int(default))), info={"merge": merge})


def refers(name: str, table: str, *, nullable: bool = False, index: bool = True) -> Column[int]:
    """Return a column that points at a row of another table."""
    return Column(name, Integer, ForeignKey(f"{table}.id"), nullable=nullable, index=index, info={"merge": "append"})


def instant(name: str, *, nullable: bool = True, merge: Merge = "append") -> Column[datetime]:
    """Return a UTC instant."""
    return Column(name, Instant, nullable=nullable, info={"merge": merge})


def school_date(name: str, *, nullable: bool = True, merge: Merge = "append", index: bool = False) -> Column[date]:
    """Return a local date."""
    return Column(name, SchoolDate, nullable=nullable, index=index, info={"merge": merge})


def edits() -> tuple[Column[int], Column[datetime]]:
    """Return what a row has that people edit: its version (a stale write is refused) and when it was removed."""
    return number("version", "latest", 1), instant("deleted_at", merge="ask")
