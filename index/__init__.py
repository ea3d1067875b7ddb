"""Chunks, vectors and the lexical index of letters, and the snapshots that keep them on disk."""
