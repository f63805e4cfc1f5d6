"""What letters, ways and homes are called on the screen."""

from collections.abc import Mapping
from types import MappingProxyType

from ilp_desktop.domain.letters import MISSED, Addressee, Letter, Way
from ilp_desktop.domain.packs import worded
from ilp_desktop.language import N_, _, in_use

WAYS: Mapping[Way, str] = MappingProxyType(
    {Way.HANDED_OVER: N_("Given in person"), Way.MAILED: N_("Mailed"), Way.EMAILED: N_("E-mailed")}
)
_LANGUAGES: Mapping[str, str] = MappingProxyType({"en": N_("in English"), "es": N_("in Spanish")})


def letter_words(letter: Letter) -> str:
    """Return what a letter is called: the policy set's word, otherwise the program's."""
    if letter.title is not None:
        return worded(letter.title, in_use())
    return _("We missed you") if letter.key == MISSED else _("Invitation to a conference")


def home_words(home: Addressee) -> str:
    """Return who gets a letter, and in which language; a language without words of ours is written in English."""
    base = home.language.split("-", maxsplit=1)[0].lower()
    names = ", ".join(home.names)
    return _("{names} ({language})").format(names=names, language=_(_LANGUAGES.get(base, _LANGUAGES["en"])))
