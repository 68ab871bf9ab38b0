"""The worksheet: what a person does at the bench."""
