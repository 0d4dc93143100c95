COMMENT ON COLUMN ops.document.reasons IS 'Why it was quarantined or skipped';

COMMENT ON COLUMN ops.document_count.reasons IS 'Why they were quarantined or skipped';

COMMENT ON COLUMN ops.quality_result.kind IS 'row: rejects the rows that break it; batch: stops the run';

COMMENT ON TABLE ops.quarantine IS 'Documents at fault, which were quarantined: references, not payloads';

COMMENT ON COLUMN ops.quarantine.stage IS 'Stage that quarantined it';

COMMENT ON COLUMN ops.quarantine.first_run_id IS 'Run that first quarantined it'
