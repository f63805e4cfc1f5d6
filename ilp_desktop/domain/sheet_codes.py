"""The short code on a paper by which its conference is found when it is typed in: a few letters, the last one a check."""

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"[:31]
"""Without what hands write alike (0 O, 1 I). Thirty-one, a prime: one wrong letter, or two exchanged, never fits."""
_FEWEST = 3


def code_of(number: int) -> str:
    """Return the code of a conference's number, the check letter last: 'K7Q-M'."""
    digits: list[int] = []
    while number or len(digits) < _FEWEST:
        number, digit = divmod(number, len(_LETTERS))
        digits.insert(0, digit)
    return "".join(_LETTERS[digit] for digit in digits) + "-" + _LETTERS[_check(digits)]


def number_of(code: str) -> int | None:
    """Return the number that a code stands for; None for what is none. Spaces, dashes and small letters do not matter."""
    letters = [letter for letter in code.upper() if letter not in " -"]
    if len(letters) <= _FEWEST or any(letter not in _LETTERS for letter in letters):
        return None
    *digits, check = (_LETTERS.index(letter) for letter in letters)
    if _check(digits) != check:
        return None
    number = 0
    for digit in digits:
        number = number * len(_LETTERS) + digit
    return number


def _check(digits: list[int]) -> int:
    return sum((at + 2) * digit for at, digit in enumerate(digits)) % len(_LETTERS)
