"""A small school at the command line: its roster, its office, a conference held without a window."""

import contextlib
import io
import json
import zipfile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from ilp_desktop import cli, office
from ilp_desktop.clock import SetClock
from ilp_desktop.vault.cost import FLOOR

NOW = datetime(2026, 11, 24, 15, 4, 5, 123456, tzinfo=UTC)
TODAY = date(2026, 11, 24)
PASSPHRASE = "seven gray herons wade the ditch"
SCHOOL = "Alder Elementary"
STUDENT = "6001"
STROKES = (tuple((x / 20, 0.3 + 0.4 * (x % 3) / 3, x * 12.0, 0.5) for x in range(2, 19)),)

# Invented. Six people and two classes, whose courses the file does not bring.
FILES = {
    "manifest.csv": """propertyName,value
manifest.version,1.0
oneroster.version,1.1
file.academicSessions,bulk
file.classes,bulk
file.courses,absent
file.enrollments,bulk
file.orgs,bulk
file.users,bulk
source.systemName,Invented
source.systemCode,invented
""",
    "orgs.csv": "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\ns1,,,Alder Elementary,school,101,\n",
    "academicSessions.csv": """sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear
y27,,,2026-27,schoolYear,2026-08-18,2027-06-03,,2027
t1,,,Fall,semester,2026-08-18,2027-01-14,y27,2027
""",
    "classes.csv": """sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods
k1,,,Reading 5,05,c-gone-1,R5,scheduled,,s1,t1,,,
k2,,,Homeroom 5,05,c-gone-2,H5,homeroom,,s1,t1,,,
""",
    "users.csv": """sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password
u1,,,true,s1,student,zoe,,Zoelina,Nunezcanary,,6001,,,,g1,05,
u2,,,true,s1,student,ben,,Benvolio,Tsosiecanary,,6002,,,,,05,
u3,,,true,s1,student,kai,,Kaimana,Lundcanary,,6003,,,,,05,
t1,,,true,s1,teacher,erik,,Erik,Lund,,,lund@example.org,,,,,
t2,,,true,s1,teacher,mara,,Mara,Quill,,,quill@example.org,,,,,
g1,,,true,s1,parent,rosa,,Rosalba,Nunezcanary,,,,,,,,
""",
    "enrollments.csv": """sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate
e1,,,k1,s1,u1,student,,,
e2,,,k1,s1,t1,teacher,true,,
e3,,,k2,s1,u2,student,,,
e4,,,k2,s1,t2,teacher,true,,
""",
}
NAMES = ("Zoelina", "Nunezcanary", "Benvolio", "Tsosiecanary", "Kaimana", "Lundcanary", "Rosalba")


def write_zip(path: Path, files: dict[str, str] | None = None) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in (files or FILES).items():
            archive.writestr(name, text)
    return path


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.out)


def run(*arguments: object) -> Done:
    """Run a command in this process, and see that no traceback and nobody's name got into what it says of itself."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = cli.main([str(argument) for argument in arguments])
    return quiet(Done(code, out.getvalue(), err.getvalue()))


def quiet(done: Done) -> Done:
    assert "Traceback" not in done.err
    assert [name for name in NAMES if name.casefold() in done.err.casefold()] == []
    return done


def make(folder: Path, school: str = SCHOOL) -> None:
    with office.found(
        folder, office_name=school, person_name="Iris Park", passphrase=PASSPHRASE, clock=SetClock(NOW), cost=FLOOR
    ) as founding:
        founding.confirm(founding.recovery_code).close()


def hold_conference(folder: Path, number: str = STUDENT) -> bytes:
    """Hold a student's conference from arranging to finalizing, with services alone; return the certificate."""
    clock = SetClock(NOW)
    with office.open_office(folder, PASSPHRASE, clock=clock) as opened:
        conferences = opened.conferences
        held = conferences.arrange(opened.students.by_number(number), TODAY, "08:40").made_id or 0
        conferences.check_in(held)
        conferences.begin(held)
        conferences.save_draft(held, "answer:celebrate.proud", "I read to my brother now.", "en")
        goal = conferences.add_goal(held).made_id
        conferences.leave_field(held, f"goal:{goal}", "I will read twenty minutes every day.", "en")
        opened.consultations.start(held)
        for _ in range(12):
            clock.advance(20)
            opened.consultations.seen(held)
        opened.consultations.finish(held)
        for line in opened.signing.prepare(held).signers:
            sheet = opened.signing.prepare(held)
            person = line.participant.participant_id
            opened.signing.sign(held, person, sheet.sha256, "agree", "", "drawn", STROKES, "en", aspect=4.0)
        opened.plans.finalize(held, "en")
        return opened.certificate_pem
