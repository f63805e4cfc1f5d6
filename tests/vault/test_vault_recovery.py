import pytest

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.vault.recovery import ALPHABET, GROUPS, RecoverySecret, judge_groups

SECRET = RecoverySecret(bytes(range(7, 27)))
SHEETS = [SECRET, RecoverySecret(bytes(20)), RecoverySecret(bytes([255] * 20)), RecoverySecret.new()]


def refused(text: str) -> OfficeError:
    with pytest.raises(OfficeError) as caught:
        RecoverySecret.typed(text)
    return caught.value


def test_the_sheet_shows_eight_groups_of_five_without_confusable_letters():
    groups = SECRET.groups()
    assert [len(group) for group in groups] == [5] * 8
    assert not set("ILOU") & set(SECRET.printed())


@pytest.mark.parametrize("sheet", SHEETS)
def test_what_is_printed_reads_back(sheet):
    assert RecoverySecret.typed(sheet.printed()).octets == sheet.octets


def test_case_blanks_dashes_and_look_alikes_do_not_matter():
    sheet = RecoverySecret(bytes(19) + b"\x01")
    typed = sheet.printed().lower().replace("0", "o", 6).replace("0", "O", 5).replace("1", "l").replace("-", "  \n")
    assert "o" in typed
    assert RecoverySecret.typed(typed).octets == sheet.octets
    assert RecoverySecret.typed(sheet.printed().replace("-", "")).octets == sheet.octets
    assert RecoverySecret.typed(sheet.printed().replace("-", "\u2013")).octets == sheet.octets


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_wrong_character_is_found_and_its_group_named(sheet):
    printed = "".join(sheet.groups())
    tried = 0
    for place, right in enumerate(printed):
        for character in ALPHABET:
            if character != right:
                error = refused(printed[:place] + character + printed[place + 1 :])
                assert (error.code, error.params) == ("recovery_groups", {"groups": str(place // 5 + 1)})
                tried += 1
    assert tried == 1240


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_exchange_of_two_characters_is_found(sheet):
    printed = "".join(sheet.groups())
    tried = 0
    for first in range(40):
        for second in range(first + 1, 40):
            if printed[first] != printed[second]:
                swapped = list(printed)
                swapped[first], swapped[second] = swapped[second], swapped[first]
                named = {str(place // 5 + 1) for place in (first, second)}
                assert refused("".join(swapped)).params == {"groups": ", ".join(sorted(named))}
                tried += 1
    assert tried or len(set(printed)) == 1


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_exchange_of_two_groups_is_found(sheet):
    for first in range(8):
        for second in range(first + 1, 8):
            groups = list(sheet.groups())
            groups[first], groups[second] = groups[second], groups[first]
            assert refused("-".join(groups)).params == {"groups": f"{first + 1}, {second + 1}"}


def test_a_missing_character_names_its_group_where_the_dashes_tell_or_counts():
    groups = list(SECRET.groups())
    groups[2] = groups[2][:-1]
    assert refused("-".join(groups)).params == {"groups": "3"}
    assert refused("".join(groups)).params == {"count": 39}
    assert refused("").params == {"count": 0}
    assert refused(SECRET.printed() + "7").code == "recovery_groups"


@pytest.mark.parametrize("odd", ["U", "*", "é", "ß", "٣", "\ud800"])
def test_a_character_the_sheet_never_uses_is_found(odd):
    printed = "".join(SECRET.groups())
    assert refused(odd + printed[1:]).code in {"recovery_groups", "recovery_length"}


def test_the_secret_is_not_in_its_repr():
    assert SECRET.octets.hex() not in repr(SECRET)
    assert SECRET.groups()[0] not in repr(SECRET)


def test_each_group_is_judged_while_it_is_typed():
    groups = SECRET.groups()
    wrong = groups[2][:4] + ("7" if groups[2][4] != "7" else "6")
    assert judge_groups("") == ("empty",) * GROUPS
    assert judge_groups(groups[0][:3]) == ("begun", *["empty"] * 7)
    assert judge_groups(f"{groups[0].lower()} {groups[1]}-{wrong} {groups[3][:2]}") == (
        "good",
        "good",
        "wrong",
        "begun",
        *["empty"] * 4,
    )
    assert judge_groups("".join(groups)) == judge_groups(" ".join(groups)) == ("good",) * GROUPS
    # A group with a sign too few is wrong by itself: those after it are not shifted, where blanks part them.
    assert judge_groups(f"{groups[0][:4]} {groups[1]} ") == ("wrong", "good", *["empty"] * 6)
    assert judge_groups(f"{groups[1]} {groups[0]} ")[:2] == ("wrong", "wrong"), "exchanged"
    assert len(judge_groups(" ".join([*groups, "ABCDE"]))) == GROUPS
