"""Reads a pack into the values that the program works with, and explains a mistake by file and key."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.packs import ConsultationRule, FieldTemplate, PolicyPack, SectionTemplate
from ilp_desktop.domain.students import PlanKind
from ilp_desktop.packs.folders import digest, texts
from ilp_desktop.packs.tables import Table

FORMAT = 1
SECTIONS = ("celebrate", "data", "goals", "support", "private", "sign", "print")
"""The steps that the conference screens know."""
KINDS = ("text", "goals", "commitments", "measures", "consultation", "signatures", "copies")
WRITERS = ("student", "parent", "teacher", "together")
_SECTION = ("key", "title", "heading", "fields")
_FIELD = ("key", "kind", "prompt", "hint", "writer", "printed")
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
    pack = _parsed("pack.toml", files, ("format", "id", "version", "name", "languages"))
    words = _parsed("words.toml", files, ("plan_labels", "statement"))
    conference = _parsed("conference.toml", files, ("consultation", "sections"))
    found = pack.number("format", 1, 1_000_000)
    if found > FORMAT:
        raise OfficeError("pack_newer", file=pack.file, found=found, known=FORMAT)
    languages = _languages(pack)
    return PolicyPack(
        pack_id=pack.name("id"),
        version=pack.text("version"),
        digest=digest(files),
        name=pack.wording("name", languages),
        plan_labels=words.wordings("plan_labels", languages, [kind.value for kind in PlanKind]),
        statement=words.wording("statement", languages),
        sections=_sections(conference, languages),
        consultation=_consultation(conference.table("consultation", _RULE), languages),
    )


def _parsed(name: str, files: Mapping[str, str], known: Iterable[str]) -> Table:
    try:
        return Table(name, "", tomllib.loads(files[name]), known)
    except tomllib.TOMLDecodeError as error:
        line = next((word for word in str(error).replace(",", " ").split() if word.isdigit()), "?")
        raise OfficeError("pack_not_toml", file=name, line=line) from None
    except RecursionError:
        raise OfficeError("pack_not_toml", file=name, line="?") from None


def _languages(pack: Table) -> tuple[str, ...]:
    languages = pack.texts("languages")
    if "en" not in languages or len(languages) > _LANGUAGES_LIMIT or len(set(languages)) != len(languages):
        raise OfficeError("pack_wrong_type", file=pack.file, key="languages", wanted='["en", …]')
    return languages


def _sections(conference: Table, languages: tuple[str, ...]) -> tuple[SectionTemplate, ...]:
    tables = conference.tables("sections", _SECTION)
    sections = tuple(_section(table, languages) for table in tables)
    _refuse_twice(conference.file, (section.key for section in sections))
    kinds = {field.kind for section in sections for field in section.fields}
    for needed in ("consultation", "signatures"):
        if needed not in kinds:
            raise OfficeError("pack_missing_key", file=conference.file, key=f'kind = "{needed}"')
    return sections


def _section(table: Table, languages: tuple[str, ...]) -> SectionTemplate:
    fields = tuple(_field(field, languages) for field in table.tables("fields", _FIELD))
    _refuse_twice(table.file, (field.key for field in fields))
    return SectionTemplate(
        key=table.choice("key", SECTIONS),
        title=table.wording("title", languages),
        heading=table.wording("heading", languages),
        fields=fields,
    )


def _field(table: Table, languages: tuple[str, ...]) -> FieldTemplate:
    return FieldTemplate(
        key=table.name("key"),
        kind=table.choice("kind", KINDS),
        prompt=table.wording("prompt", languages),
        hint=table.wording("hint", languages),
        writer=table.choice("writer", WRITERS),
        printed=table.flag("printed"),
    )


def _consultation(table: Table, languages: tuple[str, ...]) -> ConsultationRule:
    minimum = table.number("minimum", 0, 3600)
    return ConsultationRule(
        minimum=minimum,
        limit=table.number("limit", max(minimum, 60), 3600),
        reasons=table.wordings("reasons", languages),
    )


def _refuse_twice(file: str, keys: Iterable[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise OfficeError("pack_key_twice", file=file, key=key)
        seen.add(key)
