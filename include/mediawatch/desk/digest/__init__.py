"""Digests: what is new on the topics and queries of an audience (include/alerts), by story, as a letter for a phone."""
