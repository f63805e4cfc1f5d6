"""A stack of papers: 500 plans drawn and sealed by two processes beside LibreOffice, and stored copies on their way out."""

import os
import resource
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from bench.desks import conferences_in, open_desk
from bench.grounds import Grounds
from bench.measures import Limit, Measure, middle, take_turns
from bench.papers import bare_drawing, printed
from ilp_desktop.documents.drawing import Drawing, DrawingHands
from ilp_desktop.documents.seals import Sealer
from ilp_desktop.domain.printing import CopyFor, PaperOut
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.packs import Packs
from ilp_desktop.services.plan_batches import labels_of, marks_of
from ilp_desktop.services.plans import Plans
from ilp_desktop.services.printing import Printing
from ilp_desktop.services.signing import Signing
from ilp_desktop.vault.open_keys import OpenKeys

_PLANS = 500
_AT_ONCE = 200
"""Files that LibreOffice is given in one run: of more than about 250 it leaves the rest out without a word."""


class _Spool:
    """A printer that takes bytes, and two pages of each copy."""

    def print_paper(self, paper: PaperOut, went_out: Callable[[int], None]) -> None:
        assert paper.pdf
        for page in range(paper.first_page, 3):
            went_out(page)


def measure(grounds: Grounds) -> list[Measure]:
    """Draw and seal 500 plans, with and without judging; put 500 stored papers into the queue, and print them."""
    folder = grounds.office(grounds.sizes[0])
    desk, keys = open_desk(folder)
    try:
        return [*_drawn(grounds, desk, keys), *_queued(grounds, desk, keys)]
    finally:
        desk.store.close()


def _drawn(grounds: Grounds, desk: Desk, keys: OpenKeys) -> list[Measure]:
    count = 40 if grounds.quick else _PLANS
    sheet = Signing(desk).prepare(conferences_in(desk, "signed")[0])
    labels = labels_of(Packs(desk).in_force(), "en")
    drawing = Drawing(sheet.content, marks_of(sheet), labels=labels)
    assert keys.seal_key_pem is not None
    sealer = Sealer(keys.seal_key_pem, keys.seal_certificate_pem)
    lines = printed(sheet.content, labels)
    busy: dict[str, list[float]] = {"sealed": [], "judged": []}

    def many(kind: str, certificate: bytes | None) -> float:
        before, begun = _processor(), perf_counter()
        with DrawingHands() as hands:
            wanted = (drawing for _ in range(count))
            made = sum(1 for _ in hands.sealed(wanted, lambda drawn: sealer.seal(drawn, desk.clock.now()), certificate))
            taken = perf_counter() - begun
        assert made == count
        busy[kind].append(_processor() - before)
        return taken

    def bare() -> float:
        begun = perf_counter()
        for _ in range(count):
            bare_drawing(lines)
        return perf_counter() - begun

    samples = {
        "ours": lambda: many("sealed", None),
        "judged": lambda: many("judged", keys.seal_certificate_pem),
        "floor": bare,
    }
    suite = _office_suite(grounds.folder, lines, count)
    samples |= suite
    rounds = 1 if grounds.quick else 3
    taken = {name: middle(costs) for name, costs in take_turns(samples, rounds, warm=0).items()}
    name = f"{count} plans drawn and sealed by two processes"
    limit = None if grounds.quick else Limit(4)
    return [
        Measure(name, "s", taken["ours"], taken["floor"], taken.get("merged"), limit=limit, rounds=rounds),
        *(
            [
                Measure(
                    f"{count} beside LibreOffice, a file each", "s", taken["ours"], None, taken["each"], rounds=rounds
                )
            ]
            if suite
            else []
        ),
        Measure(f"{name}: processor time", "s", middle(busy["sealed"]), rounds=rounds),
        Measure(f"{count} also judged", "s", taken["judged"], rounds=rounds),
        Measure(f"{count} also judged: processor time", "s", middle(busy["judged"]), rounds=rounds),
    ]


def _processor() -> float:
    """Return the processor's time that this process and those that it began have taken."""
    mine, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return mine.ru_utime + mine.ru_stime + theirs.ru_utime + theirs.ru_stime


def _office_suite(folder: Path, lines: list[str], count: int) -> dict[str, Callable[[], float]]:
    """Return LibreOffice making as many unsigned letters of the same words; empty where there is no LibreOffice.

    ``merged``: all of them as one document with page breaks, as a mail merge prints them, which is its quickest way.
    ``each``: a file each, as ours are, 200 of them in one run of the program.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return {}
    text = "\\par ".join("".join(_rtf(sign) for sign in line) for line in lines)
    letters, merged = folder / "letters", folder / "merged"
    for place in (letters, merged):
        place.mkdir()
    for number in range(count):
        (letters / f"{number}.rtf").write_text(f"{{\\rtf1\\ansi {text}}}", encoding="ascii")
    together = "\\page ".join([text] * count)
    (merged / "all.rtf").write_text(f"{{\\rtf1\\ansi {together}}}", encoding="ascii")

    def converting(place: Path) -> Callable[[], float]:
        out = folder / f"{place.name}-converted"

        def convert() -> float:
            shutil.rmtree(out, ignore_errors=True)
            begun = perf_counter()
            _convert(program, folder / "profile", out, sorted(place.iterdir()))
            return perf_counter() - begun

        return convert

    _convert(program, folder / "profile", folder / "first", [letters / "0.rtf"])  # the first run makes its profile
    return {"merged": converting(merged), "each": converting(letters)}


def _rtf(sign: str) -> str:
    return f"\\u{ord(sign)}?" if ord(sign) > 126 or sign in "{}\\" else sign


def _convert(program: str, profile: Path, out: Path, files: list[Path]) -> None:
    options = [f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf", "--outdir", str(out)]
    for start in range(0, len(files), _AT_ONCE):
        some = files[start : start + _AT_ONCE]
        subprocess.run([program, *options, *map(str, some)], check=True, capture_output=True)
    assert len(list(out.iterdir())) == len(files)


def _queued(grounds: Grounds, desk: Desk, keys: OpenKeys) -> list[Measure]:
    count = 40 if grounds.quick else _PLANS
    printing, plans = Printing(desk), Plans(desk, keys.seal_key_pem, keys.seal_certificate_pem)
    paper = plans.renderings(conferences_in(desk, "signed")[0])[0].rendering_id
    printing.set_aside([job.job_id for job in printing.queue()])
    begun = perf_counter()
    for _ in range(count):
        printing.add(paper, CopyFor.FAMILY)
    queued = count / (perf_counter() - begun)
    jobs = [job.job_id for job in printing.queue() if job.is_open]
    begun = perf_counter()
    printing.print_papers(jobs, _Spool())
    out = count / (perf_counter() - begun)
    plain = _flushes(grounds.folder, count)
    return [
        Measure("stored papers put into the queue, a second", "", queued, plain, limit=Limit(200, at_least=True)),
        Measure("copies of two pages handed out, a second", "", out, plain / 4),
    ]


def _flushes(folder: Path, count: int) -> float:
    """Return how often a second a small write is flushed to a plain file: each copy queued is one, handed out four."""
    plain = os.open(folder / "flushed", os.O_WRONLY | os.O_CREAT)
    flush = getattr(os, "fdatasync", os.fsync)
    begun = perf_counter()
    for _ in range(count):
        os.pwrite(plain, bytes(4 * 4120), 0)
        flush(plain)
    taken = perf_counter() - begun
    os.close(plain)
    return count / taken
