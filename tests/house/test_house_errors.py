"""Every error that the office can meet has a sentence, and every sentence an error."""

import ast
import string

from house_source import calls, modules, place, strings, tree

from ilp_desktop.wording import sentences


def _raised() -> dict[str, list[tuple[str, ast.Call]]]:
    """Each code that stands in an OfficeError's call, with the places that raise it."""
    found: dict[str, list[tuple[str, ast.Call]]] = {}
    for path in modules():
        for call in calls(path, "OfficeError"):
            for code in strings(call.args[0]):
                found.setdefault(code, []).append((f"{place(path)}:{call.lineno}", call))
    return found


def _written() -> set[str]:
    """Every string of the program outside wording/: a code may also stand in a table that its module raises from."""
    return {text for path in modules() if path.parent.name != "wording" for text in strings(tree(path))}


def _places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_every_error_has_a_sentence() -> None:
    known = sentences()
    assert {code: sites[0][0] for code, sites in _raised().items() if code not in known} == {}


def test_every_sentence_is_said_somewhere() -> None:
    assert sorted(set(sentences()) - _written()) == []


def test_an_error_brings_what_its_sentence_asks_for() -> None:
    known = sentences()
    found: list[str] = []
    for code, sites in _raised().items():
        for where, call in sites:
            given = {keyword.arg for keyword in call.keywords}
            lacking = _places(known.get(code, "")) - given
            if lacking and None not in given:  # None: a ** of parameters, which only a run can tell
                found.append(f"{where}: {code} lacks {sorted(lacking)}")
    assert found == []


def test_a_sentence_is_a_sentence() -> None:
    assert [
        code for code, text in sentences().items() if not (text[0].isupper() or text[0] in "{“") or text[-1] not in ".?"
    ] == []
