COMMENT ON COLUMN ops.run.state IS 'running, published, nothing_new, mostly_quarantined or failed'
