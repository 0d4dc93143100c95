"""The warehouse in Postgres: schema, staging, publish, the ledger, and what the stages ask of history."""
