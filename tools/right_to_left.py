"""Papers from right to left, tried: ``python -m tools.right_to_left DIR`` draws a plan and holds lines beside LibreOffice's.

It leaves the plan and both programs' lines in DIR, and prints for each line how much of the ink both have at the same
place, and what poppler reads back. The sentences are a trial of letters, written for it and checked by nobody who speaks the
language: no word of them is the program's.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import numpy as np

from ilp_desktop.documents import looks
from ilp_desktop.documents.directions import reading
from ilp_desktop.documents.fonts import FOLDER
from ilp_desktop.documents.layout import paint_down, paragraph
from ilp_desktop.documents.pages import Style
from ilp_desktop.documents.papers import Paper
from ilp_desktop.documents.plans import draw_plan
from ilp_desktop.domain.plans import (
    GoalStep,
    MeasurePoint,
    PackMark,
    PlanAnswer,
    PlanConsultation,
    PlanContent,
    PlanGoal,
    PlanKind,
    PlanMeasure,
    PlanParticipant,
    PlanSchool,
    PlanStudent,
    RevisionMark,
)

LINES = (
    "أقرأ لأخي كل مساء وهو يطلب كتابين",
    "الأهداف والدرجات والملاحظات",
    "سألت المعلمة سؤالا صعبا أمام الصف",
    "קראתי שני ספרים לאחי הקטן",
    "שלום לכל המשפחה",
    "قرأت 12 كتابا هذا العام",
    "كتبت ملخصا في ملف (PDF) أمس",
    "قرأت Charlotte's Web مرتين",
)
"""Letters that join, lam-alef, Hebrew, then numbers and Latin inside."""
HEADINGS = {
    "celebrate": "ما يفخر به {name}",
    "data": "كيف حال {name}",
    "goals": "ما يريد {name} أن يبلغه",
    "signatures": "توقيعاتنا",
    "statement": "هذه الخطة وعد مشترك وليست عقدا.",
}
_DOTS = 200
_SIZE = 24
_GAP = 60
Ink = np.ndarray[Any, np.dtype[np.bool_]]


def main() -> int:
    """Draw, compare, print."""
    parser = argparse.ArgumentParser(prog="tools.right_to_left", description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    plan = folder / "plan.pdf"
    plan.write_bytes(draw_plan(content(), language="ar", labels=HEADINGS, direction="rtl"))
    ours = folder / "lines.pdf"
    ours.write_bytes(lines_pdf())
    readers: dict[str, list[str]] = {"pdftotext": read_back(ours), "pdfinfo -struct-text": structure(ours)}
    if shutil.which("soffice") is None:
        print("LibreOffice is not here to be drawn against.")
        return _told(readers)
    readers["pdftotext, of LibreOffice's"] = read_back(reference(folder))
    print("ink that both have at the same place, of all ink of either:")
    pairs = zip(LINES, rows(ours), rows(folder / "reference.pdf"), strict=True)
    for line, mine, theirs in pairs:
        print(f"  {overlap(mine, theirs):5.1%}  widths {mine.shape[1]} and {theirs.shape[1]}  {line}")
    return _told(readers)


def _told(readers: dict[str, list[str]]) -> int:
    print("read back as it was written:")
    for reader, said in readers.items():
        right = [bare(line) == bare(back) for line, back in zip(LINES, said, strict=False)]
        print(f"  {sum(right)} of {len(LINES)} lines by {reader}", [at + 1 for at, one in enumerate(right) if not one])
    return 0


def content() -> PlanContent:
    """Return an invented plan whose words are Arabic, with a Hebrew sentence in it."""
    return PlanContent(
        student=PlanStudent("s", "ليلى خليل", "ليلى", "3", "4000239"),
        school=PlanSchool("Juniper Ridge Elementary", "Demo", "o"),
        kind=PlanKind("ilp", "خطة التعلم الفردية"),
        school_year=2027,
        revision=RevisionMark(1, "r", "2026-10-15"),
        pack=PackMark("starter", "1.0", "ab" * 32),
        participants=(PlanParticipant("ليلى خليل", "student"), PlanParticipant("سميرة خليل", "mother")),
        strengths=(
            PlanAnswer("بكلمات ليلى", f"{LINES[0]}. {LINES[6]}.", "ar", "student"),
            PlanAnswer("ما نراه", f"{LINES[2]}. {LINES[3]}.", "ar", "together"),
        ),
        measures=(PlanMeasure("القراءة", "كلمة في الدقيقة", (MeasurePoint("2025", 61), MeasurePoint("2026", 84)), 80),),
        goals=(PlanGoal(f"{LINES[7]}.", "student", "ar", (GoalStep(1, LINES[5], "ليلى", "2026-10-16"),)),),
        consultation=PlanConsultation(took_place=True, minutes=4),
    )


def lines_pdf() -> bytes:
    """Set each line by itself, large, far from the next."""
    paper = Paper(title="Lines", author="", language="ar", dated="2026-10-15", direction="rtl")
    style = Style("Regular", _SIZE, _GAP, looks.INK)
    with reading("rtl"):
        page = paper.page()
        for number, line in enumerate(LINES):
            set_line = paragraph(line, style, paper.width - 2 * looks.SIDE, paper.root.add("P"))
            paint_down(page, looks.SIDE, looks.TOP + number * _GAP, set_line)
    return paper.finished()


def reference(folder: Path) -> Path:
    """Have LibreOffice set the same lines in the same faces, and return its PDF."""
    fonts = folder / "fonts.conf"
    fonts.write_text(
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>{FOLDER}</dir>'
        f"<cachedir>{folder / 'cache'}</cachedir></fontconfig>"
    )
    body = "".join(f'<text:p text:style-name="{"H" if _is_hebrew(line) else "A"}">{line}</text:p>' for line in LINES)
    document = folder / "reference.fodt"
    document.write_text(_FODT.format(body=body), encoding="utf-8")
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').absolute().as_uri()}", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "pdf", "--outdir", str(folder), str(document)],
        check=True,
        capture_output=True,
        env=os.environ | {"FONTCONFIG_FILE": str(fonts.absolute())},
    )
    return folder / "reference.pdf"


def _is_hebrew(line: str) -> bool:
    return any("HEBREW" in unicodedata.name(letter, "") for letter in line)


def _style(name: str, face: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties '
        'style:writing-mode="rl-tb" fo:text-align="start" fo:margin-bottom="36pt"/><style:text-properties '
        f'style:font-name="Inter" fo:font-size="{_SIZE}pt" style:font-name-complex="{face}" '
        f'style:font-size-complex="{_SIZE}pt"/></style:style>'
    )


_FACES = "".join(
    f'<style:font-face style:name="{name}" svg:font-family="&apos;{name}&apos;"/>'
    for name in ("Inter", "Noto Sans Arabic", "Noto Sans Hebrew")
)
_FODT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.3" '
    'office:mimetype="application/vnd.oasis.opendocument.text"><office:font-face-decls>'
    + _FACES
    + "</office:font-face-decls><office:automatic-styles>"
    + _style("A", "Noto Sans Arabic")
    + _style("H", "Noto Sans Hebrew")
    + "</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document>"
)


def rows(pdf: Path) -> list[Ink]:
    """Return the ink of each line of the first page, cut out to its edges."""
    done = subprocess.run(
        ["pdftoppm", "-gray", "-r", str(_DOTS), "-singlefile", str(pdf)], check=True, capture_output=True
    )
    _magic, size, _most, pixels = done.stdout.split(b"\n", 3)
    width, height = map(int, size.split())
    ink: Ink = np.frombuffer(pixels, np.uint8).reshape(height, width) < 128
    full = np.flatnonzero(ink.any(axis=1))
    cuts = np.flatnonzero(np.diff(full) > _DOTS // 5)
    edges = np.split(full, cuts + 1)
    found: list[Ink] = []
    for edge in edges:
        row = ink[edge[0] : edge[-1] + 1]
        across = np.flatnonzero(row.any(axis=0))
        found.append(row[:, across[0] : across[-1] + 1])
    return found


def overlap(mine: Ink, theirs: Ink) -> float:
    """Return how much ink is at the same place, at the best of a few shifts (dots of one pixel), of all ink of either."""
    height, width = max(mine.shape[0], theirs.shape[0]) + 8, max(mine.shape[1], theirs.shape[1]) + 8
    best = 0.0
    for down in range(9):
        for across in range(9):
            one, other = np.zeros((height, width), bool), np.zeros((height, width), bool)
            one[4 : 4 + mine.shape[0], 4 : 4 + mine.shape[1]] = mine
            if down + theirs.shape[0] <= height and across + theirs.shape[1] <= width:
                other[down : down + theirs.shape[0], across : across + theirs.shape[1]] = theirs
                best = max(best, float((one & other).sum() / (one | other).sum()))
    return best


def read_back(pdf: Path) -> list[str]:
    """Return the lines as poppler reads them."""
    done = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True)
    return [line for line in done.stdout.decode().split("\n") if line.strip()]


def structure(pdf: Path) -> list[str]:
    """Return the lines as poppler finds them by the document's tags: what a screen reader is given."""
    done = subprocess.run(["pdfinfo", "-struct-text", str(pdf)], check=True, capture_output=True)
    return re.findall(r'^\s*"(.*)"$', done.stdout.decode(), re.MULTILINE)


def bare(text: str) -> str:
    """Leave out marks of direction and spaces, and join presentation forms to their letters."""
    return "".join(
        letter
        for letter in unicodedata.normalize("NFKC", text)
        if not letter.isspace() and unicodedata.category(letter) != "Cf"
    )


if __name__ == "__main__":
    sys.exit(main())
