"""Articles of several pages."""
