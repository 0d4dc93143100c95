"""Readers, one module a format: HTML pages, plain text, Markdown, front matter, JSON items, PDF."""
