"""What stands around an article in lines of their own: notices, counts, calls to readers."""
