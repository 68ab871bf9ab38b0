"""What was done at the bench, and what can still be done."""
