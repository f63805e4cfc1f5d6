"""Labels stand where the maker's sheet has them: positions read back from the PDF by a program that did not write it."""

import re
import subprocess
from datetime import date

import pytest

from ilp_desktop.documents.labels import draw_labels
from ilp_desktop.domain.labels import FORMATS, FolderLabel

LETTER, A4 = (612, 792), (595.276, 841.89)
SHEETS = {
    # Left, top, width, height of the first and the last label in points, as printed on the maker's template.
    "avery_5160": (30, LETTER, (13.5, 36, 189, 72), (409.5, 684, 189, 72)),
    "avery_5163": (10, LETTER, (11.25, 36, 288, 144), (312.75, 612, 288, 144)),
    "avery_l7160": (21, A4, (20.41, 42.94, 180, 108), (394.8, 690.94, 180, 108)),
}


def labels(count: int) -> list[FolderLabel]:
    return [
        FolderLabel(f"Label{number} Child", "05", f"70{number}", 2027, "Alder Elementary") for number in range(count)
    ]


def words_of(pdf: bytes, tmp_path) -> list[tuple[int, str, float, float, float, float]]:
    """Every word with its page and its box: left, top, right, bottom."""
    path = tmp_path / "labels.pdf"
    path.write_bytes(pdf)
    subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)
    told = subprocess.run(["pdftotext", "-bbox", str(path), "-"], check=True, capture_output=True, text=True).stdout
    found = []
    page = 0
    for line in told.splitlines():
        page += "<page " in line
        word = re.search(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*)</word>', line)
        if word:
            found.append((page, word[5], *map(float, word.groups()[:4])))
    return found


@pytest.mark.parametrize("key", sorted(FORMATS))
def test_every_word_stands_within_its_label(key, tmp_path):
    form = FORMATS[key]
    count, paper, first, last = SHEETS[key]
    assert form.count == count
    words = words_of(draw_labels(labels(count), form, date(2026, 11, 24)), tmp_path)
    assert {word[0] for word in words} == {1}
    for number, (left, top, width, height) in ((0, first), (count - 1, last)):
        mine = [word for word in words if word[1] in {f"Label{number}", f"70{number}"}]
        assert len(mine) == 2
        for _page, _word, x, y, right, bottom in mine:
            assert left < x < right < left + width
            assert top < y < bottom < top + height
        assert left + width <= paper[0]
        assert top + height <= paper[1]


@pytest.mark.parametrize("key", sorted(FORMATS))
def test_a_begun_sheet_is_used_from_the_label_that_is_left(key, tmp_path):
    form = FORMATS[key]
    words = words_of(draw_labels(labels(3), form, date(2026, 11, 24), start=form.count - 1), tmp_path)
    place = {word[1]: word for word in words if word[1].startswith("Label")}
    assert [place[f"Label{number}"][0] for number in range(3)] == [1, 1, 2]
    left, top = form.place(0)
    assert left < place["Label2"][2] < left + form.width
    assert top < place["Label2"][3] < top + form.height
    with pytest.raises(ValueError, match="no such label"):
        draw_labels(labels(1), form, date(2026, 11, 24), start=form.count + 1)


def test_a_long_name_stays_on_its_label(tmp_path):
    form = FORMATS["avery_5160"]
    name = "Maximiliano-Alejandro Fernández de la Vega y Montemayor-Villanueva"
    pdf = draw_labels([FolderLabel(name, "KG", "4410", 2027)], form, date(2026, 11, 24), language="es")
    words = words_of(pdf, tmp_path)
    left, top = form.place(0)
    assert all(left < word[2] and word[4] <= left + form.width for word in words)
    assert all(top <= word[3] and word[5] <= top + form.height for word in words)
    assert "Montemayor" in " ".join(word[1] for word in words)
