"""What is known of a letter: its numbers, people, dates and subject. Start at `metadata.make_letter`."""
