"""Understands a question, finds and ranks chunks, extracts and cites passages, or abstains. Start at `assistant`."""
