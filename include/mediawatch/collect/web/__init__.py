"""The crawler: sources and their listings, the crawl frontier, politeness, downloads, what is known of addresses."""
