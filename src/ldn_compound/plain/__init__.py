"""Plain data: what the fields of a record may hold, and a record as plain data."""
