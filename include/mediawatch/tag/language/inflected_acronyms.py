"""Acronyms with endings on them: NATOn and Naton in Finnish, NATOsse in Estonian, Natos in Swedish."""

from __future__ import annotations

from mediawatch.tag.language.words import MAX_ACRONYM, STRICT_ACRONYM

MAX_ENDING = 5  # letters

# Languages that write endings right behind the capitals: NATOn, ELi, AEBko, AQShning.
_GLUED_ENDINGS = frozenset({"fi", "et", "eu", "uz"})
# Endings of acronyms that are printed with one capital: Naton, Natossa, Natos.
_FINNISH = "n a on ssa sta lla lta lle ksi na tta".split()  # noqa: SIM905
_ESTONIAN = "t s sse st le lt l ks ni na ta ga".split()  # noqa: SIM905
_ENDINGS = {
    "fi": frozenset(_FINNISH),
    "et": frozenset(_ESTONIAN),
    **dict.fromkeys(["sv", "nb", "nn", "no", "da", "de"], frozenset({"s"})),
}
_LONGEST = 3


def inflected_acronyms(word: str, base: str) -> tuple[str, ...]:
    """The acronyms that a text's `word` of the language `base` may be a form of."""
    if not word[:1].isupper() or not word.isalpha() or len(word) > MAX_ACRONYM + MAX_ENDING:
        return ()
    if base in _GLUED_ENDINGS and not word[1:].islower():
        capitals = next((at for at, char in enumerate(word) if not char.isupper()), len(word))
        if 2 <= capitals <= MAX_ACRONYM and word[capitals:].islower():
            return (word[:capitals],)
    endings = _ENDINGS.get(base)
    if not endings or not word[1:].islower():
        return ()
    return tuple(
        word[:-length].upper()
        for length in range(1, _LONGEST + 1)
        if word[-length:].replace("ä", "a") in endings and STRICT_ACRONYM < len(word) - length <= MAX_ACRONYM
    )
