"""MediaWatch on one machine: what the Makefile calls (`python -m mediawatch_airflow.local COMMAND`).

State lives under `var/`: Airflow's home with its secrets and logs, the embedded Postgres, the lake, the inbox.
"""
