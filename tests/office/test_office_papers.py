"""What the demo school prints, in both languages, read back by poppler as it is read by people."""

import re
import shutil
import subprocess

import pytest

from tools.papers import LANGUAGES, PICTURES, papers

IN_ORDER = {
    ("plan", "en"): (
        "Individual Learning Plan", "Camila Hernández", "Grade 5", "We met on October 15, 2026", "What Camila is proud of",
        "In Camila's words", "How Camila is doing", "Reading · Reading check", "Where it can get better", "What Camila wants to reach",
        "I will read out loud to Mateo", "Choose three books on Friday.", "October 16, 2026", "Record myself reading",
        "Who helps, and how", "Fifteen quiet minutes", "for 4 minutes", "Our signatures", "Rosa Hernández", "mother, October 15, 2026", "I agree with this plan.", "Page 2 of 2",
    ),
    ("plan", "es"): (
        "Plan Individual de Aprendizaje", "Camila Hernández", "Grado 5", "Nos reunimos el 15 de octubre de 2026",
        "Escrito en inglés; leído en voz alta por la persona intérprete Ana Sol.", "Lo que llena de orgullo a Camila",
        "En palabras de Camila", "Cómo va Camila", "Dónde puede mejorar", "Lo que Camila quiere lograr", "16 de octubre de 2026",
        "Quién ayuda y cómo", "Página 2 de 2",
    ),
    ("worksheet", "en"): ("Worksheet", "Who is here", "mother", "Our goals from last time", "What Nora is proud of"),
    ("worksheet", "es"): ("Hoja de trabajo", "Camila López Cárdenas", "Quiénes están", "Elvira Castañeda, madre", "Nuestras metas de la vez pasada"),
    ("reflection", "en"): ("Nora Hollis", "The last time I said:", "What Nora is proud of", "Step 1"),
    ("reflection", "es"): ("Mi reunión", "La vez pasada dije:", "¿Cómo te fue?", "¿Qué salió bien?", "Paso 1", "Paso 2"),
    ("letter", "en"): ("172 Heron Way", "We missed you", "October 20, 2026, 4:20 p.m.", "October 22", "call Ms. Nakai", "With kind regards"),
    ("letter", "es"): ("Elvira Castañeda", "Nos hizo falta", "20 de octubre de 2026, 4:20 p.m.", "un intérprete, una llamada", "Un saludo cordial"),
    ("contact-sheet", "en"): ("Who takes part, and how to reach them", "Nora Hollis", "For Kirsten Hollis", "Family", "172 Heron Way", "mother", "School", "Ana Reyes", "teacher"),
    ("contact-sheet", "es"): ("Quiénes participan y cómo comunicarse", "Para Elvira Castañeda", "Familia", "480 Heron Way", "madre", "Escuela", "Daniel Park", "docente"),
    ("day-summary", "en"): ("October 15, 2026", "By teacher", "Ana Reyes", "Left to do", "We missed the family", "Hana Yoshida"),
    ("day-summary", "es"): ("15 de octubre de 2026", "Por docente", "Ana Reyes", "Por hacer", "La familia no pudo venir", "Hana Yoshida"),
    ("labels", "en"): ("Temilola Abara", "Kindergarten", "Isaac Begay", "Grade 4", "Andrés Ramírez Zúñiga"),
    ("labels", "es"): ("Temilola Abara", "Kínder · Número 4000130", "Isaac Begay", "Andrés Ramírez Zúñiga"),
    ("annual-report", "en"): ("Annual report to families and community", "240", "students", "Grade 1", "Grade 12"),
    ("annual-report", "es"): ("Informe anual a las familias y la comunidad", "240", "estudiantes", "grado por grado", "Grado 12"),
    ("annual-evidence", "en"): ("Annual evidence report", "At a glance", "Students with no plan on file"),
    ("annual-evidence", "es"): ("Informe anual de evidencia", "De un vistazo", "Estudiantes sin plan en el expediente"),
}  # fmt: skip


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext reads the papers back: apt-get install poppler-utils")
    return papers(tmp_path_factory.mktemp("papers"))


def read_back(pdf, tmp_path) -> str:
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-raw", str(path), "-"], check=True, capture_output=True)
    assert not done.stderr
    return " ".join(done.stdout.decode().split())


@pytest.mark.parametrize(("name", "language"), sorted(IN_ORDER))
def test_a_paper_reads_back_in_the_order_in_which_it_is_read(printed, name, language, tmp_path):
    assert_in_order(IN_ORDER[name, language], read_back(printed[name, language], tmp_path))


def assert_in_order(texts, words) -> None:
    at = 0
    for said in texts:
        found = words.find(said, at)
        assert found >= 0, f"{said!r} is not there after {words[max(0, at - 60) : at]!r}"
        at = found + len(said)


def test_another_order_would_be_noticed(printed, tmp_path):
    words = read_back(printed["letter", "es"], tmp_path)
    first, *others = IN_ORDER["letter", "es"]
    with pytest.raises(AssertionError):
        assert_in_order((*others, first), words)


def test_every_paper_is_in_both_languages_and_no_spanish_one_speaks_english(printed, tmp_path):
    assert set(printed) == set(IN_ORDER) == {(name, language) for name, _ in IN_ORDER for language in LANGUAGES}
    for (name, language), pdf in printed.items():
        english = re.findall(r"\b(Page \d|Grade \d|October \d|Goal \d|Student number)", read_back(pdf, tmp_path))
        assert bool(english) == (language == "en"), (name, language, english[:3])


def test_each_paper_of_the_page_has_its_picture():
    assert {path.stem for path in PICTURES.glob("*.png")} == {f"{name}-{language}" for name, language in IN_ORDER}
