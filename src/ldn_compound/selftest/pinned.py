"""Pinned: whether the examples that lie here are those this version came with.

A file that lost half of its examples, or half of what they expect, would still pass. So
its SHA-256 and the number of its examples stand here, in the code.
"""

from __future__ import annotations

from hashlib import sha256

from .examples import Example, read_examples
from .running import ExampleResult, run_examples

__all__ = ["COUNT", "SHA_256", "file_version", "run_file"]

#: Of the file of examples, with the line breaks of Unix.
SHA_256 = "d2b0bcf82bfabd658a5ff4c56c25e9ec0397a7b98db856a1152745fe755486fe"

#: How many examples it holds.
COUNT = 75

_FILE = Example(
    id="examples-file",
    what="file_version",
    source="the code of this version, which pins its file of examples",
    address="",
    given={"file": "worked_examples.json"},
    expect={"SHA-256 of worked_examples.json": SHA_256, "examples run": COUNT},
    tolerance="0",
    note="the file is not that of this version: install the library again",
)


def file_version(content: bytes) -> str:
    """Return the digest of a file of examples.

    Parameters
    ----------
    content
        The file, as `packaged_file` returns it.

    Returns
    -------
    str
        SHA-256 as 64 hexadecimal digits.
    """
    return sha256(content).hexdigest()


def run_file(content: bytes) -> tuple[ExampleResult, ...]:
    """Return what comes of the examples in a file, if it is that of this version.

    Parameters
    ----------
    content
        The file, as `packaged_file` returns it.

    Returns
    -------
    tuple of ExampleResult
        Every example; or, of another file, one failure that names it: nothing that
        stands in it is run.
    """
    found = file_version(content)
    examples = read_examples(content) if found == SHA_256 else ()
    if len(examples) == COUNT:
        return run_examples(examples)
    figures = (
        ("SHA-256 of worked_examples.json", SHA_256, found),
        ("examples run", str(COUNT), str(len(examples))),
    )
    return (ExampleResult(example=_FILE, verdict="fail", figures=figures),)
