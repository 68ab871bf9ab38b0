"""The error budget: how far the content of a capsule may be from its label."""
