"""What every chat platform shares: understanding a message, the answer as a neutral structure, and once-only work."""
