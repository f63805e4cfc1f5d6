"""A small invented roster, as files that a test may bend."""

import csv
import io
import zipfile
from dataclasses import replace
from pathlib import Path

from ilp_desktop.domain.roster import Roster, RosterRemark

FILES: dict[str, str] = {
    "manifest.csv": """propertyName,value
manifest.version,1.0
oneroster.version,1.1
file.academicSessions,bulk
file.classes,bulk
file.courses,bulk
file.demographics,bulk
file.enrollments,bulk
file.orgs,bulk
file.users,bulk
source.systemName,Invented SIS
source.systemCode,invented
""",
    "orgs.csv": """sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
d1,,,Invented District,district,,
s1,,,Invented School,school,101,d1
""",
    "academicSessions.csv": """sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear
y27,,,2026-27,schoolYear,2026-08-18,2027-06-03,,2027
t1,,,Fall,semester,2026-08-18,2027-01-14,y27,2027
""",
    "courses.csv": """sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes
c1,,,y27,Reading,R5,05,s1,Reading,
""",
    "classes.csv": """sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods
k1,,,Reading 5A,05,c1,R5-1,scheduled,Room 5,s1,t1,Reading,,2
""",
    "users.csv": """sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password
u1,,,true,s1,student,zoe,,Zoë,Núñez,,4001,zoe@example.org,,,g1,05,CANARY-secret
u2,,,true,s1,student,ben,,Ben,Tsosie,Kai,4002,,,,,"09, 10",CANARY-secret
t1,,,true,s1,teacher,lund,,Erik,Lund,,T1,lund@example.org,,(435) 555-0101,,,CANARY-secret
g1,,,true,s1,parent,rosa,,Rosa,Núñez,,,rosa@example.org,(435) 555-0102,,,,CANARY-secret
""",
    "demographics.csv": """sourcedId,status,dateLastModified,birthDate,sex
u1,,,2016-04-13,
u2,,,2012-01-02,
""",
    "enrollments.csv": """sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate
e1,,,k1,s1,u1,student,,2026-08-18,
e2,,,k1,s1,t1,teacher,true,,
""",
}


def changed(**files: str | None) -> dict[str, str]:
    """The files with some replaced (users="…") or left out (courses=None)."""
    found = dict(FILES)
    for name, text in files.items():
        if text is None:
            del found[f"{name}.csv"]
        else:
            found[f"{name}.csv"] = text
    return found


def edited(file: str, old: str, new: str) -> dict[str, str]:
    """The files with one text replaced in one of them; it has to be there."""
    assert old in FILES[file], old
    return {**FILES, file: FILES[file].replace(old, new)}


def zipped(path: Path, files: dict[str, str | bytes], *, folder: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(folder + name, text)
    return path


def with_columns_moved(text: str) -> str:
    """The same table, its columns the other way round and two unknown ones among them."""
    rows = list(csv.reader(io.StringIO(text)))
    out = io.StringIO()
    writer = csv.writer(out)
    for at, row in enumerate(rows):
        extra = ["metadata.district.x", "Homeroom Color"] if at == 0 else ["x", "blue"]
        writer.writerow([extra[0], *reversed(row), extra[1]])
    return out.getvalue()


def said(remarks: tuple[RosterRemark, ...]) -> list[tuple[str, int, str, str]]:
    return [(each.file, each.row, each.code, dict(each.params).get("column", "")) for each in remarks]


def values(roster: Roster) -> Roster:
    """The roster without what tells its files apart: two files may say the same."""
    return replace(roster, contents=b"")
