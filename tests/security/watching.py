"""Runs the job in a process that notes whatever leaves it, and prints that.

``python -B -m tests.security.watching``; what a compiled library does by itself is not
seen by Python, and so not noted.
"""

from __future__ import annotations

import os
import socket
import sys
from importlib import import_module
from pathlib import Path

__all__ = ["main"]

_LEAVES = (
    *("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn"),
    *("os.system", "os.startfile", "os.remove", "os.rename", "os.mkdir", "os.rmdir"),
    *("os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown", "os.kill"),
    *("shutil.", "tempfile.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser."),
    "pty.",
)
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def main() -> None:
    """Print what the job did outside of its process, then what is done on purpose."""
    noted: list[str] = []

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            path, mode, flags = arguments
            opened = flags if isinstance(flags, int) else 0
            if set(str(mode or "")) & set("wax+") or opened & _WRITES:
                noted.append(f"write {path}")
        elif event.startswith(_LEAVES):
            noted.append(event)

    sys.addaudithook(note)
    import_module("tests.security.job").work()
    noted.append("done")
    Path(os.devnull).write_text("", encoding="utf-8")
    socket.socket().close()
    sys.stdout.write("\n".join(noted))


if __name__ == "__main__":
    main()
