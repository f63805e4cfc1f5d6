"""What a school changed in a policy set that it adopted (office.toml): its own names, and what it chose.

The file lives with the set, so that the digest which conferences and plans pin covers it.
"""

from collections.abc import Callable, Iterable, Mapping

from ilp_desktop.domain.packs import OwnWords, Wording
from ilp_desktop.domain.policy.clauses import Choice
from ilp_desktop.domain.students import PlanKind
from ilp_desktop.packs.tables import Table, nearest, opened

OFFICE_FILE = "office.toml"
Files = Mapping[str, str]
_STATEMENT = "statement"
_LABELS = "plan_labels"
_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


NOTHING = OwnWords()


def read_own(files: Files, languages: tuple[str, ...]) -> OwnWords:
    """Return what office.toml says; nothing where there is none. Choices are looked at by ``refuse_unknown_choices``.

    Raises OfficeError ``pack_…`` with file, line and key.
    """
    if OFFICE_FILE not in files:
        return NOTHING
    top = opened(OFFICE_FILE, files, ("names", "choices"))
    names: dict[str, Wording] = {}
    if top.has("names"):
        said = top.table("names", (_LABELS, _STATEMENT))
        if said.has(_LABELS):
            labels = said.table(_LABELS, [kind.value for kind in PlanKind])
            names |= {f"{_LABELS}.{key}": labels.words_said(key, languages) for key in labels.keys()}  # noqa: SIM118 - a Table
        if said.has(_STATEMENT):
            names[_STATEMENT] = said.words_said(_STATEMENT, languages)
    return OwnWords(names, _choices(top))


def _choices(top: Table) -> dict[str, str]:
    if not top.has("choices"):
        return {}
    chosen = top.table("choices", top.source_keys("choices"))
    return {key: chosen.text(key) for key in chosen.keys()}  # noqa: SIM118 - a Table


def chosen_in(files: Files, known: Callable[[], Mapping[str, Choice]]) -> Mapping[str, str]:
    """Return what office.toml chose, each a thing that can be chosen in the stack: ``known`` gives them by ``pack.choice``.

    Raises OfficeError ``pack_unknown_key``, ``pack_unknown_value`` or ``pack_wrong_type`` with file, line and key.
    """
    if OFFICE_FILE not in files:
        return {}
    top = opened(OFFICE_FILE, files, ("names", "choices"))
    if not top.has("choices"):
        return {}
    offered = known()
    if not offered:
        raise top.mistake("pack_unknown_key", "choices", nearest="names")
    chosen = top.table("choices", offered)
    for key in chosen.keys():  # noqa: SIM118 - a Table
        _refuse_value(chosen, key, offered[key])
    return {key: chosen.text(key) for key in chosen.keys()}  # noqa: SIM118 - a Table


def _refuse_value(chosen: Table, key: str, choice: Choice) -> None:
    value = chosen.text(key)
    if choice.options:
        if value not in choice.options:
            raise chosen.mistake("pack_unknown_value", key, value=value, nearest=nearest(value, choice.options))
    elif not fits(choice, value):
        raise chosen.mistake("pack_wrong_type", key, wanted=f'"{choice.lowest}" … "{choice.highest}"')


def fits(choice: Choice, value: str) -> bool:
    """Tell whether a value can be chosen."""
    if choice.options:
        return value in choice.options
    return value.isascii() and value.isdigit() and len(value) < 7 and choice.lowest <= int(value) <= choice.highest


def laid_over(words: Wording, own: Wording | None) -> Wording:
    """Return a text in the school's own words, where it has any, language by language."""
    return words if own is None else {**words, **own}


def with_own(files: Files, own: OwnWords) -> dict[str, str]:
    """Return a set's files with what a school changed; without the file where it changed nothing."""
    rest = {name: text for name, text in files.items() if name != OFFICE_FILE}
    text = written(own)
    return {**rest, OFFICE_FILE: text} if text else rest


# Writing


def written(own: OwnWords) -> str:
    """Return office.toml, the same for the same words whatever their order; empty where nothing is said."""
    lines: list[str] = []
    for key in sorted(own.names):
        said = own.names[key]
        if said:
            lines.append(f"[names.{key}]")
            lines += [f"{_key(language)} = {_basic(said[language])}" for language in sorted(said)]
            lines.append("")
    if own.choices:
        lines.append("[choices]")
        lines += [f"{_basic(key)} = {_basic(own.choices[key])}" for key in sorted(own.choices)]
        lines.append("")
    return (
        "\n".join(["# What this school changed in the policy set: its own names, and what it chose.", *lines])
        if lines
        else ""
    )


def _key(word: str) -> str:
    return word if word and set(word) <= _BARE else _basic(word)


_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def _basic(text: str) -> str:
    """Return a TOML basic string: in quotes, with what TOML does not allow in them escaped."""
    return f'"{"".join(_escaped(text))}"'


def _escaped(text: str) -> Iterable[str]:
    for letter in text:
        if letter in _SHORT:
            yield _SHORT[letter]
        elif letter < " " or letter == "\x7f":
            yield f"\\u{ord(letter):04x}"
        else:
            yield letter
