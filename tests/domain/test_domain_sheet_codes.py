"""The code on a sheet: found when typed right, and a slip of the hand never finds somebody else's sheet."""

from ilp_desktop.domain.sheet_codes import code_of, number_of

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXY"


def test_a_code_leads_back_to_its_conference_however_it_is_typed():
    for number in (1, 30, 31, 999, 29_790, 29_791, 1_000_000):
        code = code_of(number)
        for typed in (code, code.lower(), code.replace("-", ""), f" {code[:2]} {code[2:]} "):
            assert number_of(typed) == number


def test_one_wrong_letter_or_two_exchanged_find_no_other_sheet():
    for number in range(1, 3000, 37):
        code = code_of(number).replace("-", "")
        for at in range(len(code)):
            for letter in LETTERS:
                if letter != code[at]:
                    assert number_of(code[:at] + letter + code[at + 1 :]) is None
        for at in range(len(code) - 1):
            exchanged = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
            assert exchanged == code or number_of(exchanged) is None


def test_what_is_no_code_is_none():
    for typed in ("", "-", "Camila", "0O1I", "22"):
        assert number_of(typed) is None
