"""What stands around a plain text."""
