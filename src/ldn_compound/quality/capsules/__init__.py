"""Tests of finished capsules, named by pharmacopoeia."""
