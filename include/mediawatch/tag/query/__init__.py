"""A topic's query: its grammar, its tree, its filters and limits, and diagnostics of what is wrong with it."""
