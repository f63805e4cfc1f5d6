"""Each OfficeError as a sentence: what happened, what is safe, what to do next.

A room's sentences stand in a module of its own name; ``SENTENCES`` maps a code to its wording with
``{param}`` places.
"""

from importlib import import_module

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.language import in_use, translation

_ROOMS = (
    "office",
    "vault",
    "store",
    "roster",
    "tables",
    "matching",
    "documents",
    "conferences",
    "participants",
    "disclosures",
    "disposals",
    "evidence",
    "confidential",
    "letters",
    "packs",
    "printing",
    "calendars",
    "window",
)


def sentences() -> dict[str, str]:
    """Return every code and its English wording."""
    found: dict[str, str] = {}
    for room in _ROOMS:
        for code, sentence in import_module(f"{__name__}.{room}").SENTENCES.items():
            assert code not in found, code
            found[code] = sentence
    return found


def sentence(error: OfficeError, language: str | None = None) -> str:
    """Word an error in a language, by default the one in use. A code with no sentence is a bug (KeyError)."""
    return translation(language or in_use()).gettext(sentences()[error.code]).format(**error.params)
