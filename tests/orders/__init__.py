"""Tests of orders and profiles."""
