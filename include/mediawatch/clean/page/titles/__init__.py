"""What titles are made of, and the line of a page that is one of their parts."""
