"""Measures the answers against gold questions. Start at `command.main`; the measures are in `measures`."""
