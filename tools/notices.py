"""THIRD_PARTY_NOTICES.md: what ships with the program, under which license, with the licenses' own texts.

``python -m tools.notices`` writes it from the packages installed in .venv and the files in ``resources/``;
``--check`` fails when a package is missing from it, has another version or license, or a license is not on the
list of those that the program may ship with.
"""

import argparse
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

HOME = Path(__file__).resolve().parent.parent
NOTICES = HOME / "THIRD_PARTY_NOTICES.md"
ASSETS = ("resources/fonts", "resources/icons")

# What an Apache-2.0 program may ship with. LGPL and MPL parts ship unchanged, as files a person can replace.
ALLOWED = frozenset({
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "LGPL-3.0-only", "LGPL-3.0-or-later",
    "MIT", "MIT-0", "MIT-CMU", "MPL-2.0", "PSF-2.0", "Zlib",
})  # fmt: skip

# Packages whose metadata names no SPDX license; each was read in its own license file.
READ_BY_HAND = {
    "backports.tarfile": "MIT",
    "jaraco.classes": "MIT",
    "python-bidi": "LGPL-3.0-or-later",
    "reportlab": "BSD-3-Clause",
    "rfc8785": "Apache-2.0",
    "segno": "BSD-3-Clause",
    "sqlcipher3": "Zlib",
}
SPELLINGS = {"Apache 2.0": "Apache-2.0", "Apache License 2.0": "Apache-2.0", "3-Clause BSD License": "BSD-3-Clause"}

OPENING = """# Third-party notices

ILP Desktop is licensed under Apache-2.0 (LICENSE). It ships with, or installs, the works below, each under its own
license. This file is generated (`python3 dev.py notices`) and checked (`python3 dev.py check`).

Qt (PySide6, shiboken6) and python-bidi are used unchanged under the LGPL, version 3, as separate files that a person
may replace; the LGPL's and the GPL's texts stand below under python-bidi.

"""


def name_of(package: Distribution) -> str:
    """Return a package's name in its one normal spelling."""
    return re.sub(r"[-_]+", "-", package.name).lower()


def requirements(package: Distribution, extras: tuple[str, ...]) -> Iterator[Requirement]:
    """Return what a package stands on, on this computer, with these extras."""
    for text in package.requires or []:
        requirement = Requirement(text)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in (*extras, "")):
            yield requirement


def shipped() -> list[Distribution]:
    """Return every package that the program needs to run on this computer, directly or not, by name."""
    project = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [Requirement(text) for text in project["dependencies"]]
    waiting = [requirement for requirement in waiting if requirement.marker is None or requirement.marker.evaluate()]
    found: dict[str, Distribution] = {}
    while waiting:
        requirement = waiting.pop()
        package = distribution(requirement.name)
        if name_of(package) not in found:
            found[name_of(package)] = package
            waiting += requirements(package, tuple(requirement.extras))
    return [found[name] for name in sorted(found)]


def field(package: Distribution, name: str) -> str:
    """Return one field of what a package says of itself, empty where it says nothing."""
    return (package.metadata.get_all(name) or [""])[0]


def license_of(package: Distribution) -> str:
    """Return a package's license as an SPDX expression."""
    known = READ_BY_HAND.get(name_of(package))
    said = field(package, "License-Expression") or field(package, "License")
    return known or SPELLINGS.get(said, said)


def allowed(expression: str) -> bool:
    """Tell whether one of an expression's alternatives has only licenses that are on the list."""
    alternatives = [re.split(r"\s+AND\s+", one.strip(" ()")) for one in re.split(r"\s+OR\s+", expression)]
    return any(all(part.strip(" ()") in ALLOWED for part in parts) for parts in alternatives)


def homepage(package: Distribution) -> str:
    """Return where a package comes from, as it says itself."""
    entries = [entry.split(", ", 1) for entry in package.metadata.get_all("Project-URL") or []]
    urls = {label.lower(): url for label, url in entries}
    ranked = [urls[key] for key in ("homepage", "repository", "source", "source code", "github") if key in urls]
    return [*ranked, field(package, "Home-page"), *urls.values()][0] or next(iter(urls.values()), "")


def row(package: Distribution) -> str:
    """Return a package's line of the table."""
    return f"| {name_of(package)} | {package.version} | {license_of(package)} |"


def package_texts(package: Distribution) -> Iterator[tuple[str, str]]:
    """Return the license and notice files that a package carries beside its metadata."""
    for file in package.files or []:
        if ".dist-info" in str(file) and re.search(r"licen|copying|notice", file.name, re.IGNORECASE):
            yield f"{name_of(package)}: {file.name}", file.read_text(encoding="utf-8")


def asset_texts() -> Iterator[tuple[str, str]]:
    """Return the licenses of the fonts and icons in resources/."""
    for folder in ASSETS:
        for path in sorted((HOME / folder).glob("*.txt")):
            yield path.relative_to(HOME).as_posix(), path.read_text(encoding="utf-8")


def written() -> str:
    """Return the whole file; a text that several works share stands once."""
    packages = shipped()
    lines = [OPENING + "| package | version | license | from |", "|---|---|---|---|"]
    lines += [f"{row(package)} {homepage(package)} |" for package in packages]
    lines += ["", "Fonts and icons: " + ", ".join(f"`{name}`" for name, _ in asset_texts()) + ".", ""]
    texts: dict[str, tuple[list[str], str]] = {}
    everything = [pair for package in packages for pair in package_texts(package)] + list(asset_texts())
    for name, text in everything:
        texts.setdefault(" ".join(text.split()), ([], text))[0].append(name)
    for names, text in texts.values():
        body = "\n".join(line.rstrip() for line in text.replace("\f", "").strip("\n").splitlines())
        lines += [f"## {', '.join(names)}", "", "````text", body, "````", ""]
    return "\n".join(lines)


def faults() -> list[str]:
    """Return what the notices lack and which license the program may not ship with, in words.

    A row for a package that this computer does not need is no fault: another system or Python may need it.
    """
    held = NOTICES.read_text(encoding="utf-8") if NOTICES.exists() else ""
    found: list[str] = []
    for package in shipped():
        if row(package) not in held:
            found.append(f"not in {NOTICES.name}: {row(package)}")
        if not allowed(license_of(package)):
            found.append(
                f"{name_of(package)}: the license {license_of(package)!r} is not on the list in tools/notices.py"
            )
    pinned = (HOME / "constraints.txt").read_text(encoding="utf-8").lower().replace("_", "-")
    rows = re.findall(r"^\| (\S+) \| (\S+) \| ", held, re.MULTILINE)
    found += [f"stale in {NOTICES.name}: {name}" for name, version in rows[1:] if f"{name}=={version}" not in pinned]
    found += [f"not in {NOTICES.name}: {name}" for name, _ in asset_texts() if name not in held]
    return found


def main() -> int:
    """Write the notices, or only tell whether they are right."""
    parser = argparse.ArgumentParser(prog="dev.py notices")
    parser.add_argument("--check", action="store_true")
    if not parser.parse_args().check:
        NOTICES.write_text(written(), encoding="utf-8")
    found = faults()
    print("\n".join([*found, "Run: python3 dev.py notices"] if found else [f"{NOTICES.name} is up to date."]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
