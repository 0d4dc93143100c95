"""What an HTML page says: its body, headline, head and JSON-LD, and what of it is boilerplate."""
