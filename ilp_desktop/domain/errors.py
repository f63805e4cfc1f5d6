"""What can go wrong in an office without anyone having made a programming mistake."""


class OfficeError(Exception):
    """Something the office can meet and act on: a code and what to say it with.

    It is worded at the edge (``ilp_desktop.wording``), so that the window and the command line say it in the
    reader's language. The log gets ``code`` alone. ``params`` may hold a file name or a row number, never a
    student's data.
    """

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
