"""clean: a raw document becomes an article (text, metadata, language).

    bytes --charset--> text --page | plain | item--> Draft --article--> Article

`clean()` is pure: the same bytes, `as_of` and settings give the same Article, in any process. `clean_batch()` runs it
in worker processes with a time limit for each document. Importing this package is cheap: parsers and language models
are loaded on the first document that needs them.
"""

from mediawatch.clean.article import clean
from mediawatch.clean.process.isolate import clean_batch
from mediawatch.clean.text import content_sha256

__all__ = ["clean", "clean_batch", "content_sha256"]
