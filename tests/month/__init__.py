"""A simulated month: publishers on loopback under a clock of their own, and what a crawl makes of them."""
