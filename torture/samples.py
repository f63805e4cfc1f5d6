"""Small invented rosters in each shape, awkward on purpose: what the mutations begin from."""

ONEROSTER_1_1: dict[str, str] = {
    "manifest.csv": "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\nfile.academicSessions,bulk\n"
    "file.classes,bulk\nfile.courses,bulk\nfile.demographics,bulk\nfile.enrollments,bulk\nfile.orgs,bulk\n"
    "file.users,bulk\nsource.systemCode,invented\n",
    "orgs.csv": "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n"
    "d1,,,Invented District,district,,\ns1,,,Alder Elementary,school,101,d1\ns2,,,Birch Middle,school,102,d1\n",
    "academicSessions.csv": "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear\r\n"
    "y27,,,2026-27,schoolYear,2026-08-18,2027-06-03,,2027\r\nt1,,,Fall,semester,08/18/2026,1/14/2027,y27,2027\r\n",
    "courses.csv": "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes\n"
    'c1,,,y27,"Reading, Writing",R5,05,s1,"Reading, Writing",\nc2,,,y27,Math,M6,"05, 06",s2,Math,\n',
    "classes.csv": "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods\n"
    'k1,,,Reading 5A,05,c1,R5-1,scheduled,Room 5,s1,t1,Reading,,2\nk2,,,"Math ""fast""",06,c2,M6-1,scheduled,,s2,"t1, y27",Math,,"3,4"\n',
    "users.csv": "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password\n"
    "u1,,,true,s1,student,zoe,,Zoë,Núñez,,4001,zoe@example.org,,,g1,05,SECRET\n"
    'u2,,,true,s1,student,ben,,Ben,Tsosie,Kai,4002,,,,"g2, g1","09, 10",SECRET\n'
    'u3,,,1,"s1,s2",student,,,"Mary ""May""",O\'Neill,,4003,,,,g2,kg,SECRET\n'
    'u4,,,yes,s2,student,,,Ana Lucía,"de la Cruz, Jr.",,4004,,,,g3,Grade 6,\n'
    "t1,,,true,s1,teacher,lund,,Erik,Lund,,T1,lund@example.org,,(435) 555-0101,,,SECRET\n"
    "g1,,,true,s1,parent,rosa,,Rosa,Núñez,,,rosa@example.org,(435) 555-0102,,,,SECRET\n"
    "g2,,,true,,guardian,,,Lee,Tsosie,,,,,435-555-0103,,,\n"
    'g3,,,false,s2,parent,,,Iván,"de la Cruz",,,,,,,,\n',
    "demographics.csv": "sourcedId,status,dateLastModified,birthDate,sex\nu1,,,2016-04-13,\nu2,,,01/02/2012,\nu3,,,20210930,\n",
    "enrollments.csv": "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\n"
    "e1,,,k1,s1,u1,student,,2026-08-18,\ne2,,,k1,s1,t1,teacher,true,,\ne3,,,k2,s2,u4,student,,2026-08-18,2027-01-14\ne4,,,k1,s1,u2,student,,,\n",
}

_USERS_1_2 = (
    "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,"
    "agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,preferredFamilyName,"
    "primaryOrgSourcedId,pronouns\n"
    "u1,,,true,zoe,,Zoë,Núñez,,4001,,,,g1,05,SECRET,,Zo,,,s1,she/her\n"
    'u2,,,true,ben,,Ben,Tsosie,Kai,4002,,,,"g1, g2","09, 10",SECRET,,,,,s1,\n'
    "c1,,,true,,,Noor,Haddad,,C1,noor@example.org,,,,,SECRET,,,,,s1,\n"
    "g1,,,true,,,Rosa,Núñez,,,,,(435) 555-0102,,,,,,,,,\n"
    "g2,,,true,,,Lee,Tsosie,,,,,435-555-0103,,,,,,,,,\n"
)
_KEPT = {name: ONEROSTER_1_1[name] for name in ("orgs.csv", "academicSessions.csv", "courses.csv", "classes.csv")}
ONEROSTER_1_2: dict[str, str] = {
    **_KEPT,
    "manifest.csv": ONEROSTER_1_1["manifest.csv"].replace("oneroster.version,1.1", "oneroster.version,1.2")
    + "file.roles,bulk\n",
    "users.csv": _USERS_1_2,
    "roles.csv": "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId\n"
    "r1,,,u1,primary,student,2026-08-18,,s1\nr2,,,u2,primary,student,,,s1\nr3,,,c1,primary,counselor,,,s1\n"
    "r4,,,c1,secondary,parent,,,s2\nr5,,,g1,primary,parent,,,s1\nr6,,,g2,primary,guardian,,,\n",
    "enrollments.csv": "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\n"
    "e1,,,k1,s1,u1,student,,2026-08-18,\ne2,,,k1,s1,u2,student,,,\n",
}

SDS_1: dict[str, str] = {
    "School.csv": "SIS ID,Name,School Number\ns1,Alder Elementary,101\ns2,Birch Middle,102\n",
    "Section.csv": "SIS ID,School SIS ID,Section Name,Section Number,Term SIS ID,Term Name,Term StartDate,Term EndDate,Course SIS ID,Course Name,Course Number,Course Subject,Periods\n"
    'k1,s1,Reading 5A,R5-1,t1,Fall,8/18/2026,1/14/2027,c1,"Reading, Writing",R5,Reading,2\n'
    'k2,s2,"Math ""fast""",M6-1,t1,Fall,8/18/2026,1/14/2027,c2,Math,M6,Math,"3,4"\n',
    "Student.csv": "SIS ID,School SIS ID,First Name,Last Name,Middle Name,Username,Password,Student Number,Grade,Birthdate\n"
    'u1,s1,Zoë,Núñez,,zoe@example.org,SECRET,4001,05,4/13/2016\nu2,s1,Ben,"Tsosie, Jr.",Kai,ben,SECRET,4002,"09",2012-01-02\n'
    'u3,s2,"Mary ""May""",O\'Neill,,,SECRET,4003,K,\n',
    "Teacher.csv": "SIS ID,School SIS ID,First Name,Last Name,Username,Teacher Number,Title\n"
    "t1,s1,Erik,Lund,lund@example.org,T1,Teacher\nt2,s2,Noor,Haddad,noor,T2,Counselor\n",
    "StudentEnrollment.csv": "Section SIS ID,SIS ID\nk1,u1\nk1,u2\nk2,u3\n",
    "TeacherRoster.csv": "Section SIS ID,SIS ID\nk1,t1\nk2,t2\n",
    "User.csv": "Email,First Name,Last Name,Phone\nrosa@example.org,Rosa,Núñez,(435) 555-0102\nlee@example.org,Lee,Tsosie,435-555-0103\n",
    "Guardianrelationship.csv": "SIS ID,Email,Role\nu1,rosa@example.org,Parent\nu2,lee@example.org,Guardian\nu3,Rosa@example.org,Relative\n",
}

SDS_2: dict[str, str] = {
    "orgs.csv": "sourcedId,name,type,parentSourcedId\nd1,Invented District,district,\ns1,Alder Elementary,school,d1\ns2,Birch Middle,school,d1\n",
    "users.csv": "sourcedId,username,givenName,familyName,password,activeDirectoryMatchId,email,phone,sms,userNumber\n"
    'u1,zoe@example.org,Zoë,Núñez,SECRET,,,,,4001\nu2,ben,Ben,"Tsosie, Jr.",SECRET,,ben@example.org,,435-555-0109,4002\n'
    "c1,noor,Noor,Haddad,SECRET,,noor@example.org,,,C1\ng1,,Rosa,Núñez,,,rosa@example.org,(435) 555-0102,,\n",
    "roles.csv": "userSourcedId,orgSourcedId,role,sessionSourcedId,grade,isPrimary,roleStartDate,roleEndDate\n"
    "u1,s1,student,,05,true,2026-08-18,\nu2,s2,student,,09,true,,\nc1,s1,counselor,,,true,,\nc1,s2,teacher,,,false,,\n",
    "classes.csv": 'sourcedId,orgSourcedId,title,sessionSourcedIds,courseSourcedId,code\nk1,s1,"Reading, 5A",t1,c1,R5-1\nk2,s2,Math,"t1,y27",,M6\n',
    "courses.csv": "sourcedId,orgSourcedId,title,code,schoolYearSourcedId,subject,grade\nc1,s1,Reading,R5,y27,Reading,05\n",
    "academicSessions.csv": "sourcedId,title,type,schoolYear,startDate,endDate\ny27,2026-27,schoolYear,2026,2026-08-18,2027-06-03\nt1,Fall,semester,2026,2026-08-18,2027-01-14\n",
    "enrollments.csv": "classSourcedId,userSourcedId,role\nk1,u1,student\nk2,u2,student\nk1,c1,teacher\n",
    "relationships.csv": "userSourcedId,relationshipUserSourcedId,relationshipRole\nu1,g1,parent\nu2,g1,aunt\n",
    "demographics.csv": "userSourcedId,birthDate\nu1,2016-04-13\nu2,1/2/2012\n",
}
