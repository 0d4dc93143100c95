create table ops.document_count (
    run_id text not null constraint document_count_run_id_fkey references ops.run (run_id) on delete cascade,
    last_stage text not null,
    outcome text not null,
    reasons text[] not null,
    duplicate boolean not null,
    documents bigint not null,
    constraint document_count_pkey primary key (run_id, last_stage, outcome, reasons, duplicate)
);

comment on table ops.document_count is 'Documents of runs that have no row in ops.document any more: known ones of all runs but the last, and old ones';

comment on column ops.document_count.run_id is 'The run';

comment on column ops.document_count.last_stage is 'How far they got';

comment on column ops.document_count.outcome is 'What became of them, as in ops.document';

comment on column ops.document_count.reasons is 'Why they were set aside';

comment on column ops.document_count.duplicate is 'Whether their articles repeat others';

comment on column ops.document_count.documents is 'How many';

create index document_known_idx on ops.document (run_id)
    where outcome = 'skipped' and reasons <@ array['already_published', 'already_quarantined'];

alter table ops.run add column keeps_documents boolean default true not null;

comment on column ops.run.keeps_documents is 'Whether ops.document has its rows; old runs are counted in ops.document_count';

create index run_keeps_documents_idx on ops.run (started_at) where keeps_documents;

create index raw_document_storage_url_idx on news.raw_document using hash (storage_url);

create index quarantine_document_id_idx on ops.quarantine (document_id);

create index quarantine_open_reasons_idx on ops.quarantine using gin (reasons) where state = 'open';
