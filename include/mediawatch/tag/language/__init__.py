"""Words of a text and what they are compared by, in many languages."""
