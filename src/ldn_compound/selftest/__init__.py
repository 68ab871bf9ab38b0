"""The self-test: published worked examples, run again on the user's own machine.

``python -m ldn_compound.selftest`` shows that this installation gives the answers it is
meant to give, by the figures of others: operational qualification, in one command.
"""

from __future__ import annotations

from .examples import Example, packaged_examples
from .report import as_json, digest_of, qualification_sheet
from .running import ExampleResult, run_examples
from .worked import WORKED

__all__ = [
    "WORKED",
    "Example",
    "ExampleResult",
    "as_json",
    "digest_of",
    "packaged_examples",
    "qualification_sheet",
    "run_examples",
]
