"""How much work a passphrase costs someone who guesses: Argon2id and its bounds."""

import math
from dataclasses import dataclass, replace
from importlib import import_module

from ilp_desktop.clock import Clock

KEY_BYTES = 32
SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Cost:
    """What one try of a passphrase costs: memory in KiB, passes over it, lanes."""

    memory_kib: int
    iterations: int
    parallelism: int

    def lies_within(self, lowest: "Cost") -> bool:
        """Tell whether a header may ask for this: no less protection than ``lowest``, no more than a laptop can give."""
        return (
            lowest.memory_kib <= self.memory_kib <= HIGHEST.memory_kib
            and lowest.iterations <= self.iterations <= HIGHEST.iterations
            and lowest.parallelism <= self.parallelism <= HIGHEST.parallelism
            and self.memory_kib * self.iterations <= _MOST_WORK
            and self.memory_kib >= 8 * self.parallelism  # RFC 9106, 3.1
        )


FLOOR = Cost(memory_kib=64 * 1024, iterations=3, parallelism=4)
"""RFC 9106's second recommended option; no real office is below it."""

HIGHEST = Cost(memory_kib=1024 * 1024, iterations=80, parallelism=16)
_MOST_WORK = 20 * 1024 * 1024
"""KiB passed over. A header that asks for more could only be meant to hang the laptop; a quick computer needs 80 passes
over 64 MiB, and no computer as many over all of its memory."""

CHEAP = Cost(memory_kib=32, iterations=1, parallelism=1)
"""For tests and the demo school. A header made with it opens only for a reader that was told ``lowest=CHEAP``."""


def of_random_secret(cost: Cost) -> Cost:
    """Return what a secret that is random already costs: the floor at most, since slowness adds nothing to 160 bits."""
    return min(cost, FLOOR, key=lambda one: (one.memory_kib, one.iterations))


def derive(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    """Derive 32 key bytes with Argon2id (RFC 9106, version 1.3)."""
    from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415 - 30 ms that the unlock window need not wait for

    return hash_secret_raw(
        secret, salt, cost.iterations, cost.memory_kib, cost.parallelism, KEY_BYTES, Type.ID, version=0x13
    )


def import_ahead() -> None:
    """Load Argon2 and the ciphers, on a worker, while the passphrase is typed."""
    # The ciphers load their backend themselves, but only when the first key is opened.
    for name in ("argon2.low_level", "ilp_desktop.vault.ciphers", "cryptography.hazmat.backends.openssl.backend"):
        import_module(name)


def calibrate(clock: Clock, target_seconds: float = 0.85) -> Cost:
    """Find the cost at which this computer takes about ``target_seconds`` for one try, never below the floor.

    Passes are added, not memory: 64 MiB is what the program's memory budget bears for a moment. The floor is timed
    twice, the quicker counts, since other work can only slow a run down; the guess from it is timed once and raised
    where it fell short, since a run has a part that does not grow with its passes. Takes between one and two seconds.
    """
    guess = _scaled(FLOOR, target_seconds, min(_seconds(FLOOR, clock), _seconds(FLOOR, clock)))
    raised = _scaled(guess, target_seconds, _seconds(guess, clock))
    return max(guess, raised, key=lambda cost: cost.iterations)


def _scaled(cost: Cost, target_seconds: float, measured: float) -> Cost:
    wanted = math.ceil(cost.iterations * target_seconds / measured) if measured > 0 else HIGHEST.iterations
    return replace(cost, iterations=min(max(wanted, FLOOR.iterations), HIGHEST.iterations))


def _seconds(cost: Cost, clock: Clock) -> float:
    began = clock.ticks()
    derive(b"how long does this take here", bytes(SALT_BYTES), cost)
    return clock.ticks() - began
