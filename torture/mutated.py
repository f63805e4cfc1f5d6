"""The mutated files as lines of the table, with careless readers as the controls that must be caught."""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from ilp_desktop.domain.roster import RosterPerson, RosterReading
from ilp_desktop.roster.mapped import read_table
from torture import csvs, exports, zips
from torture.cases import MOST_MIB, MOST_SECONDS, Case, Found, Tally, spread, tried
from torture.lines import Line

_CONTROLS = 60
Careless = Callable[[tuple[RosterPerson, ...]], tuple[RosterPerson, ...]]


def _drops_one(people: tuple[RosterPerson, ...]) -> tuple[RosterPerson, ...]:
    return people[:-1]


def _takes_the_next_cell(people: tuple[RosterPerson, ...]) -> tuple[RosterPerson, ...]:
    return tuple(replace(one, given_name=one.family_name, family_name=one.middle_name) for one in people)


def _loses_the_last_letter(people: tuple[RosterPerson, ...]) -> tuple[RosterPerson, ...]:
    return tuple(replace(one, family_name=one.family_name[:-1]) for one in people)


def _says_nothing(reading: RosterReading) -> RosterReading:
    return replace(reading, remarks=(), counts=())


def _careless(people: Careless) -> Callable[[RosterReading], RosterReading]:
    def bend(reading: RosterReading) -> RosterReading:
        return replace(reading, roster=replace(reading.roster, people=people(tuple(reading.roster.people))))

    return bend


CARELESS: dict[str, Callable[[RosterReading], RosterReading]] = {
    "a row dropped": _careless(_drops_one),
    "cells shifted": _careless(_takes_the_next_cell),
    "a letter lost": _careless(_loses_the_last_letter),
    "nothing said": _says_nothing,
}


Bend = Callable[[RosterReading], RosterReading]


def _of_files(bend: Bend) -> Case:
    return csvs.case_of(lambda files: bend(csvs.read(files)))


def _of_exports(bend: Bend) -> Case:
    return exports.case_of(lambda path, mapping: bend(read_table(path, mapping)))


def _of_zips(bend: Bend) -> Case:
    return zips.case_of(zips.read, bend)


def csv_case(number: int) -> Found:
    """Try a case of tables: two of three are a roster's files, one is an export read through a mapping."""
    return (exports.case if number % 3 == 2 else csvs.case)(number)


def mutated_csvs(count: int, seed: int) -> Line:
    """Bend tables."""
    return _line("mutated CSVs", csv_case, (_of_files, _of_exports), count, seed)


def mutated_zips(count: int, seed: int) -> Line:
    """Bend zips."""
    return _line("mutated zips", zips.case, (_of_zips,), count, seed)


def _line(name: str, case: Case, controls: Sequence[Callable[[Bend], Case]], count: int, seed: int) -> Line:
    started = time.monotonic()
    first = (seed - 1) * 1_000_000
    processes = min(2, os.cpu_count() or 1) if count > 5_000 else 1
    tally: Tally = spread(case, count, processes, first=first)
    seconds = time.monotonic() - started
    numbers = range(first, first + _CONTROLS)
    careless = [control(bend) for control in controls for bend in CARELESS.values()]
    caught = sum(tried(one, numbers).wrong > 0 for one in careless)
    refused = ", ".join(f"{code.removeprefix('roster_')} ×{number:,}" for code, number in tally.refused.most_common(6))
    return Line(
        name=name,
        tried=tally.tried,
        wanted=count,
        lost=tally.wrong,
        controls=(caught, len(careless)),
        worst_seconds=tally.slowest,
        most_seconds=MOST_SECONDS,
        worst_mib=tally.mib,
        most_mib=MOST_MIB,
        seconds=time.monotonic() - started,
        notes=(
            f"{tally.read:,} read and judged row by row, {tally.tried - tally.read:,} refused ({refused})",
            f"{tally.tried / max(0.001, seconds):,.0f} cases/s in {processes} process(es)",
        ),
        failures=tuple(tally.failures),
    )
