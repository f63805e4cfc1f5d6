"""An office that takes in rosters in which every cell is a canary. Run as ``crash_imports.py FOLDER``, traced; not closed."""

import os
import sys
import zipfile
from pathlib import Path

from openpyxl import Workbook

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.office import Office
from ilp_desktop.ui.crash import report
from ilp_desktop.wording import sentence
from torture import life

BIRDS = {
    "family": "Phthalokanarie", "given": "Xylokanarie", "middle": "Wispelkanarie", "street": "Moorkanarie Lane",
    "city": "Nebelkanarie", "guardian": "Krummkanarie", "email": "brachkanarie@example.org", "phone": "(435) 555-0187-kanarie",
    "number": "kanarie6001", "changed": "Feuerkanarie", "refused": "Dornkanarie", "sheet": "Distelkanarie",
}  # fmt: skip
TABLE = (
    "Student Number,Last Name,First Name,Middle Name,Grade,Street,City,Guardian Name,Guardian Email,Guardian Phone\n"
    "{number},{family},{given},{middle},05,{street},{city},Rosa {guardian},{email},{phone}\n"
    "{number}2,{refused},,,05,,,,,\n"
)
ROSTER = {
    "manifest.csv": "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\nfile.orgs,bulk\nfile.users,bulk\nsource.systemCode,invented\n",
    "orgs.csv": "sourcedId,name,type\ns1,Alder Elementary,school\n",
    "users.csv": "sourcedId,enabledUser,orgSourcedIds,role,givenName,familyName,identifier,email,phone\n"
    "{number},true,s1,student,{given},{family},{number},{email},{phone}\n{number}9,true,s1,student,,{refused},,,\n",
}


def live(home: Path, sources: Path) -> None:
    life.make(home / "A.ilp")
    with life.opened(home / "A.ilp") as office:
        _bring_roster(office, sources / "roster.zip")
        _bring_table(office, home, sources / "export.csv")
        _bring_table(office, home, sources / "changed.csv")
        office.rosters.take_back(office.rosters.imports()[0].run_id)
        _bring_table(office, home, sources / "export.xlsx")
    office = life.opened(home / "A.ilp")
    _fall_over(office, sources / "export.csv")
    look = office.rosters.look(sources / "changed.csv").table
    assert look is not None
    # Staged and left so: the rows lie in the database as they wait.
    assert not office.rosters.preview(sources / "changed.csv", mapping=look.suggested).changes_nothing


def _bring_roster(office: Office, path: Path) -> None:
    preview = office.rosters.preview(path)
    assert preview.of("student").new == 1
    assert office.rosters.rows(preview.run_id).total
    office.rosters.apply(preview.run_id)


def _bring_table(office: Office, home: Path, path: Path) -> None:
    office._desk.clock.advance(60)  # the copy made before an import is named by its moment
    look = office.rosters.look(path).table
    assert look is not None
    preview = office.rosters.preview(path, mapping=look.suggested)
    page = office.rosters.rows(preview.run_id)
    assert page.total, path.name
    office.rosters.keep_all(preview.run_id, ours=False)
    refusals = office.rosters.refusals_csv(preview.run_id)
    assert refusals.count(b"\n") >= 2, "a row was refused"
    (home / f"{path.name}.refusals.csv").write_bytes(refusals)
    office.rosters.apply(preview.run_id)
    (home / f"{path.name}.mapping").write_bytes(office.mappings.exported(look.suggested.source))
    print(preview, office.rosters.imports(), flush=True)


def _fall_over(office: Office, path: Path) -> None:
    """A mistake of the program in the middle of an import, and a table that is refused: what is printed of both."""
    look = office.rosters.look(path).table
    assert look is not None

    def falls(_: int) -> None:
        raise ValueError(str(look))

    try:
        office.rosters.preview(path.with_name("fallen.csv"), mapping=look.suggested, progress=falls)
    except ValueError as error:
        print(report(error), flush=True)
    else:
        raise AssertionError("it did not fall over")
    try:
        office.rosters.preview(path.with_name("open.csv"), mapping=look.suggested)
    except OfficeError as error:
        print(error, repr(error), sentence(error), report(error), flush=True)
    else:
        raise AssertionError("it was not refused")


def write_sources(folder: Path) -> None:
    """Write the rosters that are brought in."""
    table = TABLE.format(**BIRDS)
    (folder / "export.csv").write_text(table)
    (folder / "fallen.csv").write_text(table.replace("05", "06"))
    (folder / "changed.csv").write_text(table.replace(BIRDS["given"], BIRDS["changed"]))
    (folder / "open.csv").write_text(table.replace(BIRDS["street"], '"' + BIRDS["street"]))
    book = Workbook()
    for line in table.replace(BIRDS["family"], BIRDS["sheet"]).splitlines():
        book.active.append(line.split(","))
    book.save(folder / "export.xlsx")
    with zipfile.ZipFile(folder / "roster.zip", "w") as archive:
        for name, text in ROSTER.items():
            archive.writestr(name, text.format(**BIRDS))


if __name__ == "__main__":
    live(Path(sys.argv[1]), Path(sys.argv[2]))
    # Not closed: the log and its index stay as they are.
    os._exit(0)
