-- Counts from the ledger, and whether they agree with what the gates counted in the lake.

create or replace view ops.stage_count as
with stage(stage, position) as (
    values ('collect', 1), ('clean', 2), ('deduplicate', 3), ('tag', 4), ('load', 5), ('publish', 6)
), counted as (
    select d.run_id, d.last_stage, d.outcome, d.duplicate, 1 as documents from ops.document d
    union all
    select c.run_id, c.last_stage, c.outcome, c.duplicate, c.documents from ops.document_count c
), document as (
    select d.*, s.position as reached from counted d join stage s on s.stage = d.last_stage
)
select
    r.run_id,
    s.stage,
    s.position,
    coalesce(sum(d.documents) filter (where d.reached >= s.position), 0)::bigint as rows_in,
    coalesce(sum(d.documents) filter (
        where d.reached > s.position
        or (d.reached = s.position and d.outcome in ('pending', 'published', 'unchanged'))
    ), 0)::bigint as rows_out,
    coalesce(sum(d.documents) filter (where d.reached = s.position and d.outcome = 'quarantined'), 0)::bigint
        as quarantined,
    coalesce(sum(d.documents) filter (where d.reached = s.position and d.outcome = 'skipped'), 0)::bigint as skipped,
    coalesce(sum(d.documents) filter (where d.reached = s.position and d.outcome = 'merged'), 0)::bigint as merged,
    coalesce(sum(d.documents) filter (
        where s.position >= 3 and d.duplicate
        and (d.reached > s.position or (d.reached = s.position and d.outcome in ('pending', 'published', 'unchanged')))
    ), 0)::bigint as duplicates
from ops.run r
cross join stage s
left join document d on d.run_id = r.run_id
group by r.run_id, s.stage, s.position;

comment on view ops.stage_count is
    'For each run and stage, from the ledger: rows_in = rows_out + quarantined + skipped + merged; duplicates are an of-which of rows_out';

create or replace view ops.run_reconciliation as
select
    c.run_id,
    r.state,
    c.stage,
    c.position,
    c.rows_in,
    c.rows_out,
    c.quarantined,
    c.skipped,
    c.merged,
    c.duplicates,
    q.rows_in as gate_rows_in,
    q.rows_out as gate_rows_out,
    c.rows_in = c.rows_out + c.quarantined + c.skipped + c.merged
        and (
            c.rows_in = coalesce(lag(c.rows_out) over (partition by c.run_id order by c.position), c.rows_in)
            -- what a run that stopped has not brought further waits where it stopped
            or (c.rows_in = 0 and r.state in ('running', 'failed'))
        )
        and (q.quality_run_id is null or (q.rows_in = c.rows_in and (q.rows_out = c.rows_out or not q.success)))
        as adds_up
from ops.stage_count c
join ops.run r using (run_id)
left join ops.quality_run q on q.run_id = c.run_id and q.stage = c.stage
order by r.started_at, c.run_id, c.position;

comment on view ops.run_reconciliation is
    'Stage counts from the ledger beside what each gate counted in the lake; adds_up says whether all of them agree';
