"""Fuzzing: texts that no person would write, by the million."""
