COMMENT ON COLUMN ops.quarantine.state IS 'open, replayed, superseded (by other bytes at the same place) or discarded';

COMMENT ON COLUMN news.story_fact.kind IS 'count, measure (a time of day and a result too), age, day or place';
