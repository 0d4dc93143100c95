"""Worker processes that clean documents within limits of time and memory."""
