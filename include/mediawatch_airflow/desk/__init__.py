"""The desk's pages inside the Airflow UI: who may see and do what, addresses, templates. What they show is
`mediawatch.desk`'s."""
