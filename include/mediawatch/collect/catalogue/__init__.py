"""Lists of sources: OPML files of feed readers, and what a site itself names."""
