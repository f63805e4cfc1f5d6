"""Who may do what: every verb of the office, as each role, upon one's own student and another's, against the table."""

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import pytest
from office_access import CALLS, FOR_GOOD, REFUSALS, TODAY, School, keep_nothing
from office_folder import copy, opened

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.office import Office

PAGE = Path(__file__).parents[2] / "docs" / "security.md"
STRUCTURE = frozenset({"as_seen_by", "close"})
"""What an office has that is no verb of anybody's."""
CELLS = {"all": (True, True), "own": (True, False), "–": (False, False)}


def section(heading: str) -> str:
    found = re.search(rf"^## {heading}\n(.*?)(?=^## )", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert found, heading
    return found[1]


def table() -> dict[str, dict[Role, tuple[bool, bool]]]:
    """What the page says: of each verb and role, whether upon one's own student, and upon another's."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in section("Who may do what").splitlines()
        if line.startswith("|")
    ]
    roles = [Role(name.replace(" ", "_")) for name in rows[0][1:]]
    said: dict[str, dict[Role, tuple[bool, bool]]] = {}
    for verbs, *cells in rows[2:]:
        for verb in re.findall(r"`([^`]+)`", verbs):
            assert verb not in said, f"{verb} stands twice"
            said[verb] = {role: CELLS[cell] for role, cell in zip(roles, cells, strict=True)}
    return said


def by_key() -> set[str]:
    return set(re.findall(r"`(office\.\w+|\w+\.\w+)`", section("What keys decide")))


def verbs(office: Office) -> set[str]:
    """Every public verb: the office's own, and those of everything that it hands out."""
    found: set[str] = set()
    for name in {name for kind in type(office).__mro__ for name in vars(kind)} | set(vars(office)):
        if name.startswith("_") or name in STRUCTURE:
            continue
        own = getattr(type(office), name, None)
        if callable(own) and not isinstance(own, cached_property):
            found.add(f"office.{name}")
            continue
        service = getattr(office, name)
        if re.match(r"ilp_desktop\.(services|office)\b", type(service).__module__):
            found |= {
                f"{name}.{verb}"
                for kind in type(service).__mro__
                if kind.__module__.startswith("ilp_desktop.")
                for verb, what in vars(kind).items()
                if not verb.startswith("_") and callable(what)
            }
    return found


@pytest.fixture(scope="module")
def school(_template, tmp_path_factory) -> Iterator[School]:
    """One office for all roles: no test leaves anything in it."""
    place = tmp_path_factory.mktemp("access")
    with opened(copy(_template.folder, place / _template.folder.name)) as office:
        yield School(office, place / "out")


def test_every_verb_stands_in_the_table_once_and_every_role_beside_it(school):
    said, keys = table(), by_key()
    named = {verb.partition(":")[0] for verb in said}
    assert verbs(school.office) - named - keys == set(), "a new verb: say in docs/security.md who may do it"
    assert named | keys <= verbs(school.office), "the page speaks of verbs that are not there"
    assert not named & keys
    assert said.keys() == CALLS.keys(), "each line of the table is tried"
    assert all(set(roles) == set(Role) for roles in said.values())


@pytest.fixture
def undone(monkeypatch) -> Iterator[None]:
    """Let every verb do what it does, and keep nothing of it: each is called upon the same office."""
    keep_nothing(monkeypatch)
    yield
    monkeypatch.undo()


def may(school: School, office: Office, verb: str, case: str) -> bool:
    try:
        CALLS[verb](office, school.cases[case], school)
    except OfficeError as error:
        return error.code not in REFUSALS
    return True


@pytest.mark.parametrize("role", Role)
def test_each_role_may_do_what_the_table_says_and_nothing_else(school, role, request):
    said = table()
    office = school.seen_by(role)
    tried = {verb: tuple(may(school, office, verb, case) for case in ("Own", "Others")) for verb in sorted(FOR_GOOD)}
    request.getfixturevalue("undone")
    for verb in sorted(CALLS.keys() - FOR_GOOD):
        tried[verb] = tuple(may(school, office, verb, case) for case in ("Own", "Others"))
    differs = {verb: (tried[verb], cells[role]) for verb, cells in said.items() if tried[verb] != cells[role]}
    assert differs == {}, "(is, should be) upon one's own student and another's"


@pytest.mark.parametrize("role", [Role.COUNSELOR, Role.TEACHER, Role.FRONT_DESK])
def test_a_substitute_may_do_it_on_the_day_and_not_the_day_after(school, role, request):
    made = school.office.participants.stand_in(school.staff["Me"], school.staff["Substitute"], TODAY).made_id
    said, office = table(), school.seen_by(role, "Substitute")
    request.getfixturevalue("undone")
    clock, morning = school.desk.clock, school.desk.clock.now()
    try:
        for on, of_own in (("the day", True), ("the day after", False)):
            # How many questions there are about one's own is no question about a student.
            for verb in sorted(CALLS.keys() - FOR_GOOD - {"matching.count"}):
                own, others = said[verb][role]
                # What a role may do with everybody's it may do any day; what it may do with its own, on that one.
                assert may(school, office, verb, "Own") is (others or (own and of_own)), (verb, on)
                assert may(school, office, verb, "Others") is others, (verb, on)
            clock.advance(86_400)
    finally:
        clock.advance((morning - clock.now()).total_seconds())
        request.getfixturevalue("monkeypatch").undo()
        school.office.participants.end_standing_in(made)
