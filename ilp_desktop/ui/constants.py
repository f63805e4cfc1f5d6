"""Keeps None, True and False alive under Python 3.11, where PySide6 6.12.0 gives their references away.

The 6.12.0 wheel is tagged for Python 3.10 and later, but returns None as Python 3.12 does, where None needs no
counting: every Qt call without a result takes one reference from it. Measured with ``sys.getrefcount(None)``: -1.00 a
call under 3.11 with 6.12.0; 0.00 under 3.12 with 6.12.0, and under 3.11 with 6.11.3 and 6.10.3. After some thousands
of calls the interpreter ends with "deallocating None". To be removed with the pin, or with Python 3.11.
"""

import sys
from typing import Any

_PLENTY = 1 << 40
_LAST_COUNTED = (3, 12)


def keep_constants_alive() -> bool:
    """Give the constants more references than a program can lose, and tell whether it was done.

    Nothing is written unless the count is found where CPython keeps it.
    """
    if sys.version_info >= _LAST_COUNTED or sys.implementation.name != "cpython":
        return False
    if sys.maxsize < _PLENTY:
        return False
    import _ctypes  # noqa: PLC0415 - only where it is needed; ctypes around it takes ten times as long to import

    plain: Any = _ctypes
    kind: Any = type("Count", (plain._SimpleCData,), {"_type_": "q"})  # noqa: SLF001 - it is what c_longlong is
    for constant in (None, True, False):
        count = kind.from_address(id(constant))
        if abs(count.value - sys.getrefcount(constant)) > 8 or count.value > _PLENTY:
            return False
        count.value += _PLENTY
    return True
