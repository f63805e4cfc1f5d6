"""What can go wrong: the window itself."""

from ilp_desktop.language import N_

SENTENCES: dict[str, str] = {
    "program_mistake": N_(
        "The program made a mistake and could not do that. What was saved before is safe. Try it once more; if it "
        "happens again, save the report and give it to whoever looks after this computer."
    ),
    "printer_missing": N_(
        "This computer knows no printer, so nothing was printed. The finalized plan is kept as it is. Connect a printer, "
        "then print it again."
    ),
    "print_failed": N_(
        "The printer did not take the pages, so some may be missing. The finalized plan is kept as it is. Look at the "
        "printer, then print it again."
    ),
}
