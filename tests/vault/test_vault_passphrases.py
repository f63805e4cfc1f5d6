import pytest

from ilp_desktop.vault.passphrases import Missing, Strength, missing, normalized, octets, problems, strength
from ilp_desktop.wording.vault import ADVICE, SENTENCES, STRENGTHS, lacking

SCHOOL = "Cedar Ridge Middle School"


@pytest.mark.parametrize(
    "good",
    [
        "seven gray herons wade the ditch",
        "my aunt repairs accordions",
        "fivewordsmakeone99",
        "I go to my ox now",
        "mi abuela toca la guitarra",
        "xK9#vq2!LmZ8wd4R",
        "Cedar Ridge has purple gravel everywhere",
        "la casa de mi tío está lejos",
        "дождь идёт над старой мельницей",
        "雨が古い水車小屋の上に静かに降り続く",
    ],
)
def test_a_long_phrase_of_ones_own_is_taken_without_composition_rules(good):
    assert problems(good, SCHOOL) == ()
    assert strength(good, SCHOOL) in {Strength.ENOUGH, Strength.STRONG}


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ("", "passphrase_short"),
        ("short one", "passphrase_short"),
        ("Tr0ub4dor&3", "passphrase_short"),
        ("a a a a a a", "passphrase_short"),
        ("a e i o u", "passphrase_short"),
        ("aaaaaaaaaaaaaaaaaaaa", "passphrase_repeats"),
        ("abcabcabcabcabcabc", "passphrase_repeats"),
        ("mouse mouse mouse mouse", "passphrase_repeats"),
        ("qwertyuiopasdfghjkl", "passphrase_walk"),
        ("1234567890123456", "passphrase_walk"),
        ("zyxwvutsrqponmlkj", "passphrase_walk"),
        ("1qaz2wsx3edc4rfv", "passphrase_walk"),
        ("correct horse battery staple", "passphrase_common"),
        ("Password-password-1", "passphrase_common"),
        ("counselor office 2026", "passphrase_common"),
        ("Cedar Ridge Middle School", "passphrase_school"),
        ("cedarridgemiddleschool1", "passphrase_school"),
        ("x" * 1001, "passphrase_long"),
        ("a phrase with \ud800 half", "passphrase_characters"),
        ("a phrase with a \x00 in it", "passphrase_characters"),
    ],
)
def test_what_a_stranger_tries_first_is_refused_and_the_reason_is_said(bad, code):
    assert code in problems(bad, SCHOOL)
    assert code in SENTENCES
    assert strength(bad, SCHOOL) is Strength.TOO_WEAK


def test_the_same_phrase_from_another_keyboard_is_the_same():
    assert octets("caf\u00e9 con leche ma\u00f1ana") == octets("cafe\u0301 con\u00a0leche  man\u0303ana\n")
    assert octets("\uff53even herons") == octets("seven herons")
    assert octets("Seven herons") != octets("seven herons")
    assert normalized("  two   words ") == "two words"


def test_strength_grows_with_what_cannot_be_guessed_and_is_said_in_words():
    assert strength("fivewordsmakeone", SCHOOL) is Strength.ENOUGH
    assert strength("my aunt repairs accordions on Tuesdays", SCHOOL) is Strength.STRONG
    assert set(STRENGTHS) == {one.value for one in Strength}


@pytest.mark.parametrize(
    ("typed", "lacks", "said"),
    [
        ("", Missing(15, 5), "15 more characters, or 5 more words"),
        ("twelve signs", Missing(3, 3), "3 more characters, or 3 more words"),
        ("I go to my", Missing(5, 1), "5 more characters, or 1 more word"),
        ("fourteen signs", Missing(1, 3), "1 more character, or 3 more words"),
        ("a a b b c c", Missing(4, 2), "4 more characters, or 2 more words"),
    ],
)
def test_what_is_missing_is_said_as_one_types(typed, lacks, said):
    assert missing(typed) == lacks
    assert lacking(lacks.characters, lacks.words) == said
    assert problems(typed) == ("passphrase_short",)


@pytest.mark.parametrize("enough", ["a to be or not", "exactly fifteen"])
def test_either_fifteen_characters_or_five_words_are_long_enough(enough):
    assert missing(enough) == Missing(0, 0)


def test_each_problem_has_its_advice():
    assert set(ADVICE) == {code for code in SENTENCES if code.startswith("passphrase_")} - {
        "passphrase_wrong",
        "passphrase_taken",
    }
