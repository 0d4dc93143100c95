"""From staging to schema news, in one transaction: articles, versions, links, tags, stories; and deletion."""
