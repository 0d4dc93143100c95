"""What repeats what: fingerprints of texts; exact, copy, truncation, excerpt; new versions of an article.

Pure functions. What they need of the warehouse comes in through `relate.History`, a small Protocol.
"""
