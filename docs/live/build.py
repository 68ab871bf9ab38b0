"""Assembles the page that runs the library in the browser: ``build.py FOLDER``.

All that the page loads lies in the folder: Pyodide from npm, the pure wheels from PyPI,
and the library's own wheel, built from this checkout.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
from base64 import b64encode
from hashlib import sha512
from pathlib import Path
from shutil import copyfile, rmtree, which
from tempfile import TemporaryDirectory

__all__ = ["assemble"]

_HERE = Path(__file__).parent
_PAGE = ("index.html", "live.css", "live.mjs", "live.py")
_PYODIDE = "314.0.7"
_INTEGRITY = (
    "0YvXxEhfEdpLfb/XkM2BFAeMROq0iMUX2bzzH9pOttyM"
    "cWkwq+HbE5uyuGD82LN7y2q+SNvi/6V5JEsOlD2R1A=="
)
_PARTS = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "pyodide-lock.json",
    "python_stdlib.zip",
)


def assemble(folder: Path) -> None:
    """Write the page and all that it loads into *folder*."""
    rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in _PAGE:
        copyfile(_HERE / name, folder / name)
    _add_pyodide(folder / "pyodide")
    _add_wheels(folder / "wheels")


def _add_pyodide(folder: Path) -> None:
    """Fetch Pyodide through npm, prove that it is the one named, and unpack it."""
    folder.mkdir()
    npm = which("npm")
    if npm is None:
        sys.exit("npm is missing: install it (Debian: apt-get install npm)")
    with TemporaryDirectory() as fetched:
        wanted = f"pyodide@{_PYODIDE}"
        subprocess.run([npm, "pack", "--silent", wanted], cwd=fetched, check=True)  # noqa: S603 - a name of ours
        (package,) = Path(fetched).glob("*.tgz")
        digest = b64encode(sha512(package.read_bytes()).digest()).decode()
        if digest != _INTEGRITY:
            sys.exit(f"{wanted}: expected sha512 {_INTEGRITY}, got {digest}")
        with tarfile.open(package) as parts:
            for name in _PARTS:
                part = parts.extractfile(f"package/{name}")
                (folder / name).write_bytes(part.read() if part else b"")


def _add_wheels(folder: Path) -> None:
    """Build the library's wheel, fetch those that it needs, and list them all."""
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--wheel-dir"]
    subprocess.run([*command, str(folder), str(_HERE.parents[1])], check=True)  # noqa: S603 - names of ours
    names = sorted(wheel.name for wheel in folder.glob("*.whl"))
    compiled = [name for name in names if not name.endswith("-none-any.whl")]
    if compiled:
        sys.exit(f"no browser runs these: {', '.join(compiled)}")
    (folder / "wheels.json").write_text(json.dumps(names), "utf-8")


if __name__ == "__main__":
    assemble(Path(sys.argv[1]))
