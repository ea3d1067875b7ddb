"""Training of the shipped model. Needed to make the model anew, never to run Briefwijzer; start at `__main__`."""
