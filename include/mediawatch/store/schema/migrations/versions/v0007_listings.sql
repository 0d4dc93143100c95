ALTER TABLE news.source ADD COLUMN listings TEXT[] DEFAULT '{}' NOT NULL;

COMMENT ON COLUMN news.source.listings IS 'Normalised addresses of its listings';

COMMENT ON COLUMN ops.url_state.kind IS 'page, feed, sitemap or site; nested: a sitemap that an index names'
