COMMENT ON COLUMN ops.quarantine.state IS 'open, replayed, superseded (by other bytes at the same place) or discarded';
