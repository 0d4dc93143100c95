COMMENT ON COLUMN news.duplicate_link.kind IS 'exact, copy, truncation, excerpt or form';

COMMENT ON COLUMN staging.duplicate_link.kind IS 'exact, copy, truncation, excerpt or form'
