"""The commands by name, and what each does."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["COMMANDS"]

#: Each command, and what it does.
COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "plan": "work out one batch and print its bench sheet",
        "papers": "write all papers of one batch to a folder",
        "label": "print the labels of one batch, for a roll or to cut",
        "kit": "print a course of rising doses and the capsules for it",
        "day": "plan the batches of many orders and write all their papers",
        "made": "enter what was done: the sheet filled in, and the dose",
        "verdict": "judge contents or masses of capsules by a pharmacopoeia",
        "profile": "begin, check or change the file of what the pharmacy has",
        "order": "begin the file of an order",
        "schema": "print the schema of an order, a profile or a document",
        "completion": "print what a shell needs to complete commands and options",
        "selftest": "work out the published examples on this machine",
    }
)
