"""What a policy set gets that could never work: refused by file, line, key and suggestion, wherever somebody tries to take it up."""

import shutil

import pytest

from ilp_desktop import cli, language, packs
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.policy.clauses import CARRIES, EVENTS, MARKS
from ilp_desktop.packs.examples import read_examples
from ilp_desktop.places import FORMS
from ilp_desktop.wording import sentence

PACK = """format = 2
id = "mine"
version = "1"
name = { en = "Mine", es = "Mío" }
languages = ["en", "es"]
jurisdiction = "US-XX"
stands_on = ["starter"]
effective_from = 2026-07-01
"""
CALENDAR = """first = "08-19"
last = "05-28"
quarters = [{ from = "08-19", to = "01-15" }, { from = "01-16", to = "05-28" }]
semesters = [{ from = "08-19", to = "01-15" }, { from = "01-16", to = "05-28" }]
days = { late_winter = "02-01" }
"""
CLAUSE = """[[clauses]]
id = "one"
citation = "Policy 1, A"
strength = "shall"
title = { en = "One", es = "Uno" }
summary = { en = "One.", es = "Uno." }
"""
CHOICE = """[[choices]]
id = "attempts"
question = { en = "How many?", es = "¿Cuántos?" }
lowest = 3
highest = 2
default = 3
"""
STAYS = "The policy set in force stays as it is"
CORRECT = f"{STAYS}; correct it and try again."
QUEDA = "El conjunto de normas vigente queda como está"
CORRIJA = f"{QUEDA}; corríjalo e inténtelo de nuevo."


def clause(*lines: str) -> dict[str, str]:
    """Return a set with one clause; its own lines begin at line 7."""
    return {"clauses.toml": CLAUSE + "\n".join(lines) + "\n"}


def never(key: str, line: int) -> str:
    return (
        f"In clauses.toml, line {line}, {key} can never come true beside the words around it, so the clause could never be "
        f"met. {STAYS}; take it out or correct the words around it."
    )


COUNT = 'count = { events = ["conference"] }'
BAD = {
    "an unknown key": (
        clause('strenght = "shall"', COUNT),
        (
            "clauses.toml, line 7, has a key that means nothing here: clauses[1].strenght. The nearest word that does is strength. "
            f"{STAYS}; correct the key and try again."
        ),
    ),
    "a circle": (
        {"pack.toml": PACK.replace('["starter"]', '["mine"]')},
        f"In pack.toml, line 7, stands_on names mine, which itself stands on this set. {STAYS}; one of them must stand lower.",
    ),
    "a set that is not there": (
        {"pack.toml": PACK.replace('["starter"]', '["starter", "floor"]')},
        (
            "In pack.toml, line 7, stands_on names floor, and there is no such policy set beside this one. "
            f"{STAYS}; put its folder beside this one, or correct the name."
        ),
    ),
    "nothing but a set that is not there": (
        {"pack.toml": PACK.replace('["starter"]', '["floor"]')},
        (
            "In pack.toml, line 7, stands_on names floor, and there is no such policy set beside this one. "
            f"{STAYS}; put its folder beside this one, or correct the name."
        ),
    ),
    "quarters that overlap": (
        {"calendar.toml": CALENDAR.replace('"01-16", to = "05-28" }]\nsem', '"01-10", to = "05-28" }]\nsem')},
        (
            "In calendar.toml, line 3, quarters overlaps with 01-10, so two answers would hold at once. "
            f"{STAYS}; let one end before the other begins."
        ),
    ),
    "a quarter asked for twice": (
        clause('window = { each = "quarter", quarters = [2, 2] }', COUNT),
        (
            "In clauses.toml, line 7, clauses[1].window.quarters overlaps with 2, so two answers would hold at once. "
            f"{STAYS}; let one end before the other begins."
        ),
    ),
    "a day that no year has": (
        {"calendar.toml": CALENDAR.replace('"02-01"', '"02-30"')},
        f"In calendar.toml, line 5, days.late_winter says 02-30, and no calendar has such a day. {CORRECT}",
    ),
    "a date that no calendar has": (
        {"pack.toml": PACK.replace("2026-07-01", "2026-02-30")},
        f"In pack.toml, line 8, effective_from says 2026-02-30, and no calendar has such a day. {CORRECT}",
    ),
    "terms outside the year": (
        {"calendar.toml": CALENDAR.replace('last = "05-28"', 'last = "05-20"')},
        (
            "In calendar.toml, line 3, quarters has days outside the school year, which runs from 08-19 to 05-20. "
            f"{STAYS}; correct the days and try again."
        ),
    ),
    "no citation": (
        {"clauses.toml": (CLAUSE + COUNT).replace('citation = "Policy 1, A"\n', "")},
        f"clauses.toml does not say clauses[1].citation (look at line 1). {STAYS}; add it and try again.",
    ),
    "a band without its grades": (
        clause('window = { each = "band" }', COUNT),
        (
            "In clauses.toml, line 7, clauses[1].window.each asks for a band of grades, and the clause does not say which: it needs "
            f"grades that follow each other. {STAYS}; add them under applies."
        ),
    ),
    "a group of one": (
        clause('count = { events = ["conference"], grouping = "group", most_invited = 1 }'),
        f"In clauses.toml, line 7, clauses[1].count.most_invited should be 2 … 500. {CORRECT}",
    ),
    "a talk longer at the least than at the most": (
        clause('every = { events = ["conference"], talk = [300, 180] }'),
        f"In clauses.toml, line 7, clauses[1].every.talk should be [180, 300]. {CORRECT}",
    ),
    "a highest below the lowest": (
        {"choices.toml": CHOICE},
        f"In choices.toml, line 5, choices[1].highest ends before it begins or is out of order. {CORRECT}",
    ),
    "more than its time can hold": (
        clause('window = { from = "late_winter", to = "late_winter" }', 'count = { events = ["call"], at_least = 5 }'),
        (
            "In clauses.toml, line 8, clauses[1].count.at_least asks for 5, and the time that it is asked in has 1 days. "
            f"{STAYS}; ask for fewer, or give more time."
        ),
    ),
    "a mark that no such event has": (
        clause('count = { events = ["call"], marks = ["signed_parent"] }'),
        (
            "In clauses.toml, line 7, clauses[1].count.marks asks for signed_parent, which call can never have. The nearest that it "
            f"can have is improvement. {CORRECT}"
        ),
    ),
    "a mark that one of two events can never have": (
        clause('every = { events = ["plan", "call"], has = ["goals", "filed"] }'),
        (
            "In clauses.toml, line 7, clauses[1].every.has asks for filed, which call can never have. The nearest that it can have "
            f"is finances. {CORRECT}"
        ),
    ),
    "a mark of what can have none": (
        clause('every = { events = ["assignment"], has = ["goals"] }'),
        never("clauses[1].every.has", 7),
    ),
    "a parent as who assigns": (
        clause('count = { events = ["assignment"], present = ["parent"] }'),
        (
            "In clauses.toml, line 7, clauses[1].count.present says parent, which means nothing here. The nearest word that does is "
            f"career_staff. {CORRECT}"
        ),
    ),
    "a day that the calendar does not name": (
        clause('window = { from = "late_wintr", to = "year_end" }', COUNT),
        (
            "In clauses.toml, line 7, clauses[1].window.from says late_wintr, which means nothing here. The nearest word that does "
            f"is late_winter. {CORRECT}"
        ),
    ),
    "a window that ends before it begins": (
        clause('window = { from = "late_winter", to = "year_start" }', COUNT),
        f"In clauses.toml, line 7, clauses[1].window.to ends before it begins or is out of order. {CORRECT}",
    ),
    "a part of something else than a year": (
        clause('window = { each = "quarter", from = "late_winter", to = "year_end" }', COUNT),
        never("clauses[1].window.from", 7),
    ),
    "an anchor in a band": (
        clause(
            'applies = { grades = ["07-08"] }',
            'window = { each = "band", anchor = "enrollment", within = 2, unit = "weeks" }',
            COUNT,
        ),
        never("clauses[1].window.anchor", 8),
    ),
    "a quarter that the year does not have": (
        clause('window = { each = "quarter", quarters = [3] }', COUNT),
        f"In clauses.toml, line 7, clauses[1].window.quarters should be 1 … 2. {CORRECT}",
    ),
    "an unknown program": (
        clause(
            'applies = { programs = ["alternative"] }',
            'window = { anchor = "program_entry", program = "alternativ", within = 5, unit = "days" }',
            COUNT,
        ),
        (
            "In clauses.toml, line 8, clauses[1].window.program says alternativ, which means nothing here. The nearest word that "
            f"does is alternative. {CORRECT}"
        ),
    ),
    "a program that is left out again": (
        clause('applies = { programs = ["ess"], without_programs = ["ess"] }', COUNT),
        (
            "In clauses.toml, line 7, clauses[1].applies.without_programs and programs rule each other out, so the clause would "
            f"never be asked of anybody. {STAYS}; correct one of them and try again."
        ),
    ),
    "a cohort of grade 9 in kindergarten": (
        clause('applies = { grades = ["KG-06"], cohorts_from = 2026 }', COUNT),
        (
            "In clauses.toml, line 7, clauses[1].applies.cohorts_from and grades rule each other out, so the clause would never be "
            f"asked of anybody. {STAYS}; correct one of them and try again."
        ),
    ),
    "entry to a grade that nobody reaches": (
        clause(
            'applies = { grades = ["KG-06"] }',
            'window = { each = "once", anchor = "grade_entry", grade = "07", within = 30, unit = "days" }',
            COUNT,
        ),
        (
            "In clauses.toml, line 8, clauses[1].window.grade and applies rule each other out, so the clause would never be asked of "
            f"anybody. {STAYS}; correct one of them and try again."
        ),
    ),
    "a waiver by nobody of the staff": (
        clause('waived_by = ["principal"]', COUNT),
        (
            "In clauses.toml, line 7, clauses[1].waived_by says principal, which means nothing here. The nearest word that does is "
            f"administrator. {CORRECT}"
        ),
    ),
    "guardians of a school": (
        clause('scope = "school"', 'count = { events = ["training"], each_of = ["guardian"] }'),
        never("clauses[1].count.each_of", 8),
    ),
    "guardians beside a role": (
        clause('count = { events = ["attempt"], each_of = ["guardian", "student"] }'),
        never("clauses[1].count.each_of", 7),
    ),
}


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "mine"
    made.mkdir()
    files = {"pack.toml": PACK, "calendar.toml": CALENDAR, "clauses.toml": CLAUSE + COUNT}
    for name, text in files.items():
        (made / name).write_text(text, "utf-8")
    return made


def put(folder, files) -> None:
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")


def test_the_set_that_the_mistakes_are_put_into_is_itself_fine(folder):
    assert packs.check_pack(packs.texts(folder), packs.below(folder)).policy.clauses


@pytest.mark.parametrize(("files", "said"), BAD.values(), ids=list(BAD))
def test_a_set_that_could_never_work_is_refused_in_a_sentence_that_says_where_and_what_instead(
    folder, files, said, capsys
):
    put(folder, files)
    with pytest.raises(OfficeError) as caught:
        packs.check_pack(packs.texts(folder), packs.below(folder))
    assert sentence(caught.value) == said
    assert cli.main(["check-pack", str(folder)]) != 0
    told = capsys.readouterr()
    assert said in told.err + told.out
    with pytest.raises(OfficeError) as adopting:
        packs.standing_on(packs.texts(folder), packs.below(folder))
    assert sentence(adopting.value) == said


SPANISH = {
    "an unknown key": "strength",
    "a circle": f"En pack.toml, línea 7, stands_on nombra mine, que a su vez se apoya en este conjunto. {QUEDA}",
    "quarters that overlap": "En calendar.toml, línea 3, quarters se cruza con 01-10, así que dos respuestas valdrían a la vez. "
    f"{QUEDA}; haga que uno termine antes de que empiece el otro.",
    "a date that no calendar has": "En pack.toml, línea 8, effective_from dice 2026-02-30, y ningún calendario tiene ese día. "
    f"{CORRIJA}",
    "terms outside the year": "En calendar.toml, línea 3, quarters tiene días fuera del año escolar, que va del 08-19 al 05-20. "
    f"{QUEDA}; corrija los días e inténtelo de nuevo.",
    "no citation": "clauses[1].citation",
    "more than its time can hold": "En clauses.toml, línea 8, clauses[1].count.at_least pide 5, y el plazo en que se pide tiene "
    f"1 días. {QUEDA}; pida menos o dé más tiempo.",
    "a mark that no such event has": "En clauses.toml, línea 7, clauses[1].count.marks pide signed_parent, que call nunca puede "
    f"tener. Lo más parecido que puede tener es improvement. {CORRIJA}",
    "a program that is left out again": "En clauses.toml, línea 7, clauses[1].applies.without_programs y programs se excluyen "
    f"entre sí, así que la cláusula no se pediría nunca a nadie. {QUEDA}; corrija uno de los dos e inténtelo de nuevo.",
    "an unknown program": "En clauses.toml, línea 8, clauses[1].window.program dice alternativ, que aquí no significa nada. La "
    f"palabra más parecida que sí vale es alternative. {CORRIJA}",
    "guardians beside a role": "En clauses.toml, línea 7, clauses[1].count.each_of nunca puede cumplirse junto a las palabras "
    f"que lo rodean, así que la cláusula no se cumpliría nunca. {QUEDA}; quítelo o corrija las palabras que lo rodean.",
}


@pytest.mark.parametrize("name", SPANISH)
def test_it_is_said_in_spanish_to_who_reads_spanish(folder, name):
    put(folder, BAD[name][0])
    with pytest.raises(OfficeError) as caught:
        packs.check_pack(packs.texts(folder), packs.below(folder))
    language.use("es")
    try:
        said = sentence(caught.value)
    finally:
        language.use("en")
    assert SPANISH[name] in said
    assert QUEDA in said


def test_a_calendar_is_owed_where_there_are_clauses(folder):
    (folder / "calendar.toml").unlink()
    with pytest.raises(OfficeError) as caught:
        packs.check_pack(packs.texts(folder), packs.below(folder))
    assert (caught.value.code, caught.value.params["file"]) == ("pack_missing_file", "calendar.toml")


def test_a_clause_that_a_set_below_has_already_is_named_with_its_line(tmp_path):
    shutil.copytree(FORMS / "utah-floor", tmp_path / "utah-floor")
    mine = tmp_path / "mine"
    mine.mkdir()
    taken = packs.read_policy(packs.texts(FORMS / "utah-floor"), packs.below(FORMS / "utah-floor")).clauses[0].clause_id
    put(mine, {"pack.toml": PACK.replace('["starter"]', '["utah-floor"]')})
    put(mine, {"clauses.toml": CLAUSE + COUNT + "\n" + CLAUSE.replace('"one"', f'"{taken}"') + COUNT})
    with pytest.raises(OfficeError) as caught:
        packs.read_policy(packs.texts(mine), packs.below(mine))
    assert (caught.value.code, caught.value.params["line"]) == ("pack_key_twice", 9)


def test_a_number_that_can_be_chosen_and_never_met_is_found_before_anybody_chooses_it(folder):
    put(folder, {"choices.toml": CHOICE.replace("= 3", "= 1").replace("= 2", "= 90")})
    one_day = 'window = { from = "late_winter", to = "late_winter" }'
    put(folder, clause(one_day, 'count = { events = ["call"], at_least = { choice = "attempts" } }'))
    with pytest.raises(OfficeError) as caught:
        packs.check_pack(packs.texts(folder), packs.below(folder))
    assert (caught.value.code, caught.value.params["value"]) == ("pack_too_many", 90)


def test_a_set_that_an_office_keeps_is_read_again_without_asking_whether_it_can_be_met(folder):
    put(folder, BAD["more than its time can hold"][0])
    kept = packs.texts(folder)
    assert packs.read_policy(kept, packs.below(folder), adopted=True).clauses


def test_what_every_event_can_have_is_said_of_every_event_and_with_known_words():
    assert tuple(CARRIES) == EVENTS
    assert set().union(*CARRIES.values()) == set(MARKS)


@pytest.mark.parametrize("name", ["utah-floor", "policy-4020", "millard-model", "davis", "kentucky", "stride"])
def test_the_examples_give_no_event_what_it_can_never_have(name):
    for example in read_examples(packs.texts(FORMS / name)):
        for event in example.facts.events:
            assert event.marks <= CARRIES[event.kind], (example.name, event.kind)
