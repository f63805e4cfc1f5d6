"""What ships with the program may ship with it, and is named."""

import pytest

from tools import notices


def test_every_package_is_named_with_an_allowed_license() -> None:
    assert notices.faults() == [], "run: python3 dev.py notices"


@pytest.mark.parametrize(
    ("expression", "may_ship"),
    [
        ("MIT", True),
        ("Apache-2.0 OR BSD-3-Clause", True),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", True),
        ("Apache-2.0 AND MIT", True),
        ("GPL-3.0-only", False),
        ("Apache-2.0 AND GPL-2.0-only", False),
        ("", False),
        ("Proprietary", False),
    ],
)
def test_a_license_off_the_list_is_seen(expression: str, may_ship: bool) -> None:
    assert notices.allowed(expression) is may_ship
