"""Who wrote a document: names, bylines, news agencies, and the choice of the authors."""
