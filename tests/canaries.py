"""How a word could lie in a file: what the scans for student data look for."""

import base64


def spellings(word: str) -> dict[str, bytes]:
    """Return every way in which a word could lie in a file."""
    plain = word.encode()
    found = {
        "utf-8": plain,
        "utf-16-le": word.encode("utf-16-le"),
        "utf-16-be": word.encode("utf-16-be"),
        "hex": plain.hex().encode(),
        "HEX": plain.hex().upper().encode(),
        "folded": word.lower().encode(),
    }
    for offset in range(3):
        # Base64 reads differently at each of three offsets; the outermost letters depend on the neighbors.
        found[f"base64+{offset}"] = base64.b64encode(bytes(offset) + plain)[4:-4]
    return found
