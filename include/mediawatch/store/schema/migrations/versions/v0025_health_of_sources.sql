CREATE INDEX url_state_given_up_idx ON ops.url_state (source_id, given_up_at) WHERE given_up_at IS NOT NULL;

CREATE INDEX url_state_page_idx ON ops.url_state (source_id, last_success_at) WHERE kind = 'page';

CREATE INDEX run_dag_finished_idx ON ops.run (dag_id, finished_at);

CREATE INDEX run_dag_started_idx ON ops.run (dag_id, started_at);

CREATE INDEX quality_result_topic_files_idx ON ops.quality_result (quality_run_id) WHERE expectation = 'collect.topic_files';
