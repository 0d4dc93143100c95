"""Articles to take away: chosen, read in portions, written as CSV, JSON Lines, Parquet or XLSX in bounded memory."""
