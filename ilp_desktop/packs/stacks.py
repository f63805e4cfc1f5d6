"""A pack with all that it stands on: what is not said in one is said in the ones below it."""

from collections.abc import Callable, Mapping

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.policy.clauses import Choice
from ilp_desktop.domain.policy.sets import Policy, RuleSet
from ilp_desktop.packs.lines import Lines
from ilp_desktop.packs.own_words import Files, chosen_in
from ilp_desktop.packs.possible import check_possible
from ilp_desktop.packs.reading import head, languages_of
from ilp_desktop.packs.rules import read_choices, read_rules


def read_policy(
    files: Files,
    below: Callable[[str], Files | None],
    chosen: Mapping[str, str] | None = None,
    *,
    adopted: bool = False,
) -> Policy:
    """Return a pack's rules on those of the packs it stands on, the lowest first, each once.

    ``below`` gives the files of a pack by its id. ``chosen`` is what is chosen by ``pack.choice``, before what the pack's
    office.toml says of itself and of those below it, and that before theirs. A set that an office has ``adopted`` is not
    asked again whether its clauses can be met: a newer program must still read it.

    Raises:
        OfficeError: ``pack_circular``, ``pack_nothing_below``, and whatever is wrong with one of them.

    """
    found: dict[str, RuleSet] = {}
    texts: dict[str, Files] = {}
    _stack(files, below, chosen or {}, (), found, texts)
    sets = tuple(found.values())
    if not adopted:
        for at, each in enumerate(sets):
            check_possible(texts[each.pack_id], each, sets[:at])
    return Policy(sets)


def _stack(
    files: Files,
    below: Callable[[str], Files | None],
    chosen: Mapping[str, str],
    above: tuple[str, ...],
    found: dict[str, RuleSet],
    texts: dict[str, Files],
) -> None:
    pack = head(files)
    pack_id = pack.name("id")
    chosen = {**chosen_in(files, lambda: choices_of(files, below)), **chosen}
    mine = {key.partition(".")[2]: value for key, value in chosen.items() if key.partition(".")[0] == pack_id}
    rules = read_rules(files, pack, languages_of(pack), mine)
    for other in rules.stands_on:
        if other in (*above, pack_id):
            raise pack.mistake("pack_circular", "stands_on", other=other)
        if other in found:
            continue
        lower = below(other)
        if lower is None:
            raise pack.mistake("pack_nothing_below", "stands_on", other=other)
        _stack(lower, below, chosen, (*above, pack_id), found, texts)
    known = {clause.clause_id for each in found.values() for clause in each.clauses}
    for number, clause in enumerate(rules.clauses, 1):
        if clause.clause_id in known:
            line = Lines(files["clauses.toml"]).of(f"clauses[{number}].id")
            raise OfficeError("pack_key_twice", file="clauses.toml", line=line, key=clause.clause_id)
    found[pack_id], texts[pack_id] = rules, files


def choices_of(files: Files, below: Callable[[str], Files | None]) -> dict[str, Choice]:
    """Return what can be chosen in a pack and in all that it stands on, by ``pack.choice``, the lowest pack's first.

    A circle, or a pack that is not there, is left to whoever reads the rules. Raises OfficeError ``pack_…``.
    """
    found: dict[str, dict[str, Choice]] = {}

    def look(one: Files, above: tuple[str, ...]) -> None:
        pack = head(one)
        pack_id = pack.name("id")
        for other in pack.texts("stands_on") if pack.has("stands_on") else ():
            lower = below(other) if other not in (*above, pack_id, *found) else None
            if lower is not None:
                look(lower, (*above, pack_id))
        choices = read_choices(one, languages_of(pack))
        found[pack_id] = {f"{pack_id}.{each.choice_id}": each for each in choices}

    look(files, ())
    return {key: choice for choices in found.values() for key, choice in choices.items()}


def standing_on(files: Files, below: Callable[[str], Files | None]) -> tuple[Files, ...]:
    """Return the files of all that a pack stands on, the lowest first, after reading them all.

    Raises:
        OfficeError: as ``read_policy`` does.

    """
    policy = read_policy(files, below)
    lower = (below(each.pack_id) for each in policy.sets[:-1])
    return tuple(each for each in lower if each is not None)


def identity(files: Files) -> tuple[str, str]:
    """Return a pack's id and version."""
    pack = head(files)
    return pack.name("id"), pack.text("version")
