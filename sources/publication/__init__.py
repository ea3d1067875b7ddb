"""Reads the XML of the official publisher."""
