"""The policy sets that come with the program, as one chooses from them: pack.toml of each, and nothing else, is read."""

from dataclasses import dataclass
from pathlib import Path

from ilp_desktop.domain.packs import Wording
from ilp_desktop.packs.reading import head, languages_of
from ilp_desktop.places import FORMS

STARTER = "starter"
"""A conference and no rules: what an office has until it chose a policy."""
_PACK = "pack.toml"


@dataclass(frozen=True, slots=True)
class Shipped:
    """One set on offer. ``jurisdiction`` is a code such as US-UT, empty where it is nobody's in particular."""

    pack_id: str
    version: str
    name: Wording
    jurisdiction: str
    folder: Path


def shipped() -> tuple[Shipped, ...]:
    """Return the sets with rules that come with the program, by jurisdiction and id."""
    found: list[Shipped] = []
    for folder in sorted(FORMS.iterdir()):
        if (folder / _PACK).is_file() and folder.name != STARTER:
            pack = head({_PACK: (folder / _PACK).read_text(encoding="utf-8")})
            found.append(
                Shipped(
                    pack_id=pack.name("id"),
                    version=pack.text("version"),
                    name=pack.wording("name", languages_of(pack)),
                    jurisdiction=pack.text("jurisdiction") if pack.has("jurisdiction") else "",
                    folder=folder,
                )
            )
    return tuple(sorted(found, key=lambda one: (one.jurisdiction, one.pack_id)))
