"""A whole office life in which every word is a canary. Run as ``office_diary.py FOLDER``, traced; it is not closed."""

import os
import socket
import sys
import zipfile
from datetime import date, timedelta
from pathlib import Path

from office_folder import NOW, founding, opened

from ilp_desktop.clock import SetClock
from ilp_desktop.domain.conferences import Party
from ilp_desktop.domain.confidential import NoteWords
from ilp_desktop.office import Office
from ilp_desktop.store import backups
from ilp_desktop.vault.cost import CHEAP

FIRST, SECOND = "Quagmirkanarie warbles at the brook", "Zirbelkanarie hums above the orchard"
STROKES = (tuple((x / 20, 0.3 + 0.4 * (x % 3) / 3, x * 12.0, 0.5) for x in range(2, 19)),)
WORDS = {
    "lead": "Oriolekanarie", "given": "Xylokanarie", "family": "Phthalokanarie", "preferred": "Wispelkanarie",
    "parent": "Krummkanarie", "email": "brachkanarie@example.org", "phone": "(435) 555-0187-kanarie",
    "answer": "Feuerkanarie", "draft": "Tintenkanarie", "goal": "Nebelkanarie", "step": "Moorkanarie",
    "note": "Kellerkanarie", "title": "Turmkanarie", "file": "Brunnenkanarie", "inside": "Gipfelkanarie", "typed": "Gassenkanarie",
    "slip": "Riegelkanarie", "found": "Schrankkanarie", "commitment": "Distelkanarie", "disagreement": "Dornkanarie", "sent_to": "Ufelkanarie", "second": "Heidekanarie",
}  # fmt: skip
SECRETS = (FIRST, SECOND)
NUMBER = "6001"

ROSTER = {
    "manifest.csv": "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\nfile.orgs,bulk\nfile.users,bulk\nfile.roles,bulk\nsource.systemCode,invented\n",
    "orgs.csv": "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\ns1,,,Alder Elementary,school,101,\n",
    "users.csv": "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,preferredGivenName\n"
    "u1,,,true,u1,,{given},{family},,6001,,,,g1,05,,{preferred}\n"
    "g1,,,true,g1,,{parent},{family},,,{email},,{phone},,,,\n",
    "roles.csv": "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId\n"
    "r1,,,u1,primary,student,,,s1\nr2,,,g1,primary,parent,,,s1\n",
}


def write_roster(path: Path, **other: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in ROSTER.items():
            archive.writestr(name, text.format(**{**WORDS, **other}))
    return path


def live(place: Path, rosters: list[Path]) -> None:
    with founding(place / "A.ilp", person_name=f"Iris {WORDS['lead']}", passphrase=FIRST) as founded:
        founded.write_sheet(place / "sheet.pdf")
        founded.confirm(founded.recovery_code).close()
    with opened(place / "A.ilp", FIRST) as office:
        preview = office.rosters.preview(rosters[0])
        assert preview.of("student").new == preview.of("guardian").new == 1
        office.rosters.apply(preview.run_id)
        assert len(office.students.search(WORDS["preferred"][:5])) == 1
        office.change_passphrase(FIRST, SECOND, cost=CHEAP)
    office = opened(place / "A.ilp", SECOND)
    held = hold(office)
    office.export_plans(NUMBER, place / "plans")
    backups.back_up(office._desk.store, place / "backups", SetClock(NOW))
    next_year = office.conferences.arrange(office.students.by_number(NUMBER), date(2026, 12, 1), "09:00").made_id
    office.conferences.begin(next_year)
    office.conferences.save_draft(next_year, "answer:data.improve", WORDS["draft"], "en")
    confide(office, place)
    office.rosters.preview(rosters[1])
    assert office.conferences.open(held)


def confide(office: Office, place: Path) -> None:
    """Write, type, attach, find and change what is confidential; the attached file was there before."""
    kept, student_id = office.confidential, office.students.by_number(NUMBER)
    note = kept.keep_note(student_id, NoteWords(WORDS["title"], f"{WORDS['note']} {WORDS['found']}")).made_id
    kept.save_draft(student_id, NoteWords(text=WORDS["typed"]))
    made = kept.attach(student_id, place.parent / f"{WORDS['file']}.txt").made_id or 0
    assert kept.document(student_id, made)[1] == WORDS["inside"].encode()
    assert len(kept.search(WORDS["found"])) == 1
    with office._desk.store.write():
        kept.save_draft(student_id, NoteWords(text=WORDS["slip"]), note)
    backups.back_up(office._desk.store, place / "backups", SetClock(NOW + timedelta(hours=1)))
    kept.remove(student_id, made)


def hold(office: Office) -> int:
    clock = office._desk.clock
    assert isinstance(clock, SetClock)
    conferences, talk, signing = office.conferences, office.consultations, office.signing
    held = conferences.arrange(office.students.by_number(NUMBER), date(2026, 11, 24), "08:40").made_id or 0
    conferences.begin(held)
    conferences.save_draft(held, "answer:celebrate.proud", WORDS["answer"][:7], "en")
    conferences.leave_field(held, "answer:celebrate.proud", WORDS["answer"], "en")
    goal = conferences.add_goal(held).made_id
    conferences.leave_field(held, f"goal:{goal}", WORDS["goal"], "en")
    step = conferences.add_step(goal).made_id
    conferences.leave_field(held, f"step:{step}", WORDS["step"], "en")
    line = conferences.add_commitment(held, Party.FAMILY).made_id
    conferences.leave_field(held, f"commitment:{line}", WORDS["commitment"], "es")
    talk.start(held)
    for _ in range(10):
        clock.advance(20)
        talk.seen(held)
    talk.finish(held)
    for person in [line.participant for line in signing.prepare(held).signers]:
        sheet = signing.prepare(held)
        choice, words = ("disagree", WORDS["disagreement"]) if WORDS["parent"] in person.name else ("agree", "")
        signing.sign(held, person.participant_id, sheet.sha256, choice, words, "drawn", STROKES, "en", aspect=4.0)
    made = office.plans.finalize(held, "en").made_id
    office.plans.record_delivery(made, "given_to_family", WORDS["sent_to"])
    return held


def careless(place: Path) -> None:
    """The control: a note that is gone before anybody looks, and a way to somewhere else."""
    note = place / "note.txt"
    note.write_text(" ".join([*WORDS.values(), *SECRETS]))
    note.unlink()
    socket.socket().close()


if __name__ == "__main__":
    here = Path(sys.argv[1])
    if sys.argv[2:] == ["careless"]:
        careless(here)
    else:
        live(here, sorted(here.parent.glob("*.zip")))
    # Not closed: the log, its index and the lock stay as they are.
    os._exit(0)
