"""Many plans drawn, sealed and judged: two processes draw and judge, and the sealing key stays where it is.

The processes begin empty (they are spawned, not forked, so that no key is in their memory), get what a plan says through
a pipe, and give back bytes through it: nothing touches the disk. One whose pipe is closed ends.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Self, TypeAlias, cast

from ilp_desktop.documents.papers import PaperSize
from ilp_desktop.documents.plans import draw_plan
from ilp_desktop.documents.verify import verify
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.plans import CopyNote, PlanContent, SignatureMark

PROCESSES = 2
_AHEAD = 32
"""How many papers may be under way: a few megabytes, however many are wanted."""
_PATIENCE = 5.0
Seal = Callable[[bytes], bytes]
_Busy: TypeAlias = dict[Connection, tuple[int, bytes | None]]
"""Who works on the paper of which number; with bytes, it is being judged."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What ``draw_plan`` needs for one paper, and how it is said: all that a drawing process is told."""

    content: PlanContent
    signatures: tuple[SignatureMark, ...] = ()
    language: str = "en"
    labels: Mapping[str, str] = field(default_factory=dict[str, str])
    size: PaperSize = "letter"
    note: CopyNote | None = None

    def drawn(self) -> bytes:
        """Return the paper with its place for a seal."""
        return draw_plan(
            self.content, self.signatures, language=self.language, labels=self.labels, size=self.size, note=self.note
        )


@dataclass(frozen=True, slots=True)
class _Judging:
    pdf: bytes
    certificate_pem: bytes


class DrawingHands:
    """Processes that draw and judge. Use it in a ``with``: at its end, or when this program ends, they are gone."""

    def __init__(self, processes: int = PROCESSES) -> None:
        context = get_context("spawn")
        self._hands: list[Connection] = []
        self._processes: list[SpawnProcess] = []
        for _ in range(processes):
            ours, theirs = context.Pipe()
            process = context.Process(target=_lend_a_hand, args=(theirs,), daemon=True)
            process.start()
            theirs.close()  # so that the last end of the pipe is the process's own
            self._hands.append(ours)
            self._processes.append(process)

    def sealed(self, drawings: Iterable[Drawing], seal: Seal, certificate_pem: bytes | None = None) -> Iterator[bytes]:
        """Return the sealed papers in order; with a certificate, each was judged as strictly as anyone's.

        ``seal`` is called here. Raises OfficeError ``plan_not_genuine``, or ``drawing_stopped`` where a process ended.
        """
        busy: _Busy = {}
        try:
            yield from self._sealed(enumerate(drawings), seal, certificate_pem, busy)
        except (EOFError, OSError) as error:
            raise OfficeError("drawing_stopped") from error
        finally:
            # What was asked for and is not wanted any more is not the next one's answer.
            for hand in busy:
                with suppress(EOFError, OSError):
                    hand.recv()

    def _sealed(
        self, waiting: Iterator[tuple[int, Drawing]], seal: Seal, certificate_pem: bytes | None, busy: _Busy
    ) -> Iterator[bytes]:
        idle, to_judge = deque(self._hands), deque[tuple[int, bytes]]()
        done: dict[int, bytes] = {}
        begun = given = 0
        while True:
            while idle and (task := self._next(waiting, to_judge, ahead=begun - given < _AHEAD)) is not None:
                number, work = task
                hand = idle.popleft()
                # Only a hand that waits is given something, so that neither end waits for the other to read.
                judged = isinstance(work, bytes)
                hand.send(_Judging(work, certificate_pem or b"") if isinstance(work, bytes) else work)
                busy[hand] = (number, work if isinstance(work, bytes) else None)
                begun += not judged
            if not busy:
                return
            for hand in cast("list[Connection]", wait(list(busy))):
                number, pdf = busy.pop(hand)
                answer = _answered(hand)
                idle.append(hand)
                if pdf is not None:
                    done[number] = _genuine(pdf, answer)
                elif certificate_pem is None:
                    done[number] = seal(cast("bytes", answer))
                else:
                    to_judge.append((number, seal(cast("bytes", answer))))
            while given in done:
                yield done.pop(given)
                given += 1

    def _next(
        self, waiting: Iterator[tuple[int, Drawing]], to_judge: deque[tuple[int, bytes]], *, ahead: bool
    ) -> tuple[int, Drawing | bytes] | None:
        if to_judge:
            return to_judge.popleft()
        return next(waiting, None) if ahead else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for hand in self._hands:
            hand.close()
        for process in self._processes:
            process.join(_PATIENCE)
            if process.is_alive():
                process.terminate()
                process.join()
            process.close()


def _answered(hand: Connection) -> object:
    answer = hand.recv()
    if isinstance(answer, str):
        # A mistake of the program, by its kind alone: what it says could hold a name.
        raise RuntimeError(answer)  # noqa: TRY004 - it is what was raised there
    return answer


def _genuine(pdf: bytes, answer: object) -> bytes:
    if answer is not True:
        raise OfficeError("plan_not_genuine")
    return pdf


def _lend_a_hand(pipe: Connection) -> None:
    """Draw and judge until nobody asks any more: what runs in the other process."""
    while True:
        try:
            task = cast("Drawing | _Judging", pipe.recv())
        except (EOFError, OSError, KeyboardInterrupt):
            return
        try:
            if isinstance(task, Drawing):
                pipe.send(task.drawn())
            else:
                pipe.send(verify(task.pdf, [task.certificate_pem]).kind == "genuine")
        except OSError:
            return
        except Exception as error:  # noqa: BLE001 - it is raised again where the paper was asked for
            pipe.send(type(error).__name__)
