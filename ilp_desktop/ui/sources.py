"""Keeps PySide6 from reading the source of every module that is imported after it.

It searches each for its own name, to know who might say ``from __feature__ import snake_case``, and the source stays in
``linecache``. Nobody here says so. Measured with an open office: 16 MiB and a seventh of the time that imports take.
"""

import linecache
import sys
from importlib import import_module
from types import ModuleType


def leave_sources_unread() -> bool:
    """Answer PySide6's question without reading, forget what it has read, and tell whether it was done.

    A PySide6 that asks in another way is left alone: it is slower then, and nothing else.
    """
    import_module("PySide6.QtCore")  # what asks is loaded with it
    feature = sys.modules.get("shibokensupport.feature")
    if not hasattr(feature, "_mod_uses_pyside"):
        return False
    setattr(feature, "_mod_uses_pyside", _wants_no_features)  # noqa: B010 - a private name of a module without types
    linecache.clearcache()
    return True


def _wants_no_features(_module: ModuleType) -> bool:
    return False
