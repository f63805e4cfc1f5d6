"""What can go wrong: the keys."""

from ilp_desktop.language import N_, _, ngettext

SENTENCES: dict[str, str] = {
    "passphrase_wrong": N_(
        "This passphrase does not open the office. Nothing was changed. Check the language of the keyboard and the Caps Lock key, then try again. The recovery sheet opens the office if the passphrase is lost."
    ),
    "passphrase_short": N_(
        "This passphrase is too short. Use at least 15 characters, or at least 5 different words. A sentence that only you would write works well."
    ),
    "passphrase_long": N_(
        "This passphrase is longer than 1,000 characters. Check that nothing else was pasted, and shorten it."
    ),
    "passphrase_characters": N_(
        "This passphrase holds a character that not every keyboard and computer writes the same way. Type it again with letters, digits, signs and blanks."
    ),
    "passphrase_repeats": N_(
        "This passphrase repeats itself, so it is as easy to guess as a short one. Add different words that do not belong together."
    ),
    "passphrase_school": N_(
        "This passphrase is little more than the school's name, which is what a stranger would try first. Add words that have nothing to do with the school."
    ),
    "passphrase_common": N_(
        "This passphrase is made of words that are tried first by anyone who guesses. Add different words that do not belong together."
    ),
    "passphrase_walk": N_(
        "This passphrase follows the keys, the alphabet or the numbers in order, which is easy to guess. Add different words that do not belong together."
    ),
    "recovery_length": N_(
        "The recovery sheet has 40 characters in 8 groups of 5; {count} were typed. Nothing was changed. Compare them group by group with the sheet."
    ),
    "recovery_groups": N_(
        "There is a typing mistake in these groups: {groups}. Nothing was changed. Compare them with the recovery sheet, counting the groups from the start; the letters I, L, O and U are not used."
    ),
    "recovery_wrong": N_(
        "This is a recovery sheet, but not the one that opens this office. Nothing was changed. Look for the sheet with this office's name and the latest date."
    ),
    "header_missing": N_(
        "The file with this office's keys (header.json) is missing from its folder. The student files are untouched, but cannot be opened without it. Copy header.json back from the latest backup of this office."
    ),
    "header_damaged": N_(
        "The file with this office's keys (header.json) is damaged. The student files are untouched. Copy header.json back from the latest backup of this office; keep the damaged file until the office opens."
    ),
    "header_unreadable": N_(
        "The computer could not read the file with this office's keys (header.json). Nothing was changed. Check that the drive is connected and that your login may read the folder, then open the office again."
    ),
    "header_not_written": N_(
        "The file with this office's keys (header.json) could not be written. The office opens as it did before. Check that the disk is not full and that your login may write to the folder, then try again."
    ),
    "header_newer": N_(
        "This office was last used with a newer version of ILP Desktop. Nothing was changed. Install the newer version on this computer, then open the office again."
    ),
    "header_old": N_(
        "The file with this office's keys (header.json) is older than its student files: an earlier copy was put back, perhaps with a passphrase that has been replaced. Nothing was changed. Copy header.json and office.db back together from one backup."
    ),
    "header_other_office": N_(
        "The file with the keys (header.json) belongs to another office. Nothing was changed in either. Copy this office's own header.json back from its latest backup."
    ),
    "header_replaced": N_(
        "The file with this office's keys (header.json) was changed by someone who is not this office's lead. It was not used, and nothing was changed. Copy header.json back from the latest backup, and tell whoever looks after this computer."
    ),
    "header_cost": N_(
        "The file with this office's keys (header.json) asks for a protection that is too weak or that this program will not compute. It was not used, and nothing was changed. Copy header.json back from the latest backup."
    ),
    "keys_forgotten": N_("The office is locked. Everything that was saved is safe. Unlock it to go on."),
    "passphrase_taken": N_(
        "This passphrase opens the office for somebody else already, so it would not tell the two people apart. Nothing was changed. Choose another one."
    ),
    "person_present": N_(
        "This person opens the office already. Nothing was changed. Give them a new passphrase or another role instead."
    ),
    "person_absent": N_(
        "This person does not open the office with a passphrase of their own, perhaps no longer. Nothing was changed. Look at the list of people again."
    ),
    "last_lead": N_(
        "Nobody else leads this office, so nobody could add people or change passphrases afterward. Nothing was changed. Make another person lead first."
    ),
    "admin_needed": N_(
        "Only the lead can change people, passphrases and the recovery sheet of this office. Nothing was changed. Ask the lead to do it on this computer."
    ),
    "school_missing": N_(
        "The office needs the school's name, which is printed on each plan. Nothing was made yet. Type the name and go on."
    ),
    "keyring_missing": N_(
        "This computer has no keyring that the program can use, or it is locked. The office is safe. Open it with its passphrase."
    ),
    "keyring_empty": N_(
        "This computer's keyring no longer holds what opens this office. The office is safe. Open it with its passphrase; you can turn on opening without typing again afterward."
    ),
}

STRENGTHS: dict[str, str] = {
    "too_weak": N_("Not enough yet"),
    "enough": N_("Good: hard to guess"),
    "strong": N_("Very good: very hard to guess"),
}
"""How good a passphrase is, by ``vault.passphrases.Strength``'s value."""

ADVICE: dict[str, str] = {
    "passphrase_short": N_("These words are too short to be hard to guess. Add another word."),
    "passphrase_long": N_("Longer than 1,000 characters. Was something else pasted?"),
    "passphrase_characters": N_("One of these signs is not on every keyboard. Use letters, digits, signs and blanks."),
    "passphrase_repeats": N_("It repeats itself. Add different words."),
    "passphrase_school": N_("It is little more than the school's name. Add words that have nothing to do with it."),
    "passphrase_common": N_(
        "These words are tried first by anyone who guesses. Add words that do not belong together."
    ),
    "passphrase_walk": N_("It follows the keys or the alphabet. Add words that do not belong together."),
}
"""What to do about a new passphrase while it is typed, by its problem."""


def lacking(characters: int, words: int) -> str:
    """Say what a passphrase still lacks in length: "3 more characters, or one more word"."""
    more = ngettext("{count} more character", "{count} more characters", characters).format(count=characters)
    others = ngettext("{count} more word", "{count} more words", words).format(count=words)
    return _("{characters}, or {words}").format(characters=more, words=others)
