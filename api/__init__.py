"""The ways in: HTTP, web page and command line over one Assistant."""
