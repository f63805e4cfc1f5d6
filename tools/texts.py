"""The gettext catalogs: every sentence that a person can read, extracted, carried over and compiled.

``python -m tools.texts`` writes ``resources/translations/ilp_desktop.pot``, brings each language's ``.po`` up to it
and compiles the ``.mo`` beside it. ``--check`` writes nothing and fails when any of the three is behind.
"""

import argparse
import gettext
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HOME = Path(__file__).resolve().parent.parent
FOLDER = HOME / "resources" / "translations"
TEMPLATE = FOLDER / "ilp_desktop.pot"
LANGUAGES = ("es",)
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
# The files stand in version control: a date in them would make each extraction a change, and git knows who.
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
HEADER = "# The words of ILP Desktop. Licensed as the program is: Apache-2.0."
UNKEPT = (b'"POT-Creation-Date:', b'"PO-Revision-Date:', b'"Report-Msgid', b'"Last-Translator', b'"Language-Team')


def extracted() -> Catalog:
    """Return every marked sentence of the program, with the files that say it and the notes to translators."""
    catalog = Catalog(
        project="ilp-desktop",
        version="0",
        header_comment=HEADER,
        last_translator="",
        language_team="",
        creation_date=NO_DATE,
        fuzzy=False,
    )
    found = extract_from_dir(
        HOME / "ilp_desktop",
        method_map=[("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    for name, line, message, comments, context in sorted(found, key=lambda entry: (entry[0], entry[1])):
        catalog.add(message, locations=[(f"ilp_desktop/{name}", line)], auto_comments=comments, context=context)
    return catalog


def po_path(language: str) -> Path:
    """Return where a language's translations are written by people."""
    return FOLDER / language / "LC_MESSAGES" / "ilp_desktop.po"


def read(path: Path, language: str | None = None) -> Catalog:
    """Read a catalog, an empty one where there is no file yet."""
    if not path.exists():
        return Catalog(
            locale=language,
            project="ilp-desktop",
            version="0",
            header_comment=HEADER,
            last_translator="",
            language_team="",
            creation_date=NO_DATE,
            fuzzy=False,
        )
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write(path: Path, catalog: Catalog) -> None:
    """Write a catalog in the order of its sentences, with files but no line numbers and no dates."""
    out = BytesIO()
    write_po(out, catalog, width=110, sort_output=True, include_lineno=False, ignore_obsolete=True)
    lines = [line for line in out.getvalue().splitlines(keepends=True) if not line.startswith(UNKEPT)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(lines))


def compiled(catalog: Catalog) -> bytes:
    """Return the .mo of a catalog; a translation marked fuzzy waits for a person and is left out."""
    catalog.creation_date = catalog.revision_date = NO_DATE
    out = BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def ids(catalog: Catalog) -> set[object]:
    """Return what identifies each sentence of a catalog."""
    return {(message.id, message.context) for message in catalog if message.id}


def translated(message: Message) -> bool:
    """Tell whether every form of a sentence has its translation."""
    forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))
    return all(forms)


def update() -> None:
    """Write the template, carry every language over to it, compile."""
    template = extracted()
    write(TEMPLATE, template)
    for language in LANGUAGES:
        path = po_path(language)
        catalog = read(path, language)
        catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
        write(path, catalog)
        path.with_suffix(".mo").write_bytes(compiled(read(path, language)))
        done = sum(1 for message in catalog if message.id and translated(message) and not message.fuzzy)
        print(f"{language}: {done} of {len(ids(template))} sentences translated")


def behind() -> list[str]:
    """Return what is not up to date, in words."""
    wanted = ids(extracted())
    faults: list[str] = []
    for path, language in [(TEMPLATE, None), *((po_path(language), language) for language in LANGUAGES)]:
        name = path.relative_to(HOME)
        held = ids(read(path, language))
        faults += [f"{name} lacks {key}" for key in sorted(map(str, wanted - held))]
        faults += [f"{name} still has {key}" for key in sorted(map(str, held - wanted))]
    for language in LANGUAGES:
        path = po_path(language).with_suffix(".mo")
        if not path.exists() or messages(path.read_bytes()) != messages(compiled(read(po_path(language), language))):
            faults.append(f"{path.relative_to(HOME)} is not compiled from its .po")
    return faults


def messages(mo: bytes) -> dict[object, str]:
    """Return what a compiled catalog answers, without its header."""
    catalog = vars(gettext.GNUTranslations(BytesIO(mo)))["_catalog"]
    return {key: text for key, text in catalog.items() if key}


def main() -> int:
    """Bring the catalogs up to date, or only tell whether they are."""
    parser = argparse.ArgumentParser(prog="dev.py texts")
    parser.add_argument("--check", action="store_true")
    if not parser.parse_args().check:
        update()
        return 0
    faults = behind()
    print("\n".join([*faults, "Run: python3 dev.py texts"] if faults else ["The catalogs are up to date."]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
