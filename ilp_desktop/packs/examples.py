"""Reads the examples that a pack carries (examples.toml): students, what happened, and what the clauses should say."""

from collections.abc import Mapping
from datetime import date

from ilp_desktop.domain.policy.calendars import label_of
from ilp_desktop.domain.policy.clauses import EVENTS, MARKS, ROLES
from ilp_desktop.domain.policy.examples import Example
from ilp_desktop.domain.policy.facts import Adult, Event, Stage, StudentFacts, Waiver, YearAtSchool
from ilp_desktop.domain.policy.findings import State
from ilp_desktop.domain.students import GRADES
from ilp_desktop.packs.tables import Table, opened

_EXAMPLE = (
    "name", "today", "school_year", "years", "born_on", "cohort", "adults", "events", "waivers", "expected", "chosen",
)  # fmt: skip
_YEAR = ("starts", "grade", "enrolled", "started", "new", "left", "programs")
_EVENT = (
    "kind", "on", "form", "grouping", "stage", "roles", "adults", "invited", "marks", "talk", "declined", "elsewhere",
    "times",
)  # fmt: skip
_WAIVER = ("clause", "period", "by", "why")
_ADULT = ("name", "since", "until")
_PROGRAM = ("name", "on")


def read_examples(files: Mapping[str, str]) -> tuple[Example, ...]:
    """Return the examples of a pack; none where it has no such file. Raises OfficeError ``pack_…``."""
    if "examples.toml" not in files:
        return ()
    top = opened("examples.toml", files, ("examples",))
    return tuple(_example(table) for table in top.tables("examples", _EXAMPLE))


def _example(table: Table) -> Example:
    years = table.tables("years", _YEAR) if table.has("years") else ()
    today = table.day("today")
    school_year = table.number("school_year", 1990, 2100) if table.has("school_year") else 0
    starts = {each.number("starts", 1990, 2100) for each in years} or {school_year or today.year - (today.month < 7)}
    states = [state.value for state in State]
    ids = table.source_keys("expected")
    expected = table.table("expected", ids)
    chosen = table.table("chosen", table.source_keys("chosen")) if table.has("chosen") else None
    return Example(
        name=table.text("name"),
        line=table.source.lines.of(table.where),
        today=today,
        facts=StudentFacts(
            uid="example",
            years=tuple(_year(each) for each in years),
            events=_events(table),
            adults=_adults(table),
            waivers=_waivers(table),
            born_on=table.day("born_on") if table.has("born_on") else None,
            cohort=table.number("cohort", 1990, 2100) if table.has("cohort") else None,
        ),
        years=tuple(sorted(starts)),
        expected={key: State(expected.choice(key, states)) for key in ids},
        chosen={key: chosen.text(key) for key in chosen.keys()} if chosen is not None else {},  # noqa: SIM118 - a Table
        school_year=school_year,
    )


def _adults(table: Table) -> tuple[Adult, ...]:
    """Return the adults: each a name, or a table with the days between which they may attend."""
    if not table.has("adults"):
        return ()
    if not table.lists_tables("adults"):
        return tuple(Adult(uid) for uid in table.texts("adults"))
    return tuple(
        Adult(
            each.text("name"),
            each.day("since") if each.has("since") else None,
            each.day("until") if each.has("until") else None,
        )
        for each in table.tables("adults", _ADULT)
    )


def _year(table: Table) -> YearAtSchool:
    starts = table.number("starts", 1990, 2100)
    enrolled = table.day("enrolled") if table.has("enrolled") else date(starts, 8, 19)
    programs = table.tables("programs", _PROGRAM) if table.has("programs") else ()
    return YearAtSchool(
        label=label_of(starts),
        grade=table.choice("grade", GRADES),
        enrolled_on=enrolled,
        started_on=table.day("started") if table.has("started") else enrolled,
        new=table.flag("new") if table.has("new") else False,
        programs=tuple((each.text("name"), each.day("on")) for each in programs),
        left_on=table.day("left") if table.has("left") else None,
    )


def _events(table: Table) -> tuple[Event, ...]:
    found: list[Event] = []
    for each in table.tables("events", _EVENT) if table.has("events") else ():
        found += [
            _event(each, f"e{len(found) + at}") for at in range(each.number("times", 1, 50) if each.has("times") else 1)
        ]
    return tuple(sorted(found, key=lambda event: (event.on, event.uid)))


def _event(table: Table, uid: str) -> Event:
    stages = [stage.value for stage in Stage]
    return Event(
        uid=uid,
        kind=table.choice("kind", EVENTS),
        on=table.day("on"),
        form=table.text("form") if table.has("form") else "",
        grouping=table.choice("grouping", ("individual", "group")) if table.has("grouping") else "",
        stage=Stage(table.choice("stage", stages)) if table.has("stage") else Stage.HELD,
        roles=frozenset(table.choices("roles", ROLES)),
        adults=frozenset(table.texts("adults")) if table.has("adults") else frozenset(),
        invited=table.number("invited", 1, 500) if table.has("invited") else 1,
        marks=frozenset(table.choices("marks", MARKS)),
        talk=table.number("talk", 0, 7200) if table.has("talk") else None,
        talk_declined=table.flag("declined") if table.has("declined") else False,
        elsewhere=table.text("elsewhere") if table.has("elsewhere") else "",
    )


def _waivers(table: Table) -> tuple[Waiver, ...]:
    return tuple(
        Waiver(each.text("clause"), each.text("period"), each.choice("by", ROLES), each.text("why"))
        for each in (table.tables("waivers", _WAIVER) if table.has("waivers") else ())
    )
