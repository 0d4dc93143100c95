"""How alike articles are, by their words, days and names, and how they are joined by it."""
