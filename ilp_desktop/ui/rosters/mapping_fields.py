"""The catalog of fields as the mapping screen uses it: in words, in groups, with a check of what stands in a column."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ilp_desktop.domain.mappings import Content, TableMapping
from ilp_desktop.language import N_, _
from ilp_desktop.roster import fields
from ilp_desktop.roster.fields import Reads

_WORDLESS = frozenset({"Student", "Address", "Course", "Result", "Dates", "Caseload"})
"""Groups whose fields are understood by their own words; those of other groups are said with it (Guardian 1: Phone)."""
_ONE_OF = N_("{first} or {second}")


@dataclass(frozen=True, slots=True)
class Offered:
    """A field as it is offered: its words, the group that it stands in, what else it is found by."""

    key: str
    words: str
    group: str
    needed: bool
    also: str


def offered(content: Content) -> tuple[Offered, ...]:
    """Return what the columns of such a table can be, group by group."""
    needed = {key for group in fields.NEEDED[content] for alternative in group for key in alternative}
    groups = dict.fromkeys(field.group for field in fields.fields_of(content))
    return tuple(
        Offered(field.key, _(field.label), _(group), field.key in needed, _also(content, field.key))
        for group in groups
        for field in fields.fields_of(content)
        if field.group == group
    )


@cache
def _also(content: Content, key: str) -> str:
    field = fields.field_of(content, key)
    return " ".join(field.synonyms) if field else ""


def field_words(content: Content, key: str) -> str:
    """Name a field where its group is not seen: Guardian 1: Phone."""
    field = fields.field_of(content, key)
    if field is None:
        return key
    if field.group in _WORDLESS or (content is Content.STAFF and field.group == "Staff member"):
        return _(field.label)
    return _("{group}: {field}").format(group=_(field.group), field=_(field.label))


def reads_of(content: Content, key: str) -> Reads:
    """Return what the cells of a field are read as."""
    field = fields.field_of(content, key)
    return field.reads if field else Reads.TEXT


def may_repeat(content: Content, key: str) -> bool:
    """Whether several columns may be this field."""
    field = fields.field_of(content, key)
    return field is not None and field.many


def lacking(mapping: TableMapping) -> tuple[str, ...]:
    """Return what is needed and not chosen yet, in words; of several ways to say it, the first two."""
    content = mapping.content
    lacks = fields.lacking(content, [use.field for use in mapping.columns])
    return tuple(_either(content, alternatives) for alternatives in lacks)


def _either(content: Content, alternatives: tuple[tuple[str, ...], ...]) -> str:
    said = [_all_of(content, alternative) for alternative in alternatives]
    if len(said) == 1:
        return said[0]
    return _(_ONE_OF).format(first=said[0], second=said[1])


def _all_of(content: Content, keys: tuple[str, ...]) -> str:
    words = [field_words(content, key) for key in keys]
    return words[0] if len(words) == 1 else _("{first} and {second}").format(first=words[0], second=words[-1])


def reads(mapping: TableMapping, key: str, cells: Sequence[str]) -> bool:
    """Whether most of these cells can be read as what the field is; true where there are none."""
    from ilp_desktop.roster.mapped_plan import reads_well  # noqa: PLC0415 - it brings a library for workbooks

    return not cells or reads_well(mapping.content, key, cells, mapping)


__all__ = ["Reads", "field_words", "lacking", "may_repeat", "offered", "reads", "reads_of"]
