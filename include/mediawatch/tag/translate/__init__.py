"""Queries of other tools to ours: what each operator becomes, and what cannot be said."""
