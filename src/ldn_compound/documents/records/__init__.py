"""Records that a pharmacy files: the master formula, and the batch as it was made."""
