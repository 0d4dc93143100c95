CREATE INDEX article_warned_idx ON news.article (source_id, first_seen_at) WHERE warnings <> '[]';

CREATE INDEX url_state_notes_idx ON ops.url_state (source_id) WHERE notes <> '{}';

CREATE INDEX run_started_idx ON ops.run (started_at, run_id);

CREATE INDEX quarantine_open_idx ON ops.quarantine (quarantine_id) WHERE state = 'open';
