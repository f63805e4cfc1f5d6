"""Mutated CSV files: read as the program reads them, judged row by row by the independent parser."""

import io
import random
import time
from collections.abc import Callable, Mapping

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.roster import RosterReading
from ilp_desktop.roster.oneroster import OpenRoster
from ilp_desktop.roster.packages import Member
from ilp_desktop.roster.sds import OpenSds
from torture.cases import Case, Found
from torture.judging import judged
from torture.mutations import bent
from torture.samples import ONEROSTER_1_1, ONEROSTER_1_2, SDS_1, SDS_2

Files = dict[str, bytes]
Read = Callable[[Files], RosterReading]

_BASES: tuple[Files, ...] = tuple(
    {name: text.encode() for name, text in sample.items()} for sample in (ONEROSTER_1_1, ONEROSTER_1_2, SDS_1, SDS_2)
)


_PEOPLE = ("users.csv", "Student.csv", "Teacher.csv")


def in_memory(files: Mapping[str, bytes]) -> dict[str, Member]:
    """Return a package whose files lie in memory."""

    def member(name: str, raw: bytes) -> Member:
        key = name.lower().removesuffix(".csv")
        return Member(key, name, len(raw), lambda: io.BytesIO(raw))

    return {made.key: made for made in (member(name, raw) for name, raw in files.items())}


def read(files: Files) -> RosterReading:
    """Read a roster's files as an import does. Raises OfficeError."""
    package = in_memory(files)
    is_oneroster = any(name.lower() == "manifest.csv" for name in files)
    return (OpenRoster if is_oneroster else OpenSds)(package, None).streamed()


def files_of(number: int) -> Files:
    """Return the files of a case: a roster in which one file (seldom two) was bent."""
    chance = random.Random(f"csv {number}")
    files = dict(chance.choice(_BASES))
    for _ in range(chance.choice((1, 1, 1, 2))):
        people = [name for name in _PEOPLE if name in files]
        name = chance.choice(people) if chance.random() < 0.5 else chance.choice(sorted(files))
        heading, end, rows = files[name].partition(b"\n")
        if chance.random() < 0.6:  # a bent heading is mostly refused, and says nothing about the rows below it
            files[name] = heading + end + bent(rows, chance)
        else:
            files[name] = bent(files[name], chance)
    return files


def case_of(read_files: Read) -> Case:
    """Return the trial of one case by a reader: the program's, or a careless one as the control."""

    def case(number: int) -> Found:
        files = files_of(number)
        started = time.process_time()
        try:
            reading = read_files(files)
        except OfficeError as refused:
            return Found(refused.code, (), time.process_time() - started)
        seconds = time.process_time() - started
        return Found("", tuple(judged(files, reading)), seconds)

    return case


case = case_of(read)
