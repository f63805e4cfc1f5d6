"""Things done in a process of their own, forked from a warm one: nothing of them stays behind, whatever becomes of them."""

import os
import traceback
from collections.abc import Callable
from typing import NoReturn


class ChildError(Exception):
    """What a child raised."""


def in_child(do: Callable[[], str | None]) -> str:
    """Do something in a child and return what it returned. Raises ChildError with what it raised."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        end(do, theirs)
    os.close(theirs)
    said = all_of(ours).decode(errors="replace")
    _, status = os.waitpid(child, 0)
    if status:
        raise ChildError(said or f"ended with {status}")
    return said


def end(do: Callable[[], str | None], pipe: int) -> NoReturn:
    """Do something, tell it over a pipe, and end this process without any of the parent's last acts."""
    try:
        told = do() or ""
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is told
        if os.environ.get("ILP_TORTURE_TRACEBACK"):
            traceback.print_exc()
        os.write(pipe, f"{type(error).__name__}: {error}".encode()[:4000])
        os._exit(1)
    os.write(pipe, told.encode())
    os._exit(0)


def all_of(pipe: int) -> bytes:
    """Read a pipe to its end."""
    said: list[bytes] = []
    while piece := os.read(pipe, 65536):
        said.append(piece)
    os.close(pipe)
    return b"".join(said)
