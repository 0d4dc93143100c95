"""What the stages ask of the warehouse: known articles, terms of stories, the blocklist."""
