"""MediaWatch's domain: articles in, clean, deduplicated, tagged and audited rows in Postgres out.

The folders are the stages of the flow, in this order: collect, clean, deduplicate, tag, load and publish
(both in store), cluster. `pipeline` joins them; Airflow and the CLI call the functions there. Nothing in this
package imports Airflow.
"""

__version__ = "0.1.0"
