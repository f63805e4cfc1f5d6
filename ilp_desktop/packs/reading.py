"""Reads a pack into the values that the program works with, and explains a mistake by file and key."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.packs import (
    CONFERENCE,
    EVERYBODY,
    KINDS,
    NOT_APPROPRIATE,
    ConsultationRule,
    FieldTemplate,
    ForWhom,
    Item,
    Occasion,
    PolicyPack,
    SectionTemplate,
)
from ilp_desktop.domain.policy.clauses import EVENTS, MARKS
from ilp_desktop.domain.students import PlanKind
from ilp_desktop.packs.clauses import grades_of
from ilp_desktop.packs.folders import digest, texts
from ilp_desktop.packs.own_words import laid_over, read_own
from ilp_desktop.packs.rules import MORE_KEYS
from ilp_desktop.packs.tables import Table, opened, repeated

FORMAT = 2
_FIRST_FORMAT = 1
"""Three files and no rules: offices that stand since then keep such sets."""
SECTIONS = (
    "celebrate", "data", "future", "courses", "graduation", "skills", "needs", "goals", "support", "private", "sign", "print",
)  # fmt: skip
"""The steps that the conference screens know."""
WRITERS = ("student", "parent", "teacher", "together")
MODES = ("in_person", "phone", "video")
_SECTION = ("key", "title", "heading", "fields", "for")
_FIELD = ("key", "kind", "prompt", "hint", "writer", "printed", "shows", "for", "items")
_OCCASION = ("key", "title", "event", "mode", "for")
_WHOSE = ("grades", "plans", "programs", "without_programs")
_RULE = ("minimum", "limit", "reasons")
_LANGUAGES_LIMIT = 40


def load(folder: Path) -> PolicyPack:
    """Return the pack of a folder.

    Raises:
        OfficeError: any ``pack_…`` code, naming the file, the key and, for a word not known, the nearest one.

    """
    return read(texts(folder))


def read(files: Mapping[str, str]) -> PolicyPack:
    """Return the pack of these files, as ``texts`` gave them or as an office keeps them."""
    pack = head(files)
    words = opened("words.toml", files, ("plan_labels", "statement"))
    conference = opened("conference.toml", files, ("consultation", "sections", "occasions"))
    languages = languages_of(pack)
    own = read_own(files, languages).names
    occasions = _occasions(conference, languages)
    labels = words.wordings("plan_labels", languages, [kind.value for kind in PlanKind])
    return PolicyPack(
        pack_id=pack.name("id"),
        version=pack.text("version"),
        digest=digest(files),
        name=pack.wording("name", languages),
        plan_labels={kind: laid_over(label, own.get(f"plan_labels.{kind}")) for kind, label in labels.items()},
        statement=laid_over(words.wording("statement", languages), own.get("statement")),
        sections=_sections(conference, languages, [each.key for each in occasions]),
        consultation=_consultation(conference.table("consultation", _RULE), languages),
        occasions=occasions,
    )


def head(files: Mapping[str, str]) -> Table:
    """Return pack.toml as a table, in a format that this program reads."""
    known = ("format", "id", "version", "name", "languages")
    pack = opened("pack.toml", files, (*known, *MORE_KEYS))
    found = pack.number("format", 1, 1_000_000)
    if found > FORMAT:
        raise OfficeError("pack_newer", file=pack.file, found=found, known=FORMAT)
    if found == _FIRST_FORMAT:
        return opened("pack.toml", files, known)
    return pack


def languages_of(pack: Table) -> tuple[str, ...]:
    """Return the languages that every text of a pack is owed in."""
    languages = pack.texts("languages")
    if "en" not in languages or len(languages) > _LANGUAGES_LIMIT or len(set(languages)) != len(languages):
        raise pack.mistake("pack_wrong_type", "languages", wanted='["en", …]')
    return languages


def languages_of_files(files: Mapping[str, str]) -> tuple[str, ...]:
    """Return the languages that a pack's texts are in. Raises OfficeError ``pack_…``."""
    return languages_of(head(files))


def _sections(conference: Table, languages: tuple[str, ...], occasions: Iterable[str]) -> tuple[SectionTemplate, ...]:
    known = (CONFERENCE, *occasions)
    tables = conference.tables("sections", _SECTION)
    sections = tuple(_section(table, languages, known) for table in tables)
    _refuse_twice(conference, (section.key for section in sections))
    kinds = {field.kind for section in sections for field in section.fields}
    for needed in ("consultation", "signatures"):
        if needed not in kinds:
            raise conference.mistake("pack_missing_key", f'kind = "{needed}"')
    return sections


def _section(table: Table, languages: tuple[str, ...], occasions: Iterable[str]) -> SectionTemplate:
    fields = tuple(_field(field, languages, occasions) for field in table.tables("fields", _FIELD))
    _refuse_twice(table, (field.key for field in fields))
    return SectionTemplate(
        key=table.choice("key", SECTIONS),
        title=table.wording("title", languages),
        heading=table.wording("heading", languages),
        fields=fields,
        whom=_whom(table, occasions),
    )


def _field(table: Table, languages: tuple[str, ...], occasions: Iterable[str]) -> FieldTemplate:
    kind = table.choice("kind", KINDS)
    return FieldTemplate(
        key=table.name("key"),
        kind=kind,
        prompt=table.wording("prompt", languages),
        hint=table.wording("hint", languages),
        writer=table.choice("writer", WRITERS),
        printed=table.flag("printed"),
        shows=table.choices("shows", MARKS),
        # What is left out here is as the section has it: a question need not repeat its step's occasions.
        whom=_whom(table, occasions, left_out=occasions),
        items=_items(table, languages) if kind == "checklist" else _no_items(table),
    )


def _items(table: Table, languages: tuple[str, ...]) -> tuple[Item, ...]:
    found = tuple(Item(key, words) for key, words in table.wordings("items", languages).items())
    if any(item.key == NOT_APPROPRIATE for item in found):
        raise table.mistake("pack_key_twice", f"items.{NOT_APPROPRIATE}")
    return found


def _no_items(table: Table) -> tuple[Item, ...]:
    """Refuse a list of things to reach where nothing would show it."""
    if table.has("items"):
        raise table.mistake("pack_unknown_value", "kind", value=table.text("kind"), nearest="checklist")
    return ()


def _whom(table: Table, occasions: Iterable[str], left_out: Iterable[str] = ()) -> ForWhom:
    """Return for which conferences a step or a question is: what ``for`` says."""
    if not table.has("for"):
        return ForWhom(occasions=frozenset(left_out))
    inner = table.table("for", (*_WHOSE, "occasions"))
    whom = _whose(inner)
    said = inner.choices("occasions", occasions) if inner.has("occasions") else tuple(left_out)
    return ForWhom(whom.grades, whom.plans, whom.programs, whom.without_programs, frozenset(said))


def _whose(inner: Table) -> ForWhom:
    programs, without = (inner.texts(key) if inner.has(key) else () for key in ("programs", "without_programs"))
    if programs and set(programs) <= set(without):
        raise inner.mistake("pack_never_asked", "without_programs", other="programs")
    return ForWhom(
        grades=frozenset(grades_of(inner)),
        plans=frozenset(inner.choices("plans", [kind.value for kind in PlanKind])),
        programs=frozenset(programs),
        without_programs=frozenset(without),
    )


def _occasions(conference: Table, languages: tuple[str, ...]) -> tuple[Occasion, ...]:
    """Return what a conversation can be besides a conference."""
    if not conference.has("occasions"):
        return ()
    tables = conference.tables("occasions", _OCCASION)
    found = tuple(
        Occasion(
            key=table.name("key"),
            title=table.wording("title", languages),
            event=table.choice("event", EVENTS),
            mode=table.choice("mode", MODES) if table.has("mode") else MODES[0],
            whom=_whose(table.table("for", _WHOSE)) if table.has("for") else EVERYBODY,
        )
        for table in tables
    )
    if (twice := repeated((CONFERENCE, *(each.key for each in found)))) is not None:
        raise tables[twice[0] - 2].mistake("pack_key_twice", "key")
    return found


def _consultation(table: Table, languages: tuple[str, ...]) -> ConsultationRule:
    minimum = table.number("minimum", 0, 3600)
    return ConsultationRule(
        minimum=minimum,
        limit=table.number("limit", max(minimum, 60), 3600),
        reasons=table.wordings("reasons", languages),
    )


def _refuse_twice(table: Table, keys: Iterable[str]) -> None:
    if (twice := repeated(keys)) is not None:
        raise OfficeError("pack_key_twice", file=table.file, line=table.source.lines.of(table.where), key=twice[1])
