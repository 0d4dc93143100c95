ALTER TABLE news.source ADD COLUMN fault TEXT;

COMMENT ON COLUMN news.source.fault IS 'What is wrong with its file, which is why it is not collected; null: nothing';

COMMENT ON COLUMN news.source.kind IS 'feed, sitemap, site or inbox; unknown where its file was never read'
