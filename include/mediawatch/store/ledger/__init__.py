"""The ledger: runs, the documents of each run, the quarantine, quality results, and the state of the crawl."""
