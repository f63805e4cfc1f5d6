"""Reads the rules of a pack: identity, choices, graduation, templates, calendar. Clauses have a module of their own."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise

from ilp_desktop.domain.access import Sharing
from ilp_desktop.domain.packs import Wording
from ilp_desktop.domain.policy.clauses import EVENTS, ROLES, Choice
from ilp_desktop.domain.policy.sets import (
    SHARINGS,
    CalendarTemplate,
    DayOfYear,
    Graduation,
    RuleSet,
    Subject,
    Template,
)
from ilp_desktop.packs.clauses import read_clauses
from ilp_desktop.packs.tables import Table, opened, repeated

MORE_KEYS = ("jurisdiction", "effective_from", "effective_to", "history", "stands_on")
"""What pack.toml may say besides, in format 2."""
_AMBIGUITY = re.compile(r"A(?:[1-9]|1[0-9]|2[01])")
_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


def read_rules(
    files: Mapping[str, str], pack: Table, languages: tuple[str, ...], chosen: Mapping[str, str] | None = None
) -> RuleSet:
    """Return the rules of a pack, with what the school chose instead of the defaults.

    Raises:
        OfficeError: any ``pack_…`` code, with file, line and key.

    """
    choices = read_choices(files, languages)
    values = {each.choice_id: (chosen or {}).get(each.choice_id, each.default) for each in choices}
    pack_id = pack.name("id")
    templates = _templates(files, languages)
    return RuleSet(
        pack_id=pack_id,
        version=pack.text("version"),
        name=pack.wording("name", languages),
        jurisdiction=pack.text("jurisdiction") if pack.has("jurisdiction") else "",
        effective_from=pack.day("effective_from") if pack.has("effective_from") else None,
        effective_to=_ends(pack),
        history=_history(pack, languages),
        stands_on=pack.texts("stands_on") if pack.has("stands_on") else (),
        choices=choices,
        clauses=read_clauses(files, languages, values, pack_id, templates) if "clauses.toml" in files else (),
        graduation=_graduation(files, languages, values),
        templates=templates,
        calendar=_calendar(files),
    )


def _ends(pack: Table) -> date | None:
    if not pack.has("effective_to"):
        return None
    ends = pack.day("effective_to")
    if pack.has("effective_from") and ends <= pack.day("effective_from"):
        raise pack.mistake("pack_wrong_order", "effective_to")
    return ends


def _history(pack: Table, languages: tuple[str, ...]) -> tuple[tuple[date, Wording], ...]:
    if not pack.has("history"):
        return ()
    lines = tuple((line.day("on"), line.wording("what", languages)) for line in pack.tables("history", ("on", "what")))
    if list(lines) != sorted(lines, key=lambda line: line[0]):
        raise pack.mistake("pack_wrong_order", "history")
    return lines


# Choices


def read_choices(files: Mapping[str, str], languages: tuple[str, ...]) -> tuple[Choice, ...]:
    """Return what a pack leaves open. Raises OfficeError ``pack_…``."""
    if "choices.toml" not in files:
        return ()
    top = opened("choices.toml", files, ("choices",))
    known = ("id", "question", "options", "default", "lowest", "highest", "ambiguities")
    found = tuple(_choice(table, languages) for table in top.tables("choices", known))
    _refuse_twice(top, "choices", (each.choice_id for each in found))
    return found


def _choice(table: Table, languages: tuple[str, ...]) -> Choice:
    options = table.wordings("options", languages) if table.has("options") else {}
    if options:
        default, lowest, highest = table.choice("default", options), 0, 0
    else:
        lowest, highest = table.number("lowest", 0, 10_000), table.number("highest", 0, 10_000)
        if highest < lowest:
            raise table.mistake("pack_wrong_order", "highest")
        default = str(table.number("default", lowest, highest))
    ambiguities = table.texts("ambiguities") if table.has("ambiguities") else ()
    if any(not _AMBIGUITY.fullmatch(each) for each in ambiguities):
        raise table.mistake("pack_wrong_type", "ambiguities", wanted='["A1", … "A21"]')
    return Choice(
        choice_id=table.name("id"),
        question=table.wording("question", languages),
        options=options,
        default=default,
        lowest=lowest,
        highest=highest,
        ambiguities=ambiguities,
    )


# Graduation


def _graduation(
    files: Mapping[str, str], languages: tuple[str, ...], chosen: Mapping[str, str]
) -> tuple[Graduation, ...]:
    if "graduation.toml" not in files:
        return ()
    top = opened("graduation.toml", files, ("sets",), chosen)
    known = (
        "id", "name", "citation", "cohorts_from", "cohorts_to", "total", "unit", "subjects", "competencies", "confirmed",
        "program",
    )  # fmt: skip
    tables = top.tables("sets", known)
    found = tuple(_graduation_set(table, languages) for table in tables)
    _refuse_twice(top, "sets", (each.set_id for each in found))
    found = tuple(_until_the_next(one, found) for one in found)
    for at, one in enumerate(found):
        for other in found[:at]:
            if one.program == other.program and _overlap(one, other):
                raise tables[at].mistake("pack_overlap", "cohorts_from", other=other.set_id)
    return found


def _until_the_next(one: Graduation, all_of_them: tuple[Graduation, ...]) -> Graduation:
    """Return a set that says no last cohort as one that ends before the next begins: its first may be the school's choice."""
    later = [
        each.cohorts_from
        for each in all_of_them
        if each.program == one.program and each.cohorts_from > one.cohorts_from
    ]
    return replace(one, cohorts_to=min(later) - 1) if later and not one.cohorts_to else one


def _overlap(one: Graduation, other: Graduation) -> bool:
    ends, other_ends = one.cohorts_to or 9999, other.cohorts_to or 9999
    return one.cohorts_from <= other_ends and other.cohorts_from <= ends


def _graduation_set(table: Table, languages: tuple[str, ...]) -> Graduation:
    subjects = tuple(
        Subject(
            each.name("key"),
            each.wording("name", languages),
            each.amount("credits"),
            each.amount("aligned") if each.has("aligned") else 0.0,
        )
        for each in (table.tables("subjects", ("key", "name", "credits", "aligned")) if table.has("subjects") else ())
    )
    total = table.amount("total")
    if abs(sum(each.credits for each in subjects) - total) > 0.001:
        raise table.mistake("pack_wrong_sum", "total", found=f"{sum(each.credits for each in subjects):g}")
    ends = table.number("cohorts_to", 1990, 2100) if table.has("cohorts_to") else 0
    begins = table.number("cohorts_from", 1990, 2100)
    if ends and ends < begins:
        raise table.mistake("pack_wrong_order", "cohorts_to")
    competencies = table.tables("competencies", languages) if table.has("competencies") else ()
    return Graduation(
        set_id=table.name("id"),
        name=table.wording("name", languages),
        citation=table.text("citation"),
        cohorts_from=begins,
        cohorts_to=ends,
        total=total,
        unit=table.wording("unit", languages),
        subjects=subjects,
        competencies=tuple({language: each.text(language) for language in languages} for each in competencies),
        confirmed=table.flag("confirmed") if table.has("confirmed") else True,
        program=table.name("program") if table.has("program") else "",
    )


# Templates of notes, letters and documents


def _templates(files: Mapping[str, str], languages: tuple[str, ...]) -> tuple[Template, ...]:
    if "templates.toml" not in files:
        return ()
    top = opened("templates.toml", files, ("templates",))
    known = ("key", "event", "title", "writer", "sharing", "prompts", "filed_in", "approver")
    found = tuple(_template(table, languages) for table in top.tables("templates", known))
    _refuse_twice(top, "templates", (each.key for each in found))
    return found


def _template(table: Table, languages: tuple[str, ...]) -> Template:
    prompts = table.tables("prompts", languages) if table.has("prompts") else ()
    return Template(
        key=table.name("key"),
        event=table.choice("event", EVENTS),
        title=table.wording("title", languages),
        writer=table.choice("writer", ROLES),
        prompts=tuple({language: each.text(language) for language in languages} for each in prompts),
        filed_in=table.wording("filed_in", languages) if table.has("filed_in") else None,
        approver=table.wording("approver", languages) if table.has("approver") else None,
        sharing=Sharing(table.choice("sharing", SHARINGS)) if table.has("sharing") else Sharing.PLAN,
    )


# The calendar


def _calendar(files: Mapping[str, str]) -> CalendarTemplate | None:
    if "calendar.toml" not in files:
        return None
    top = opened("calendar.toml", files, ("first", "last", "quarters", "semesters", "closed", "days"))
    days = top.table("days", _named_days(files)) if top.has("days") else None
    found = CalendarTemplate(
        first=_day(top, "first"),
        last=_day(top, "last"),
        quarters=_stretches(top, "quarters"),
        semesters=_stretches(top, "semesters"),
        closed=_stretches(top, "closed") if top.has("closed") else (),
        days={name: _day(days, name) for name in days.keys()} if days is not None else {},  # noqa: SIM118 - a Table
    )
    year = found.year(2027)
    if year.last < year.first:
        raise top.mistake("pack_wrong_order", "last")
    for key, stretches in (("quarters", year.quarters), ("semesters", year.semesters), ("closed", year.closed)):
        if any(one.last < one.first for one in stretches):
            raise top.mistake("pack_wrong_order", key)
        if key != "closed" and not (year.first <= stretches[0].first and stretches[-1].last <= year.last):
            raise top.mistake("pack_outside_year", key, first=f"{year.first:%m-%d}", last=f"{year.last:%m-%d}")
        for one, after in pairwise(stretches):
            if after.first <= one.last:
                raise top.mistake("pack_overlap", key, other=f"{after.first:%m-%d}")
    return found


def _named_days(files: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names that a calendar gives days: whatever it says, in lower case."""
    found = tomllib.loads(files["calendar.toml"]).get("days", {})
    return tuple(name for name in found if re.fullmatch(r"[a-z][a-z0-9_]{0,39}", name))


def _day(table: Table, key: str) -> DayOfYear:
    return _parsed_day(table, key, table.text(key))


def _parsed_day(table: Table, key: str, text: str) -> DayOfYear:
    if not (match := _MONTH_DAY.fullmatch(text)):
        raise table.mistake("pack_wrong_type", key, wanted='"08-19"')
    found = DayOfYear(int(match.group(1)), int(match.group(2)))
    try:
        found.inside(2027)
    except ValueError:
        raise table.mistake("pack_no_such_day", key, value=text) from None
    return found


def _stretches(table: Table, key: str) -> tuple[tuple[DayOfYear, DayOfYear], ...]:
    known = ("from", "to")
    return tuple((_day(each, "from"), _day(each, "to")) for each in table.tables(key, known))


def _refuse_twice(table: Table, key: str, names: Iterable[str]) -> None:
    if (twice := repeated(names)) is not None:
        raise table.mistake("pack_key_twice", f"{key}[{twice[0]}]")
