ALTER TABLE news.raw_document ADD COLUMN erased_at TIMESTAMP WITH TIME ZONE;

COMMENT ON COLUMN news.raw_document.erased_at IS 'When maintenance deleted the bytes, by the policy of what is kept; null: they are kept';

CREATE TABLE ops.disk_use (
	what TEXT NOT NULL, 
	measured_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	files BIGINT NOT NULL, 
	bytes BIGINT NOT NULL, 
	CONSTRAINT disk_use_pkey PRIMARY KEY (what, measured_at)
);

COMMENT ON TABLE ops.disk_use IS 'How large is what lies outside of the database, each time that maintenance measured it';

COMMENT ON COLUMN ops.disk_use.what IS 'shards, raw store, backups, logs';

COMMENT ON COLUMN ops.disk_use.measured_at IS 'When';

COMMENT ON COLUMN ops.disk_use.files IS 'How many files';

COMMENT ON COLUMN ops.disk_use.bytes IS 'Their size'
