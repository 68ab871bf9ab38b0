"""Tests of the library; their tree mirrors the sources."""
