"""The documentation speaks of this house: what it names exists, and what exists is named."""

import re
from pathlib import Path

import pytest
from house_source import HOME, PACKAGE, place

DOCS = sorted([*(HOME / "docs").rglob("*.md"), HOME / "README.md"])
DECISIONS = sorted(path for path in (HOME / "docs" / "decisions").glob("[0-9]*.md"))


def _named_paths(text: str) -> set[str]:
    """What stands in backticks or in a link and looks like a path of this repository."""
    ticked = re.findall(r"`([\w./-]+)`", text) + re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    tops = {path.name for path in HOME.iterdir()} | {path.name for path in PACKAGE.iterdir()}
    return {name for name in ticked if name.split("/")[0] in tops and ("/" in name or "." in name)}


def _exists(name: str, page: Path) -> bool:
    return any((root / name).exists() for root in (HOME, PACKAGE, page.parent))


@pytest.mark.parametrize("page", DOCS, ids=place)
def test_what_a_page_names_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert sorted(name for name in _named_paths(text) if not _exists(name, page)) == []


def test_every_room_stands_in_the_picture() -> None:
    text = (HOME / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert sorted(room for room in rooms - {"__init__"} if not re.search(rf"\b{room}\b", text)) == []


def test_every_folder_stands_in_the_readme() -> None:
    text = (HOME / "README.md").read_text(encoding="utf-8")
    kept = {"ilp_desktop", "docs", "tests", "tools", "bench", "forms", "resources"}
    assert [name for name in sorted(kept) if f"{name}/" not in text] == []


@pytest.mark.parametrize("page", DECISIONS, ids=place)
def test_a_decision_says_why_and_what_else_was_possible(page: Path) -> None:
    headings = re.findall(r"^## (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert {"Context", "Decision", "Consequences", "Alternatives"} <= set(headings)
    index = (HOME / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    assert f"({page.name})" in index, "the index does not name it"


def test_there_are_decisions() -> None:
    assert DECISIONS
