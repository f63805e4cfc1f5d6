"""Invents families: who lives together, who may sign, what is spoken at home."""

from dataclasses import dataclass, replace
from random import Random

from ilp_desktop.demo.calendars import Calendar
from ilp_desktop.demo.districts import Adult, Child, Family, Guardianship, Household
from ilp_desktop.demo.names import HERITAGES, NEIGHBORHOOD, Heritage
from ilp_desktop.domain.names import folded
from ilp_desktop.domain.roster import PersonKind, RosterPerson, RosterRole

LAST_GRADE = 12
ELEMENTARY_ENDS = 6
GRADE_CODES = ("KG", *(f"{grade:02d}" for grade in range(1, LAST_GRADE + 1)))
# Utah's, then those of people who came from elsewhere and kept their number.
_AREA_CODES = (385, 435, 801, *(code for code in range(201, 1000) if code % 100 != 11 and code not in {385, 435, 801}))
_PHONES_OF_A_CAMPUS = 2_000
_CHILDREN = (1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4)
_WEIGHTS = tuple(heritage.weight for heritage in HERITAGES)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Who raises the children: (relationship, home) for each adult."""

    weight: int
    adults: tuple[tuple[str, int], ...]


ARRANGEMENTS = (
    Arrangement(56, (("mother", 0), ("father", 0))),
    Arrangement(15, (("mother", 0),)),
    Arrangement(4, (("father", 0),)),
    Arrangement(10, (("mother", 0), ("father", 1))),
    Arrangement(5, (("mother", 0), ("stepfather", 0), ("father", 1))),
    Arrangement(4, (("grandmother", 0), ("grandfather", 0))),
    Arrangement(2, (("mother", 0), ("grandmother", 0))),
    Arrangement(2, (("aunt", 0),)),
    Arrangement(2, (("foster parent", 0),)),
)
TOGETHER, TWO_HOMES = ARRANGEMENTS[0], ARRANGEMENTS[3]
_FEMALE = frozenset({"mother", "grandmother", "aunt", "foster parent"})
_ONEROSTER_ROLE = {
    "mother": "parent",
    "father": "parent",
    "grandmother": "relative",
    "grandfather": "relative",
    "aunt": "relative",
}


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is settled about a family before the rest is invented: (given name, girl, grade) for each child."""

    heritage: Heritage
    family_name: str
    children: tuple[tuple[str, bool, int], ...]
    arrangement: Arrangement
    adult_names: tuple[str, ...] = ()
    interpreter: bool | None = None
    barred: str = ""
    """The given name of an adult who is to see the office first."""
    grown: str = ""
    """The given name of a child who is 18 by fall."""


class Families:
    """Invents one campus's families, one after another; the same random source gives the same families."""

    def __init__(self, random: Random, calendar: Calendar, campus: int, prefix: str, town: str) -> None:
        self._random = random
        self._calendar = calendar
        self._campus = campus
        self._prefix = prefix
        self._town = town
        self._students = 0
        self._homes = 0
        self._phones = 0
        self._adults = 0
        self._in_grade = [0] * (LAST_GRADE + 1)

    def next_sketch(self, room: int) -> Sketch:
        """Settle a family with at most ``room`` children."""
        random = self._random
        heritage = random.choices(HERITAGES, _WEIGHTS)[0]
        family_name = random.choice(heritage.families)
        if heritage.double_name:
            family_name = f"{family_name} {random.choice(heritage.families)}"
        arrangement = random.choices(ARRANGEMENTS, [each.weight for each in ARRANGEMENTS])[0]
        girls = [random.random() < 0.5 for _ in range(min(room, random.choice(_CHILDREN)))]
        names = {girl: random.sample(heritage.girls if girl else heritage.boys, 4) for girl in (True, False)}
        grades = self._sibling_grades(len(girls))
        children = tuple((names[girl].pop(), girl, grade) for girl, grade in zip(girls, grades, strict=True))
        return Sketch(heritage, family_name, children, arrangement)

    def family(self, sketch: Sketch, schools: tuple[str, str]) -> Family:
        """Invent the rest. ``schools`` are the ids of the elementary and the secondary school."""
        random, heritage = self._random, sketch.heritage
        at_home = random.randrange(100) < heritage.speaks if sketch.interpreter is None else sketch.interpreter
        language = heritage.language if at_home else "en"
        households = self._households(sketch)
        school = schools[0] if sketch.children[0][2] <= ELEMENTARY_ENDS else schools[1]
        adults = tuple(self._adult(sketch, at, language, school) for at in range(len(sketch.arrangement.adults)))
        agents = tuple(adult.person.sourced_id for adult in adults)
        # Brothers and sisters are born around one day of different years: never a few months apart.
        season = random.randrange(30, 335)
        children = tuple(
            self._child(sketch, at, schools, agents, language, season) for at in range(len(sketch.children))
        )
        return Family(children, adults, households, self._guardianships(sketch, children, adults, households))

    def _sibling_grades(self, count: int) -> list[int]:
        """Put the first child where there are fewest, brothers and sisters one to four years apart (or twins)."""
        fewest = min(self._in_grade)
        grade = self._random.choice([at for at, number in enumerate(self._in_grade) if number == fewest])
        grades = [grade]
        while len(grades) < count:
            gap = 0 if self._random.random() < 0.03 else self._random.randint(1, 4)
            older, younger = max(grades) + gap, min(grades) - gap
            fits = [each for each in (older, younger) if 0 <= each <= LAST_GRADE]
            grades.append(min(fits, key=lambda each: self._in_grade[each]) if fits else grade)
        return grades

    def _households(self, sketch: Sketch) -> tuple[Household, ...]:
        homes = 1 + max(home for _relationship, home in sketch.arrangement.adults)
        made: list[Household] = []
        for home in range(homes):
            self._homes += 1
            number, street = self._random.randrange(100, 980), self._random.choice(NEIGHBORHOOD)
            who = [relationship for relationship, at in sketch.arrangement.adults if at == home]
            label = f"{sketch.family_name} ({who[0]})" if homes > 1 else sketch.family_name
            made.append(
                Household(
                    household_id=f"{self._prefix}-h{self._homes:05d}",
                    label=label,
                    address=f"{number} {street}, {self._town}, UT 84000",
                    phone=self._phone(),
                )
            )
        return tuple(made)

    def _adult(self, sketch: Sketch, at: int, language: str, school: str) -> Adult:
        random, heritage = self._random, sketch.heritage
        relationship, _home = sketch.arrangement.adults[at]
        pool = heritage.women if relationship in _FEMALE else heritage.men
        given = sketch.adult_names[at] if sketch.adult_names else random.choice(pool)
        # Not every parent has the child's family name.
        keeps = relationship not in {"stepfather", "foster parent"} and random.random() < 0.85
        family_name = sketch.family_name if keeps or sketch.adult_names else random.choice(heritage.families)
        self._adults += 1
        role = _ONEROSTER_ROLE.get(relationship, "guardian")
        person = RosterPerson(
            sourced_id=f"{self._prefix}-g{self._adults:05d}",
            roles=(RosterRole(PersonKind.GUARDIAN, role, school),),
            given_name=given,
            family_name=family_name,
            email=_email(given, family_name, f"{self._campus}g{self._adults}") if random.random() < 0.9 else "",
            phone=self._phone(),
            org_sourced_ids=(school,),
        )
        needs = language != "en" and (random.random() < 0.75 if sketch.interpreter is None else sketch.interpreter)
        return Adult(person, language, needs)

    def _child(
        self, sketch: Sketch, at: int, schools: tuple[str, str], agents: tuple[str, ...], language: str, season: int
    ) -> Child:
        random = self._random
        given, girl, grade = sketch.children[at]
        self._students += 1
        self._in_grade[grade] += 1
        school = schools[0] if grade <= ELEMENTARY_ENDS else schools[1]
        own = sketch.heritage.own_script.get(given, "")
        middle = random.choice(sketch.heritage.girls if girl else sketch.heritage.boys)
        twin = sum(each[2] == grade for each in sketch.children) > 1
        # One in a hundred only children repeats a year and is a year older.
        years = grade + (1 if given == sketch.grown or (len(sketch.children) == 1 and random.random() < 0.01) else 0)
        day = season if twin else season + random.randint(-30, 30)
        person = RosterPerson(
            sourced_id=f"{self._prefix}-s{self._students:05d}",
            roles=(RosterRole(PersonKind.STUDENT, "student", school),),
            given_name=given,
            family_name=sketch.family_name,
            middle_name=middle if middle != given and random.random() < 0.5 else "",
            preferred_given_name=own if random.random() < 0.6 else "",
            identifier=str(4_000_000 + self._campus * 10_000 + self._students),
            email=_email(given, sketch.family_name, f"{self._campus}s{self._students}"),
            grades=(GRADE_CODES[grade],),
            org_sourced_ids=(school,),
            birth_date=self._calendar.born(years, day),
            agent_sourced_ids=agents,
        )
        return Child(person, grade, language, round(random.betavariate(3, 2), 3))

    def _guardianships(
        self,
        sketch: Sketch,
        children: tuple[Child, ...],
        adults: tuple[Adult, ...],
        households: tuple[Household, ...],
    ) -> tuple[Guardianship, ...]:
        barred_home = 1 if len(households) > 1 and not sketch.adult_names and self._random.random() < 0.06 else -1
        found: list[Guardianship] = []
        for child in children:
            for adult, (relationship, home) in zip(adults, sketch.arrangement.adults, strict=True):
                lawful = relationship != "stepfather"
                link = Guardianship(
                    child.person.sourced_id,
                    adult.person.sourced_id,
                    households[home].household_id,
                    relationship,
                    may_see=lawful,
                    may_sign=lawful,
                )
                barred = home == barred_home or adult.person.given_name == sketch.barred
                found.append(
                    replace(link, may_see=False, may_sign=False, may_attend=False, barred=True) if barred else link
                )
        return tuple(found)

    def _phone(self) -> str:
        # 555-0100 to 555-0199 are kept free for invented people. Each has a number of their own, as people do: a
        # number that strangers share would ask about all of them who is who.
        self._phones += 1
        at = self._campus * _PHONES_OF_A_CAMPUS + self._phones
        return f"({_AREA_CODES[at // 100 % len(_AREA_CODES)]}) 555-01{at % 100:02d}"


def _email(given: str, family_name: str, number: str) -> str:
    return f"{folded(given)}.{folded(family_name)}.{number}@example.org".replace(" ", "")
