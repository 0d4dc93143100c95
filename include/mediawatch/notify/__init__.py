"""Telling people: who is told what, what a message says, and the channels that carry it.

Pure: a state of things in, messages out; the ledger of what was told is in store/ledger/notices.py, and
workflow/operations/alerting.py puts the two together.
"""
