"""Reads web pages (`.html`)."""
