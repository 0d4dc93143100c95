"""Words and phrases of many languages, as data: one YAML file a language, which a native speaker can mend.

    name: Deutsch                       # what its speakers call the language
    also_read:                          # a list of phrases
      - lesen Sie auch
      - mehr zum Thema
    relative_dates:                     # or lists under keys
      hour:
        - vor {n} Stunde                # {n}: a placeholder, filled in by the code that asks
    wall_words:
      - abonn*                          # *: any ending of the word
    notices:
      - (diesen) artikel teilen         # a word in parentheses may be missing

A file is named by the language's BCP 47 tag (`de.yaml`, `zh-Hant.yaml`); `mul.yaml` has what is of no single language,
such as names of agencies. Which lists there are, and what each is for, says `LISTS`. Phrases are no regular
expressions: `pattern` makes one of them, in which letters match without regard to the language's typewriter (an
apostrophe is any apostrophe, a space is any white space).
"""

from mediawatch.words.calendar import day_names, zodiac_signs
from mediawatch.words.mutations import changes_beginnings, unchanged, with_names_unchanged
from mediawatch.words.phrase_search import PhraseSearch
from mediawatch.words.small_letters import GEORGIAN, is_small
from mediawatch.words.word_lists import (
    FOLDER,
    LISTS,
    MANY,
    folded,
    keyed,
    languages,
    pattern,
    pattern_of_words,
    phrases,
    words_pattern,
    written_out,
)
from mediawatch.words.zero_width import JOINERS, WITHOUT_JOINERS

__all__ = [
    "FOLDER",
    "GEORGIAN",
    "JOINERS",
    "LISTS",
    "MANY",
    "WITHOUT_JOINERS",
    "PhraseSearch",
    "changes_beginnings",
    "day_names",
    "folded",
    "is_small",
    "keyed",
    "languages",
    "pattern",
    "pattern_of_words",
    "phrases",
    "unchanged",
    "with_names_unchanged",
    "words_pattern",
    "written_out",
    "zodiac_signs",
]
