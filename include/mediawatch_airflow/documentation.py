"""What the UI says about the DAGs (doc_md)."""

MEDIA_MONITOR = """
## Media monitor

Takes article files from the inboxes, cleans and deduplicates them, tags the topics that its users follow, and
publishes them to Postgres (schema `news`).

    collect ▣ clean ▣ deduplicate ▣ tag ▣ load ▣ publish ▣ cluster ▣ report

▣ is a gate: the stage's Great Expectations suite. Rows at fault are quarantined with the reason, the rest go on. Where
the batch as a whole is at fault (too much of it quarantined, counts that do not add up), the gate fails and nothing
after it runs: up to the gate of `load`, schema `news` stays as it was.

**Trigger** it with the button above; the form says what each field means. With nothing new a run succeeds and says so.
Any failed task can be cleared: a run reads what it collected the first time, and repeating a task changes nothing else.

**Look at** the log of *report* for all that the run did and at the log of a *gate* for what its stage quarantined;
later at `ops.run_reconciliation` for what went in and out of each stage, `ops.quality_overview` for the gates,
`ops.quarantine_open` for what was quarantined and why, `news.topic_evidence_text` for the words behind each tag.

**When it fails**, the failed task's log says what to change. A lost connection is tried again by itself, three times;
anything else waits for a person.
"""

BACKFILL_WARC = """
## Backfill: WARC files

Takes archives of web pages (`.warc`, `.wet`, these with `.gz` or `.zst` too, `.wacz`) into the warehouse: put them into
`var/archive`, or name another folder in `MEDIAWATCH_INBOXES`, and trigger.

    collect (plan, read ×n) ▣ clean ▣ deduplicate ▣ tag ▣ load ▣ publish ▣ cluster ▣ report

*plan* keeps each file in the raw store and cuts it into ranges of records; *read* is mapped over them. From the gate of
*collect* on it is the flow of `media_monitor`, stage for stage, with the same publish. An article is known by the
address that its record names, and its version by the date of the record: archives may come in any order, and the same
ones again change nothing.

**When a task is killed**, Airflow repeats it alone; ranges that were read stay read. Clear a failed task and the run
goes on from there.

**Look at** `ops.run_reconciliation` and `ops.document`: every record of every file has its row. Records that are no
page (requests, pictures, redirects) are skipped, with the reason.
"""

TOPICS_RETAG = """
## Topics: retag history

A changed topic (`include/topics`) counts for the past too. This says for each changed topic how many published articles
its new definition would **add**, **remove** and **keep**, with headlines for example. With *Dry run* off it applies
them to all of history in one transaction and records the definition in `news.topic_version`.

The daily run applies changed topics by itself when it publishes; trigger this to see the effect before, or to apply a
change at once. What analysts decided (`news.topic_override`) stands whatever the tags become.
"""

MAINTENANCE = """
## Maintenance

Keeps tables and disks bounded, once a week, or when it is triggered with the form. What it would delete is in the log
of **survey**; with *Dry run* nothing goes.

    survey ─▶ back_up (and a restore that is tried) ─▶ tidy_warehouse, tidy_logs, tidy_airflow ─▶ close

Gone are records of ended runs in the lake, logs of tasks, rows of Airflow's own database, messages and results of gates
that are old. Articles, tags and stories stay, and so do all raw bytes unless *Raw bytes* says otherwise.

**Look at** `ops.size` for how large everything is.
"""

QUARANTINE_REPLAY = """
## Quarantine: replay

What was quarantined goes through the stages again, from the bytes that are kept: after an upgrade that mends what was
at fault, or to let in what a rule kept out (a replayed `not_an_article` is taken for one). The form chooses by reason
or by number; empty, all open entries go.

    begin ─▶ collect ▣ clean ▣ deduplicate ▣ tag ▣ load ▣ publish ▣ cluster ▣ report

**Look at** `ops.quarantine_open` before, and at the run's report after. `mediawatch replay` does the same.
"""

TAKEDOWN = """
## Takedown

Removes articles for good: rows, versions, tags, evidence, links, memberships in stories, bytes in the raw store,
shards of the runs that held them. They are not taken in again. With *Dry run*, as it is by default, the log says
which articles are meant and nothing goes; without it *On whose word* and *Why* are needed, and kept in `ops.removal`.

What remains for a person is in the log: files in inboxes, and backups and exports made before. `mediawatch remove` does
the same.
"""

ARCHIVE_EXPORT = """
## Archive: export

Articles with their tags, evidence, story and publisher, in a file of `var/exports` on the machine that ran the task:
by topic, query, publisher, language and days; the log and the task's result name the file. The desk's lists give the
same as a download, `mediawatch export` writes it where you say. Of these files
`maintenance` deletes those that are older than its *Exports: days*, and no other file of the folder.
"""

OVERRIDES_IMPORT = """
## Topics: overrides in bulk

An analyst's word against a tag, or for one that is missing, from a table: `article` (number, uri or url), `topic`
(its id), `relevant` (true or false), `why`. All of it is taken in or nothing; what is wrong is named by its line.
These words stand in `news.topic_override`, survive retagging, and count in every view.

With *Dry run* the log says what would change. `mediawatch overrides FILE.csv --who NAME` does the same.
"""
