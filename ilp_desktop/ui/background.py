"""Work off the window's thread, results back on it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from ilp_desktop.domain.changes import Changes
from ilp_desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")


class Background(QObject):
    """One thread that writes, in the order it was asked, two that read, and one for a write that takes long.

    A callback runs on the window's thread and dies with its owner. Nothing here waits, but ``close``.
    """

    changed = Signal(object)
    """Changes, after a verb succeeded. Each screen that shows such a kind asks again."""
    failed = Signal(object)
    """The OfficeError of work that gave no ``failed`` of its own. The window shows it."""
    _settled = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._under_way = 0
        self._is_closed = False
        self._when_drained: list[Callable[[], None]] = []
        # Queued also where a worker is done before we look: an answer never comes while its question is being asked.
        self._settled.connect(self._settle, Qt.ConnectionType.QueuedConnection)

    @cached_property
    def _writer(self) -> "ThreadPoolExecutor":
        return _workers(1, "writer")

    @cached_property
    def _long_writer(self) -> "ThreadPoolExecutor":
        return _workers(1, "long-writer")

    @cached_property
    def _readers(self) -> "ThreadPoolExecutor":
        return _workers(2, "reader")

    def ask(
        self,
        question: Callable[[], T],
        owner: QObject,
        then: Callable[[T], None],
        failed: Callable[[OfficeError], None] | None = None,
    ) -> None:
        """Read something, then show it. While draining and once closed, a question is let go: nobody sees its answer."""
        if not self._when_drained and not self._is_closed:
            self._send(self._readers, question, owner, then, failed)

    def do(
        self,
        verb: Callable[[], Changes],
        then: Callable[[Changes], None] | None = None,
        failed: Callable[[OfficeError], None] | None = None,
        *,
        owner: QObject | None = None,
        takes_long: bool = False,
    ) -> None:
        """Change something, then tell every screen what changed, or why it did not.

        What ``takes_long`` comes after all that was asked for before it, but has a thread of its own: what is typed in a
        conference from then on does not queue behind it.

        ``then`` runs before ``changed`` is sent. A verb is never let go, so that what was typed is saved; its
        ``changed`` is sent even where the owner of its callbacks is gone.
        """
        asker = owner or self

        def tell(changes: Changes) -> None:
            if then is not None and isValid(asker):
                then(changes)
            self.changed.emit(changes)

        def excuse(error: OfficeError) -> None:
            (failed if failed is not None and isValid(asker) else self.failed.emit)(error)

        if not takes_long:
            self._send(self._writer, verb, self, tell, excuse)
            return
        before = self._writer.submit(lambda: None)

        def in_its_turn() -> Changes:
            before.result()
            return verb()

        self._send(self._long_writer, in_its_turn, self, tell, excuse)

    @property
    def is_busy(self) -> bool:
        """Whether anything that was asked for has not settled."""
        return self._under_way > 0

    def teller(self, owner: QObject, show: Callable[..., None]) -> Callable[..., None]:
        """Return what a worker calls to report progress: ``show`` runs on the window's thread while owner lives."""

        def tell(*so_far: object) -> None:
            self._settled.emit(lambda: show(*so_far) if isValid(owner) else None)

        return tell

    def drain(self, then: Callable[[], None]) -> None:
        """Call ``then`` when all that was asked for has settled. Until then questions are let go, verbs are not."""
        self._when_drained.append(then)
        self._look_if_drained()

    def close(self) -> None:
        """Finish what was asked for, then stop. This is the one that waits, for when the program ends."""
        self._is_closed = True
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._long_writer.shutdown(wait=True)
        self._writer.shutdown(wait=True)

    def _send(
        self,
        workers: "ThreadPoolExecutor",
        work: Callable[[], T],
        owner: QObject,
        then: Callable[[T], None],
        failed: Callable[[OfficeError], None] | None,
    ) -> None:
        job = _Job(work)

        def deliver() -> None:
            outcome = job.empty()
            self._under_way -= 1
            try:
                if outcome is not None and isValid(owner):
                    _answer(outcome, then, failed or self.failed.emit)
            finally:
                self._look_if_drained()

        job.deliver = deliver
        self._under_way += 1
        workers.submit(job.run).add_done_callback(lambda _done: self._settled.emit(job))

    @Slot(object)
    def _settle(self, settled: "_Job[object] | Callable[[], None]") -> None:
        (settled.deliver if isinstance(settled, _Job) else settled)()

    def _look_if_drained(self) -> None:
        if self._under_way == 0 and self._when_drained:
            waiting, self._when_drained = self._when_drained, []
            for then in waiting:
                then()


def _workers(count: int, name: str) -> "ThreadPoolExecutor":
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - the unlock field is painted before any work

    return ThreadPoolExecutor(max_workers=count, thread_name_prefix=name)


@dataclass(slots=True)
class _Outcome(Generic[T]):
    answer: T | None = None
    error: BaseException | None = None


class _Job(Generic[T]):
    """What a worker is given. Work, answer and callbacks hold widgets: they are taken out on the window's thread.

    A worker may let go of its job last; a widget that went with it would be destroyed on the wrong thread.
    """

    def __init__(self, work: Callable[[], T]) -> None:
        self._work: Callable[[], T] | None = work
        self._outcome: _Outcome[T] | None = None
        self.deliver: Callable[[], None] = _nothing

    def run(self) -> None:
        """Do the work, on the worker's thread. What it raises is an answer too."""
        assert self._work is not None
        try:
            self._outcome = _Outcome(answer=self._work())
        except BaseException as error:  # noqa: BLE001 - it is raised on the window's thread, where it is reported
            self._outcome = _Outcome(error=error)

    def empty(self) -> _Outcome[T] | None:
        """Take everything out, on the window's thread; None where it was never run."""
        outcome, self._outcome, self._work, self.deliver = self._outcome, None, None, _nothing
        return outcome


def _nothing() -> None:
    pass


def _answer(outcome: _Outcome[T], then: Callable[[T], None], failed: Callable[[OfficeError], None]) -> None:
    """Give the result to ``then``, what the office can meet to ``failed``; a bug is loud, and frees the screen too."""
    error = outcome.error
    if error is None:
        then(cast("T", outcome.answer))
    elif isinstance(error, OfficeError):
        failed(error)
    else:
        failed(OfficeError("program_mistake"))
        raise error
