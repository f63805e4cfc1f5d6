"""What people read: one catalog, nothing forgotten, the words that families and staff use."""

import ast
import re
import string
from dataclasses import fields

import pytest
from babel.messages.catalog import Catalog, Message
from house_source import calls, modules, place

from ilp_desktop.settings import ABOUT, Settings
from tools import texts


def _places(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def _forms(part: object) -> list[str]:
    return [part] if isinstance(part, str) else [str(form) for form in part or ()]


def _messages(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


@pytest.fixture(scope="module")
def extracted() -> Catalog:
    return texts.extracted()


def test_the_catalogs_hold_what_the_program_says() -> None:
    assert texts.behind() == [], "run: python3 dev.py texts"


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_a_translation_keeps_the_places_that_are_filled_in(language: str) -> None:
    found: list[str] = []
    for message in _messages(texts.read(texts.po_path(language), language)):
        source, translated = _forms(message.id), [form for form in _forms(message.string) if form]
        if any(_places(form) not in [_places(text) for text in source] for form in translated):
            found.append(source[0])
    assert found == []


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_sentence_is_translated(language: str) -> None:
    left = [
        _forms(message.id)[0]
        for message in _messages(texts.read(texts.po_path(language), language))
        if message.fuzzy or not texts.translated(message)
    ]
    assert left == [], f"translate these in {texts.po_path(language).name}"


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_no_translation_says_itself_twice(language: str) -> None:
    """Catalogs that are put together can say a sentence several times over."""
    said = [str(message.string) for message in texts.read(texts.po_path(language), language) if message.id]
    assert [each for each in said if len(each) > 12 and each in (each + each)[1:-1]] == []


def test_a_sentence_is_marked_as_a_whole() -> None:
    """An f-string, a sum or a variable inside _() is never found in the catalog."""
    found: list[str] = []
    for path in modules():
        if path.stem == "language":
            continue
        for call in calls(path, "_", "N_"):
            first = call.args[0] if call.args else None
            if isinstance(first, ast.JoinedStr | ast.BinOp):
                found.append(f"{place(path)}:{call.lineno}")
    assert found == []


# Words that staff do not use (words.md). A message that needs one all the same stands here with its reason.
NOT_STAFF_WORDS = re.compile(
    r"\b(?:policy pack|yearly proof|patrons|handed over|barred|(?<!cumulative )folder copy)\b", re.IGNORECASE
)
NEEDED: dict[str, str] = {}


def test_staff_read_the_words_of_their_work(extracted: Catalog) -> None:
    found = [form for message in _messages(extracted) for form in _forms(message.id) if NOT_STAFF_WORDS.search(form)]
    assert [form for form in found if form not in NEEDED] == []


def test_family_papers_never_blame() -> None:
    """What documents/ prints goes home; docs/words.md says what it may not say."""
    blame = re.compile(r"\b(?:overdue|no-show|refused|waived|failed to attend)\b", re.IGNORECASE)
    found: list[str] = []
    for path in modules():
        if "documents" in path.parts and "wording" not in path.parts:
            for call in calls(path, "_", "N_", "ngettext", "gettext"):
                found += [f"{place(path)}:{call.lineno}" for part in call.args if blame.search(ast.unparse(part))]
    assert found == []


def test_every_setting_is_explained_and_its_default_allowed() -> None:
    assert set(ABOUT) == {field.name for field in fields(Settings)}
    for name, about in ABOUT.items():
        default = getattr(Settings(), name)
        assert about.help
        assert about.lowest is None or about.lowest <= default
        assert about.highest is None or default <= about.highest
        assert not about.choices or default in about.choices
