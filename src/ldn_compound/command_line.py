"""The ends of a command: interrupted, or writing to what nobody reads any more."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

__all__ = ["INTERRUPTED", "UNREAD", "run_command", "write"]

#: Status of a command that Ctrl-C has ended: 128 and the number of the signal.
INTERRUPTED = 130

#: Status of a command whose output nobody has read to its end: 128 and SIGPIPE.
UNREAD = 141


def write(text: str) -> None:
    """Write a text to standard output, all of it.

    Parameters
    ----------
    text
        What is written.

    Raises
    ------
    BrokenPipeError
        If standard output is closed.
    """
    if sys.stdout is None or sys.stdout.closed:
        raise BrokenPipeError
    sys.stdout.write(text)
    sys.stdout.flush()


def run_command(command: Callable[[], int]) -> int:
    """Run a command and return its status, without a traceback for what is no fault.

    Parameters
    ----------
    command
        Does the work and returns the status.

    Returns
    -------
    int
        What it returned; 130 where it was interrupted, 141 where its output was closed
        before it was written.

    Examples
    --------
    >>> run_command(lambda: 2)
    2
    """
    try:
        try:
            return command()
        finally:
            if sys.stdout is not None and not sys.stdout.closed:
                sys.stdout.flush()
    except KeyboardInterrupt:
        status = INTERRUPTED
    except OSError:  # the pipe is closed, or the disk is full
        status = UNREAD
    _forget_output()
    return status


def _forget_output() -> None:
    """Let nothing that was not written fail once more when the program ends."""
    if sys.stdout is None:
        return
    with suppress(OSError, ValueError), Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())  # it may have no file
