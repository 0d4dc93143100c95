"""WARC archives: their records, ranges of them that can be read by themselves, and the pages in them."""
