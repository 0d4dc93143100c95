-- What the columns of the ledger's views mean, and Alembic's own table.

comment on table ops.alembic_version is 'Revision of the schema, kept by Alembic';
comment on column ops.alembic_version.version_num is 'The revision, see store/schema/migrations/versions';

comment on column ops.stage_count.run_id is 'The run';
comment on column ops.stage_count.stage is 'collect, clean, deduplicate, tag, load or publish';
comment on column ops.stage_count.position is 'Number of the stage in the flow, from 1';
comment on column ops.stage_count.rows_in is 'Documents that reached the stage';
comment on column ops.stage_count.rows_out is 'Documents that passed it';
comment on column ops.stage_count.quarantined is 'Documents that were quarantined there';
comment on column ops.stage_count.skipped is 'Documents that a published run had taken before';
comment on column ops.stage_count.merged is 'Documents that another one of the run stands for';
comment on column ops.stage_count.duplicates is 'Of rows_out, those whose article repeats another';

comment on column ops.run_reconciliation.run_id is 'The run';
comment on column ops.run_reconciliation.state is 'State of the run: running, published, nothing_new, mostly_quarantined or failed';
comment on column ops.run_reconciliation.stage is 'collect, clean, deduplicate, tag, load or publish';
comment on column ops.run_reconciliation.position is 'Number of the stage in the flow, from 1';
comment on column ops.run_reconciliation.rows_in is 'Documents that reached the stage, from the ledger';
comment on column ops.run_reconciliation.rows_out is 'Documents that passed it, from the ledger';
comment on column ops.run_reconciliation.quarantined is 'Documents that were quarantined there, from the ledger';
comment on column ops.run_reconciliation.skipped is 'Documents that a published run had taken before';
comment on column ops.run_reconciliation.merged is 'Documents that another one of the run stands for';
comment on column ops.run_reconciliation.duplicates is 'Of rows_out, those whose article repeats another';
comment on column ops.run_reconciliation.gate_rows_in is 'Rows that the stage took, as its gate counted them in the lake';
comment on column ops.run_reconciliation.gate_rows_out is 'Rows that passed the gate, as it counted them in the lake';
comment on column ops.run_reconciliation.adds_up is 'Whether the ledger, the stage before and the gate agree';
