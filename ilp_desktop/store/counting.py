"""How much work a query is: statements and steps of SQLite's virtual machine. For tests and the bench.

Steps do not depend on the machine or on what else it does: a query whose steps stay the same from 2,000 students to
100,000 stays quick. They are counted where the machine looks whether it is to stop: at every turn of a loop.
"""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event

from ilp_desktop.store.engine import Raw
from ilp_desktop.store.stores import Store


@dataclass(slots=True)
class Count:
    """What was counted so far; ``sql`` is each statement's text, without values."""

    sql: list[str] = field(default_factory=list[str])
    vm_steps: int = 0

    @property
    def statements(self) -> int:
        """The statements sent, without BEGIN."""
        return len(self.sql)


@contextmanager
def counted(store: Store) -> Generator[Count]:
    """Count the work of every unit that begins inside the block, in any thread. It slows them about tenfold."""
    count = Count()
    for unit in (store.read, store.write):
        # A new connection reads the schema first, which belongs to no query.
        with unit() as connection:
            connection.exec_driver_sql("SELECT 1 FROM sqlite_schema LIMIT 1").all()

    def step() -> int:
        count.vm_steps += 1
        return 0

    def sent(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            count.sql.append(statement)

    def taken(raw: Raw, *_rest: Any) -> None:
        raw.set_progress_handler(step, 1)

    def given_back(raw: Raw | None, *_rest: Any) -> None:
        if raw is not None:
            raw.set_progress_handler(None, 0)

    listeners = [
        (engine, name, listener)
        for engine in (store.writer, store.readers)
        for name, listener in (("before_cursor_execute", sent), ("checkout", taken), ("checkin", given_back))
    ]
    for target, name, listener in listeners:
        event.listen(_target(target, name), name, listener)
    try:
        yield count
    finally:
        for target, name, listener in listeners:
            event.remove(_target(target, name), name, listener)


def _target(engine: Engine, name: str) -> Any:
    return engine if name == "before_cursor_execute" else engine.pool
