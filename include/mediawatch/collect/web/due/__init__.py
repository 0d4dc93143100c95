"""What a crawl asks for: what is known of addresses, when they are due, and which of them come first."""
