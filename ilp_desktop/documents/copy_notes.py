"""What one copy of a plan says beside the plan: in which language it was written, and what happens next."""

from ilp_desktop.documents import looks
from ilp_desktop.documents.layout import Strip, held, paragraph, together
from ilp_desktop.documents.sections import Sheet, heading
from ilp_desktop.language import N_


def language_line(sheet: Sheet) -> list[Strip]:
    """Say below the heading in which language it was written and who carried it over, in the reader's language."""
    note = sheet.note
    if note is None or note.carried_over is None:
        return []
    said = sheet.words.carried_over(note.carried_over)
    return paragraph(said, looks.FACTS_INK, sheet.width, sheet.root.add("P"))


def what_next(sheet: Sheet) -> list[Strip]:
    """Say when people meet again and whom to call; on one page with its heading."""
    note = sheet.note
    sentences = [] if note is None or note.what_next is None else sheet.words.what_next(note.what_next)
    if not sentences:
        return []
    section = sheet.root.add("Sect")
    strips = held(heading(sheet, "what_next", N_("What happens next"), section))
    for at, sentence in enumerate(sentences):
        strips += paragraph(sentence, looks.BODY, sheet.width, section.add("P"), above=3 if at == 0 else 0)
    return together(strips)
