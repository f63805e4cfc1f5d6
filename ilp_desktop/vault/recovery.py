"""The recovery sheet's secret: 160 random bits that a person can read off paper and type back.

Forty characters in Crockford's base 32 (no I, L, O, U) stand in eight groups of five. The first four of a group carry
20 bits, the fifth checks them: a weighted sum over GF(32), shifted by the group's place. Any one wrong character, any
two characters exchanged, within a group or across its border, and any two groups exchanged are found with certainty,
and the error names the group. Whatever slips through several mistakes at once opens nothing: the slot itself refuses.
"""

import secrets
import unicodedata

from ilp_desktop.domain.errors import OfficeError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET_BYTES = 20
GROUPS = 8
_GROUP = 5
_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1"})
_DASHES = "-_.,;:/|\u2010\u2011\u2012\u2013\u2014\u2015\u2212"


class RecoverySecret:
    """What the recovery sheet opens the office with. Its repr shows nothing."""

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes) -> None:
        assert len(secret) == SECRET_BYTES
        self._secret = secret

    @classmethod
    def new(cls) -> "RecoverySecret":
        return cls(secrets.token_bytes(SECRET_BYTES))

    @classmethod
    def typed(cls, text: str) -> "RecoverySecret":
        """Read what someone typed from the sheet: any case, O for 0, I or L for 1, blanks and dashes anywhere.

        Raises OfficeError ``recovery_length`` (with the count of characters) or ``recovery_groups`` (with the numbers
        of the groups that hold a mistake).
        """
        typed = _read(text)
        characters = "".join(typed.split())
        if len(characters) != GROUPS * _GROUP:
            _explain_length(typed.split(), len(characters))
        groups = [characters[start : start + _GROUP] for start in range(0, len(characters), _GROUP)]
        wrong = [place for place, group in enumerate(groups) if not _is_whole(group, place)]
        if wrong:
            raise OfficeError("recovery_groups", groups=_numbered(wrong))
        bits = 0
        for group in groups:
            for character in group[:-1]:
                bits = bits << 5 | ALPHABET.index(character)
        return cls(bits.to_bytes(SECRET_BYTES, "big"))

    @property
    def octets(self) -> bytes:
        return self._secret

    def groups(self) -> tuple[str, ...]:
        """Return the eight groups of five characters, as they are printed."""
        bits = int.from_bytes(self._secret, "big")
        values = [bits >> shift & 31 for shift in range(SECRET_BYTES * 8 - 5, -1, -5)]
        four = _GROUP - 1
        return tuple(_group(values[place * four : place * four + four], place) for place in range(GROUPS))

    def printed(self) -> str:
        """Return the groups with a dash between them."""
        return "-".join(self.groups())


def judge_groups(text: str) -> tuple[str, ...]:
    """Tell of each group, while somebody types, whether it is ``empty``, ``begun``, ``good`` or ``wrong``.

    Where blanks or dashes part what was typed, a group that is too short or too long is wrong, and those after it are
    not shifted; without them, five characters make a group.
    """
    typed = _read(text)
    parts = typed.split()
    if len(parts) < 2:
        characters = "".join(parts)
        parts = [characters[start : start + _GROUP] for start in range(0, len(characters), _GROUP)]
    is_at_end = not typed.endswith(" ")
    judged = [
        "begun" if len(part) < _GROUP and is_at_end and place == len(parts) - 1 else _judge(part, place)
        for place, part in enumerate(parts[:GROUPS])
    ]
    return (*judged, *("empty" for _ in range(GROUPS - len(judged))))


def _judge(part: str, place: int) -> str:
    return "good" if len(part) == _GROUP and _is_whole(part, place) else "wrong"


def _read(text: str) -> str:
    """Return what was typed in capitals, with blanks where anything parts the groups."""
    wide = unicodedata.normalize("NFKC", text).upper().translate(_MEANT)
    return "".join(" " if character in _DASHES or character.isspace() else character for character in wide)


def _group(values: list[int], place: int) -> str:
    return "".join(ALPHABET[value] for value in [*values, _check(values, place)])


def _is_whole(group: str, place: int) -> bool:
    if not all(character in ALPHABET for character in group):
        return False
    *values, check = (ALPHABET.index(character) for character in group)
    return _check(values, place) == check


def _check(values: list[int], place: int) -> int:
    # Weights 2, 4, 8, 16 differ from one another and from the check's own 1, so no exchange cancels; the place, which
    # differs from group to group, is what an exchange of groups trips over.
    total = place + 1
    for power, value in enumerate(values, start=1):
        total ^= _times(1 << power, value)
    return total


def _times(left: int, right: int) -> int:
    """Multiply in GF(32), reduced by x^5 + x^2 + 1."""
    product = 0
    while right:
        if right & 1:
            product ^= left
        left <<= 1
        if left & 32:
            left ^= 0b100101
        right >>= 1
    return product


def _explain_length(groups: list[str], count: int) -> None:
    """Name the groups that are too short or too long, where the dashes or blanks tell."""
    wrong = [place for place, group in enumerate(groups) if len(group) != _GROUP]
    if len(groups) == GROUPS and 0 < len(wrong) < GROUPS:
        raise OfficeError("recovery_groups", groups=_numbered(wrong))
    raise OfficeError("recovery_length", count=count)


def _numbered(places: list[int]) -> str:
    return ", ".join(str(place + 1) for place in places)
