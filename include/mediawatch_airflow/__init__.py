"""The glue between Airflow and the domain package `mediawatch`.

connection -> settings, form -> request, errors -> retry or fail, failure -> ledger, and the tasks themselves, each of
which calls one function of `mediawatch.workflow.steps`. Heavy modules are imported inside tasks: parsing a DAG takes
none.
"""
