"""The plan explained: its formulas, a summary and pictures."""
