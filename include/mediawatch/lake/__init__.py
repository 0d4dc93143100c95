"""The lake: a run's intermediate results as files, one folder a run."""
