ALTER TABLE ops.url_state ADD COLUMN kind TEXT;

ALTER TABLE ops.url_state ADD COLUMN waiting_since TIMESTAMP WITH TIME ZONE;

ALTER TABLE ops.url_state ADD COLUMN given_up_at TIMESTAMP WITH TIME ZONE;

ALTER TABLE ops.url_state ADD COLUMN last_outcome TEXT;

ALTER TABLE ops.url_state ADD COLUMN changed_at TIMESTAMP WITH TIME ZONE;

ALTER TABLE ops.url_state ADD COLUMN fetched_change TIMESTAMP WITH TIME ZONE;

ALTER TABLE ops.url_state ADD COLUMN notes TEXT[] DEFAULT '{}' NOT NULL;

COMMENT ON COLUMN ops.url_state.kind IS 'page, feed, sitemap or site';

COMMENT ON COLUMN ops.url_state.waiting_since IS 'Since when a page waits to be fetched; null: it was fetched or given up';

COMMENT ON COLUMN ops.url_state.given_up_at IS 'When a page was given up that could not be fetched';

COMMENT ON COLUMN ops.url_state.last_outcome IS 'What became of it last: page, listing or a reason of docs/sources.md';

COMMENT ON COLUMN ops.url_state.changed_at IS 'Newest time of change that a listing states';

COMMENT ON COLUMN ops.url_state.fetched_change IS 'changed_at as it was when it was last fetched: the change that is here';

COMMENT ON COLUMN ops.url_state.notes IS 'Of a listing: what people should know of it, a list of code: words';

CREATE INDEX url_state_waiting_idx ON ops.url_state (source_id) WHERE waiting_since IS NOT NULL
