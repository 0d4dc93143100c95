"""Every threshold of deduplicate, fitted on development data; the curves behind them stand in docs/decisions.

`c` is the share of a text's words that stand in the other text, in runs of at least one shingle, with gaps of
up to GAP words between such runs closed (so that a text with every tenth word changed still counts as
repeated).
"""

GAP = 10
"""Words: a change of no more than these, between two repeated runs, is an edit within the repeated
passage."""

COPY = 0.38
"""Both c at least: a copy, if CONTIGUOUS or EMBEDDED says so too."""

SCATTERED = 0.15
"""Share of the shorter text's shingles that stand in the other, unbroken by any change, at least, unless there are as
many as an excerpt has: an article with a sixth of its words changed and a fifth of its sentences gone keeps 0.19."""

WHOLE = 0.60
"""Both c at least: a copy however the shared words lie."""

CONTIGUOUS = 0.40
"""Between COPY and WHOLE, the share of the shared words that stand in one unbroken run above which the pair
is no copy but a long excerpt: an edited text is repeated all over, an excerpted one in one place."""

EMBEDDED = 0.90
"""c of the shorter text at least, of the longer COPY: a copy though it stands in one place (something was
added)."""

TRUNCATION = 0.45
"""Share of the shorter text that its longest repeated passage makes, at least: a truncation, if the
conditions below hold too."""

TRUNCATION_START = 40
"""Words: the repeated passage begins no further into either text; what is cut is cut from the end."""

TRUNCATION_OWN = 80
"""Words: what a truncated text may have of its own (agency line, copyright, 'also read')."""

FAITHFUL = 0.88
"""Of the long words and figures in the passages that two texts share, gaps included, the share that stands in
the other text, at least: less, and the two are one form filled in twice."""

FAITHFUL_FACTS = 5
"""So many distinct names, days and figures, the same ones in both texts, make up for it."""

COHERENT = 0.07
"""Of the long words in the rest of the longer text, the share that stands in the passage too, at least: less,
and the longer text is a digest that goes on to other matters."""

STUB_WORDS = 130
"""A text of no more words that breaks off, or ends at a wall, is what is left of a longer one: ..."""

COHERENT_STUB = 0.03
"""... COHERENT, of a stub, where function words do not count; in texts of 180 words in six languages .86 to 1 of the
openings of 40 words reach it, of those of digests up to .1."""

COHERENT_STUB_RUNS = 0.04
"""The same in scripts that part no words, whose function words are not known."""

WALL_TAIL = 40
"""Words behind the passage of a stub, at most, in which a wall asks for something."""

WALL_SHARED = 0.15
"""Share of the long words there that may stand in the passage too: a price in the same money."""

COHERENT_RUNS = 60
"""Runs of characters in the rest of a text whose script parts no words, from which COHERENT is asked of it. In reports
of four paragraphs .08 to .24 of them stand in the opening, of half an opening .04 to .17; in digests up to .04."""

FOOTER = 10
"""Words: a shared passage that ends no further from the end of both texts is a footer, no excerpt."""

LONG_WORD = 5
"""Letters of a long word."""

EXCERPT_WORDS = 45
"""Words of an unbroken shared passage outside quotation marks."""

ENOUGH_HASHES = 4
"""Kept hashes that two texts must share to be measured (an excerpt of EXCERPT_WORDS has six on average), or ..."""

MIN_SHARE = 0.12
"""... the share of the smaller text that the shared ones must stand for, and ..."""

MIN_SHARE_BY_ONE = 0.25
"""... the same where it rests on one hash alone."""

COMMON_HASH = 500
"""Distinct texts: a hash of more is on the stop list. The commonest footer of the development data has 243."""

COMMON_HEADS = 3
"""How many of the texts of one batch that share a stopped hash are still asked for: the earliest."""

UNRELATED = 0.30
"""Containment in either direction below which a new text at a file's address is another article."""

ALIGNED_WORDS = 4_000
"""Words of a text that are aligned to tell forms: an automatic report is far shorter."""

SLOT_WORDS = 30
"""Words on either side of a slot of a form: more is a passage of its own, and no fact that was filled in."""

FORM_SHARED = 0.55
"""Share of the longer text's words that stand in the other in the same order, at least: less, and the two have a
passage in common and no form."""

FORM_SCATTERED = 0.2
"""Share of the shorter text's words that stand in whole runs in the other, gaps closed, from which two texts that share
too little for a copy may be of one form."""

FORM_CUT = 0.85
"""Share of the longer text's length below which the other may be the head of a report that was cut: it is then compared
with as many of its first words."""

FORM_SLOTS = 2
"""Slots in which a fact changed, at least, and ..."""

FORM_CHANGED = 0.35
"""... the share of the distinct facts that changed, at least: two reports of one form. Of 1,200 edits in the
development data one in a thousand reaches both; forms begin at 0.4. One changed fact must be a name, or ..."""

FORM_VALUES = 4
"""... so many changed, and ..."""

FORM_MOSTLY = 0.50
"""... this share of all: the toll of an accident that rises is an update of one report."""

FORM_LIST = 4
"""Where one slot has so many changed values, and ..."""

FORM_CHANGED_LIST = 0.20
"""... this share of the distinct facts changed: the same draw, table or list of another day."""

FORM_FIGURES = 2
"""Where so many slots hold nothing but other figures, and ..."""

FORM_FIGURES_SHARE = 0.50
"""... this share of a text's figures and days changed: one form though all its names stay, as two days' rates of one
bank have it. A correction changes one figure; a toll goes on rising."""

ROUNDED = 0.04
"""By so much of a figure, at most, a rounded one differs from it."""

TOLL_WORDS = 6
"""Words from a figure to what it counts."""

FORM_MANY_SLOTS = 4
"""Where so many slots changed in a fact, ..."""

FORM_PURE = 0.60
"""... and this share of all slots, ..."""

FORM_NAMES = 2
"""... and so many names, ..."""

FORM_CHANGED_PURE = 0.15
"""... this share of changed facts is enough."""

WALL_FACTS = 1
"""Distinct facts in what two texts share, at most, and ..."""

WALL_WORDS = 30
"""... so many shared words, and ..."""

WALL_SLOTS = 2
"""... at most so many slots, and ..."""

WALL_OWN = 4
"""... so many words of each text's own in them: what they share is a wall or a notice, and no report."""

FILLED_SLOTS = 4
"""Where so many slots, and ..."""

FILLED_SHARE = 0.04
"""... so many for each word that is shared, hold ..."""

FILLED_WORDS = 12
"""... at most so many words on either side, and ..."""

SPELT_ALIKE = 0.7
"""... words that are not as alike as this (edit distance), and ..."""

FILLED_LOOSE = 0.33
"""... of all that differs no more than this stands elsewhere: two reports of one form, whatever the words are."""

FILLED_FACTS = 3
"""Distinct facts in what they share, at most, where capitals tell names."""
