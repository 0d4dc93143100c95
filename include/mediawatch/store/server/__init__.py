"""The Postgres server: connections, and the embedded server."""
