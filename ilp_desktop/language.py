"""One gettext catalogue for every layer: window, errors, PDFs and command line.

``_`` marks and translates at once, into the language in use. Code that makes something for a family asks for that
family's language by name: ``translation("es")``. ``N_`` only marks.
"""

import gettext as _gettext
from functools import cache

from ilp_desktop.places import RESOURCES

LANGUAGES = ("en", "es")
FOLDER = RESOURCES / "translations"
_in_use: list[str] = ["en"]


@cache
def translation(language: str) -> _gettext.NullTranslations:
    """Return the catalogue of a language (BCP-47; its first part counts), or the English wording where none exists."""
    base = language.split("-", maxsplit=1)[0]
    if base == "en":
        return _gettext.NullTranslations()  # the sentences themselves; looking for a file imports more than there is
    return _gettext.translation("ilp_desktop", FOLDER, languages=[base], fallback=True)


def known_language(language: str) -> str:
    """Return the catalogue's language of a BCP-47 tag, English where there is none."""
    base = language.split("-", maxsplit=1)[0].lower()
    return base if base in LANGUAGES else "en"


def use(language: str) -> None:
    """Speak this language from now on."""
    _in_use[0] = language


def in_use() -> str:
    """Return the language in use."""
    return _in_use[0]


def _(message: str) -> str:
    return translation(_in_use[0]).gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the wording for a count, in the language in use."""
    return translation(_in_use[0]).ngettext(one, many, count)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name
    """Mark a sentence for translation; it is translated where it is shown."""
    return message
