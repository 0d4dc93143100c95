"""Whether two texts were made from one form."""

from __future__ import annotations

from mediawatch.deduplicate import thresholds as t
from mediawatch.deduplicate.forms.alignment import Alignment, share_most
from mediawatch.deduplicate.forms.text_facts import Facts


def is_form(a: Facts, b: Facts) -> bool:
    """Whether two texts are reports made from one form.

    They were filled in anew (`_filled_in`). Or what they share reports nothing, as a consent wall does, and each has
    words of its own in the same place. Or one of them is the head of such a report: what was cut off at its end shares
    too little with a whole one, so it is compared with as many of its first words.
    """
    if not (a.differs_from(b) and b.differs_from(a)):
        return False
    if share_most(a, b):
        found = Alignment(a, b)
        if _filled_in(found) or _differ_in_slots_alone(found) or _share_a_wall(found):
            return True
    short, long = (a, b) if len(a.words) <= len(b.words) else (b, a)
    if len(short.words) >= t.FORM_CUT * len(long.words):
        return False
    head = long.head(len(short.words))
    if not (short.differs_from(head) and head.differs_from(short) and share_most(short, head)):
        return False
    found = Alignment(short, head)
    return (
        _filled_in(found)
        or _differ_in_slots_alone(found)
        or (_share_a_wall(found) and found.shared_at_end >= t.WALL_WORDS)
    )


def _filled_in(found: Alignment) -> bool:
    """Whether two texts that have most words in common differ somewhere, and one of these holds. A large share of what
    they report differs, names among it. Several figures differ and nothing else, most of the figures that the text has:
    it is no toll that rises, and not one text alone says that it corrects one. A list of values differs. Many slots
    differ, nearly all of them in facts, several in names (German writes every noun with a capital, so that few of its
    facts are names). Each is of a sign of the zodiac that the other does not have.
    """
    if not found.slots:
        return False
    changes = found.changes
    if changes.signs:
        return True
    many = changes.fact_slots >= t.FORM_SLOTS
    if many and changes.facts >= t.FORM_CHANGED * found.facts:
        new_names = changes.names >= 1
        new_values = changes.facts >= t.FORM_VALUES and changes.facts >= t.FORM_MOSTLY * found.facts
        if new_names or (new_values and not changes.toll):
            return True
    if (
        changes.figure_slots >= t.FORM_FIGURES
        and changes.figure_slots >= t.FORM_PURE * found.slots
        and changes.figures >= max(t.FORM_FIGURES, t.FORM_FIGURES_SHARE * found.values)
        and not changes.toll
        and not found.corrects
    ):
        return True
    if changes.listed >= t.FORM_LIST and changes.facts >= t.FORM_CHANGED_LIST * found.facts:
        return True
    return (
        changes.fact_slots >= t.FORM_MANY_SLOTS
        and changes.fact_slots >= t.FORM_PURE * found.slots
        and changes.names >= t.FORM_NAMES
        and changes.facts >= t.FORM_CHANGED_PURE * found.facts
    )


def _differ_in_slots_alone(found: Alignment) -> bool:
    """Whether many slots hold other words, whatever they are, and next to nothing differs besides: names in scripts
    without capitals, numbers in words, dishes. An editor who changes so many words leaves some out and puts some in.
    Where capitals tell names, what the texts share must name next to none."""
    changes = found.changes
    # a toll that rose is no fact of another report, and names that changed beside it are
    words, facts = (found.other_words - changes.figure_slots, 0) if changes.toll else (found.other_words, changes.facts)
    return (
        found.slots > 0
        and words >= max(t.FILLED_SLOTS - bool(facts), t.FILLED_SHARE * found.shared_length)
        and found.loose <= t.FILLED_LOOSE
        and not found.corrects
        and (not found.tell_names or found.shared_facts <= t.FILLED_FACTS)
    )


def _share_a_wall(found: Alignment) -> bool:
    """Whether two texts have in common, but for one or two places, what tells of nothing."""
    return (
        0 < found.slots <= t.WALL_SLOTS
        and found.replaced >= t.WALL_OWN
        and found.shared_words >= t.WALL_WORDS
        and found.tell_names
        and found.shared_facts <= t.WALL_FACTS
    )
