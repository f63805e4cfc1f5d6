"""Frozen dataclasses as JSON values and back, strictly: nothing is guessed, converted or left over."""

import types
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeAlias, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Json: TypeAlias = dict[str, "Json"] | list["Json"] | str | int | float | bool | None
T = TypeVar("T")
SAID_IF_ANY = "said_if_any"
"""Metadata of a field, None by default, that is left out where it is None: content without it keeps its bytes for good."""


def to_jsonable(value: object) -> Json:
    """Return a dataclass, tuple or plain value as JSON values."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple):
        return [to_jsonable(item) for item in cast("tuple[object, ...]", value)]
    if is_dataclass(value):
        return {
            name: to_jsonable(getattr(value, name))
            for name, f in _fields(type(value)).items()
            if not f.metadata.get(SAID_IF_ANY) or getattr(value, name) is not None
        }
    raise TypeError(type(value).__name__)


def from_jsonable(kind: type[T], value: object) -> T:
    """Read JSON values as a dataclass. An unknown, missing or mistyped key raises ValueError naming its place."""
    return cast("T", _read(kind, value, "plan"))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


@cache
def _origin(kind: Any) -> tuple[bool, Any, tuple[Any, ...]]:
    """Return whether a type is a dataclass, what it is made from, and of what: asked of each value, known of each type."""
    return is_dataclass(kind), get_origin(kind), get_args(kind)


@cache
def _fields(kind: type) -> dict[str, Field[Any]]:
    return {f.name: f for f in fields(kind)}


def _read(kind: Any, value: object, place: str) -> object:
    plain, origin, made_of = _origin(kind)
    if plain:
        return _dataclass(cast("type", kind), value, place)
    if origin is tuple:
        if not isinstance(value, list):
            raise ValueError(f"{place}: a list is expected")
        inner = made_of[0]
        return tuple(_read(inner, item, f"{place}[{i}]") for i, item in enumerate(cast("list[object]", value)))
    if origin is Literal:
        if value in made_of:
            return value
        raise ValueError(f"{place}: not one of the known words")
    if origin in (Union, types.UnionType):
        return _one_of(made_of, value, place)
    if type(value) is kind or (kind is type(None) and value is None) or (kind is float and type(value) is int):
        return value
    raise ValueError(f"{place}: {getattr(kind, '__name__', 'another type')} is expected")


def _one_of(kinds: tuple[Any, ...], value: object, place: str) -> object:
    for kind in kinds:
        try:
            return _read(kind, value, place)
        except ValueError:
            continue
    raise ValueError(f"{place}: none of the types that belong here")


def _dataclass(kind: type, value: object, place: str) -> object:
    if not isinstance(value, dict):
        raise ValueError(f"{place}: an object is expected")  # noqa: TRY004 - bad input, not a programming mistake
    given = cast("dict[str, object]", value)
    known = _fields(kind)
    if unknown := sorted(given.keys() - known.keys()):
        raise ValueError(f"{place}: unknown key {unknown[0]!r}")
    for name, f in known.items():
        if name not in given and f.default is MISSING and f.default_factory is MISSING:
            raise ValueError(f"{place}: key {name!r} is missing")
    hints = _hints(kind)
    return kind(**{name: _read(hints[name], item, f"{place}.{name}") for name, item in given.items()})
