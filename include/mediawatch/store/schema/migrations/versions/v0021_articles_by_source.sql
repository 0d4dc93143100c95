CREATE INDEX article_source_idx ON news.article (source_id, first_seen_at);
