"""Interop: plans and lots in the languages of other systems."""
