"""The commands: what each takes, does and ends with, one module each."""
