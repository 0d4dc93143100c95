"""Whether a query matches an article, and the words that say so: one positional evaluator, its index, explanations."""
