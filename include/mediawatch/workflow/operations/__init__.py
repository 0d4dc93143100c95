"""Keeping it running: telling people, looking how things are, and keeping tables and disks bounded."""
