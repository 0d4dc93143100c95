"""Feeds of a topic, a story or a search: who made them, what they hold, as Atom (RFC 4287) and JSON Feed 1.1."""
