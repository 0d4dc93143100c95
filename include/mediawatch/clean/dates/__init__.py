"""When a document was published: written and relative dates, datelines, and the choice of the day of publication."""
