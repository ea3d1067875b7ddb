"""The results as a page in Dutch that needs nothing but itself."""
