"""What statements of several accounts are to each other: of one thing or of two, alike or different."""
