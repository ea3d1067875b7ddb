"""The Model Context Protocol: language models ask, search and read the letters, and quote with the source."""
