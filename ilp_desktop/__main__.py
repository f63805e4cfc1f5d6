"""``python -m ilp_desktop``: the window, or one of the commands."""

import sys


def run() -> None:
    """Start the program and leave with its exit code."""
    from ilp_desktop import cli  # noqa: PLC0415 - the name must exist before anything heavy is imported

    sys.exit(cli.main(sys.argv[1:]))


if __name__ == "__main__":
    run()
