"""Topic files, and the examples that a topic has to get right."""
