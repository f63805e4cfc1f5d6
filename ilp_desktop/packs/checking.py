"""Looks a pack over before anybody takes it up: is it whole, does it agree with itself, do its examples come out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.policy.examples import Surprise, run
from ilp_desktop.domain.policy.sets import Policy, RuleSet
from ilp_desktop.packs.examples import read_examples
from ilp_desktop.packs.lines import Lines
from ilp_desktop.packs.own_words import NOTHING, with_own
from ilp_desktop.packs.possible import check_possible
from ilp_desktop.packs.reading import head, languages_of, read
from ilp_desktop.packs.rules import read_rules
from ilp_desktop.packs.stacks import Files, read_policy
from ilp_desktop.packs.tables import nearest


@dataclass(frozen=True, slots=True)
class PackChecked:
    """What was found in a pack that can be read."""

    policy: Policy
    examples: int
    surprises: tuple[Surprise, ...]
    without_example: tuple[str, ...]
    """Ids of the pack's own clauses that no example speaks of."""
    to_be_confirmed: tuple[str, ...]


def check_pack(files: Files, below: Callable[[str], Files | None]) -> PackChecked:
    """Return what a look over a pack finds. Raises OfficeError ``pack_…`` for what keeps it from being read."""
    if "conference.toml" in files:
        read(files)
    read_policy(files, below)
    # What a school chose differs from what the examples were written for: they are of the set itself.
    files = with_own(files, NOTHING)
    policy = read_policy(files, below)
    own = policy.sets[-1]
    if "conference.toml" in files:
        _check_occasions(files, policy)
    _try_every_choice(files, own, policy.sets[:-1])
    examples = read_examples(files)
    surprises: list[Surprise] = []
    spoken_of: set[str] = set()
    for example in examples:
        held = read_policy(files, below, _mine(own.pack_id, example.chosen)) if example.chosen else policy
        surprises += run(example, held)
        spoken_of.update(key.partition("@")[0] for key in example.expected)
    return PackChecked(
        policy=policy,
        examples=len(examples),
        surprises=tuple(surprises),
        without_example=tuple(clause.clause_id for clause in own.clauses if clause.clause_id not in spoken_of),
        to_be_confirmed=tuple(clause.clause_id for clause in own.clauses if not clause.confirmed),
    )


def _check_occasions(files: Files, policy: Policy) -> None:
    """Refuse an occasion that is no template of its event: no clause could ever ask for it by name."""
    for number, each in enumerate(read(files).occasions, 1):
        template = policy.template(each.key)
        if template is None or template.event != each.event:
            known = [one.key for rules in policy.sets for one in rules.templates if one.event == each.event]
            path = f"occasions[{number}].key"
            line = Lines(files["conference.toml"]).of(path)
            params = {"value": each.key, "nearest": nearest(each.key, known or ["…"])}
            raise OfficeError("pack_unknown_value", file="conference.toml", line=line, key=path, **params)


def _try_every_choice(files: Files, own: RuleSet, below: Sequence[RuleSet]) -> None:
    """Read the set's own rules once with each thing that can be chosen: a choice may stand for a word that means nothing."""
    pack = head(files)
    for one in own.choices:
        for value in one.options or (str(one.lowest), str(one.highest)):
            check_possible(files, read_rules(files, pack, languages_of(pack), {one.choice_id: value}), below)


def _mine(pack_id: str, chosen: Mapping[str, str]) -> dict[str, str]:
    """Return an example's choices with the pack they belong to: its own, unless they name another."""
    return {key if "." in key else f"{pack_id}.{key}": value for key, value in chosen.items()}
