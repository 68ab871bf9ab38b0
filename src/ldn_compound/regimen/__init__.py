"""Regimen: the patient's course, and the capsules that cover it."""
