"""Two values that texts state: whether they can be the same, are near each other, count the same and of whom, and how
one is written."""

from __future__ import annotations

from datetime import date, timedelta

from mediawatch.facts.comparison.resolved_days import Span, Whole
from mediawatch.facts.fact_records import GRAVE, INFINITY, Quantity, Statement
from mediawatch.facts.number_scales import last_digit, rounding
from mediawatch.facts.words import fact_words

RARE = 13
"""A number from here on that is no round one is rare."""

HUNDRED = 100
"""A rare number below it does not end with 0."""

NARROW = 0.001
"""Of a number: two that differ by less are stated alike."""

LITTLE = 1.15
"""How many times as large one of two numbers is that differ by a little."""

FURTHEST = 1.5
"""How many times as much the greatest that may be is as what is: up to 60, and 45."""

LONGEST_ROUNDED = 3
"""Digits of a number that was rounded at most; with more it was told in another unit."""

PART_OF_BOUND = 0.1
"""By how much of such a number it may be exceeded."""

REPEATED = 1.25
"""How many times as many `more than 20` may be in the next sentence of its account."""

PART = 0.5
"""Of a number of people: so few of a kind that is named may be some of them, and not all."""

PART_OF = "~"
"""Begins the unit of a number that is a part of another: children among the dead."""

SUBGROUP = "%"
"""Begins the kind of people in a unit where they are a group of which others are counted apart: children, soldiers."""

DIED = "†"
"""Begins the unit of a number of animals or things of which it is said that they died or were hurt."""

NAMED = "№"
"""Begins the unit of a number that is a name: the 14th floor."""

DEGREES = {"#degrees", "#celsius"}
"""Units of temperatures: many texts do not say of which scale they are."""

UNKNOWN = "?"
"""Unit of a number behind which no noun stands."""

PEOPLE = "&people"
"""Begins the unit of a number of people of any kind."""

STEM = 5
"""Letters by which a country and its people begin."""

LEAST_OF_COMPOUND, LEAST_BEFORE = 4, 3
"""Letters of a noun, and of what is written together with it before it: Gold, münz."""

LONG_NAME = 4
"""Letters of a name that may be spelt with one more at its end."""

ROLES = tuple(f"#{name}" for name in fact_words.ROLES)

VAGUE = 5
"""How many times as large as the least the greatest number is that a word such as `hundreds` may mean."""

MILLION = 1_000_000

NEAR = timedelta(days=45)
"""Two days of one thing are no further apart, unless it is the same time of another year."""

MONTH = 31
"""Days: what is longer is no day and no month."""

Value = Quantity | tuple[Span, ...]


def meet(one: Value, other: Value) -> bool:
    """Whether two values can be the same number or day."""
    if isinstance(one, Quantity) or isinstance(other, Quantity):
        return may_be_one(one, other) and not _is_beyond(one, other)
    if isinstance(one, Whole) and isinstance(other, Whole):
        return one == other
    return any(a[0] <= b[1] and b[0] <= a[1] for a in one for b in other)


def may_be_one(one: Value, other: Value) -> bool:
    """Whether two numbers can both be true: at least 67, and 72."""
    return isinstance(one, Quantity) and isinstance(other, Quantity) and one.meets(other)


def _is_beyond(one: Value, other: Value) -> bool:
    """Whether one of two numbers is a bound that is not the other one rounded: who counted 72 would not have said `at
    least 67`, but may have said `more than 70`."""
    if not isinstance(one, Quantity) or not isinstance(other, Quantity) or is_vague(one) or is_vague(other):
        return False
    if one.high == other.high == INFINITY:
        fewer, more = sorted((one.low, other.low))
        return more >= min(fewer + last_digit(fewer), FURTHEST * fewer)
    if INFINITY in (one.high, other.high):
        bound, exact = sorted((one, other), key=lambda value: value.high != INFINITY)
        return exact.low >= min(bound.low + _step(bound.low), FURTHEST * bound.low)
    if 0 in (one.low, other.low):
        fewer, more = sorted((one.high, other.high))
        return more > FURTHEST * fewer
    return False


def _step(number: float) -> float:
    """By how much a number may lie above its bound."""
    if not number.is_integer() or digits(number) > LONGEST_ROUNDED:
        return PART_OF_BOUND * number
    return rounding(number)


def as_exact(one: Value, other: Value) -> bool:
    """Whether both are days or months, or both are longer: `on Monday` says nothing of `later this year`."""
    if isinstance(one, Quantity) or isinstance(other, Quantity):
        return True
    return is_long(one[0]) == is_long(other[0])


def is_long(span: Span) -> bool:
    return (span[1] - span[0]).days > MONTH


def is_weekday(statement: Statement) -> bool:
    """Whether a day is told as that of the week alone: `on Monday`, but not `next Monday` and `Monday 3 May`."""
    day = statement.day
    return day is not None and day.weekday is not None and day.month is None and day.day is None and not day.turn


def comparable(one: Value, other: Value) -> bool:
    """Whether two values that differ may be of one thing: numbers of one order of magnitude, days that are near or at
    the same time of two years."""
    if isinstance(one, Quantity) or isinstance(other, Quantity):
        if not (isinstance(one, Quantity) and isinstance(other, Quantity)):
            return False
        if (is_vague(one) and _is_open(other)) or (is_vague(other) and _is_open(one)):
            return False  # hundreds, more than 1,500
        low, high = sorted((middle(one), middle(other)))
        return 0 < high <= 10 * low
    return any(_near(a, b) for a in one for b in other)


def _is_open(quantity: Quantity) -> bool:
    return quantity.high == INFINITY or quantity.low == 0


def is_vague(quantity: Quantity) -> bool:
    """Whether it is what a word such as `hundreds` may mean."""
    return 0 < quantity.low * VAGUE < quantity.high < INFINITY


def middle(quantity: Quantity) -> float:
    return quantity.low if quantity.high == INFINITY else (quantity.low + quantity.high) / 2


def _near(a: Span, b: Span) -> bool:
    first, second = sorted((a, b))
    if second[0] - first[1] <= NEAR:
        return True
    if is_long(a):
        return a[0].year == b[0].year  # early in a year, and later in it
    if abs(a[0].year - b[0].year) != 1:
        return False
    moved = (date(b[0].year, min(a[0].month, 12), min(a[0].day, 28)), date(b[0].year, a[1].month, min(a[1].day, 28)))
    return moved[0] <= b[1] + timedelta(days=3) and b[0] <= moved[1] + timedelta(days=3)


def repeats(one: Value, other: Value) -> bool:
    """Whether one account may mean one thing by two of its values: `at least 15` and 25 are two, though they meet."""
    if not isinstance(one, Quantity) or not isinstance(other, Quantity):
        return meet(one, other)
    if not one.meets(other):
        return False
    open_ones = [value for value in (one, other) if value.high == INFINITY or value.low == 0]
    if not open_ones:
        return True
    told = sorted(value.high if value.low == 0 else value.low for value in (one, other))
    return told[1] <= told[0] * REPEATED


def is_rare_number(number: float) -> bool:
    return number >= RARE and (number >= HUNDRED or number % 10 != 0)


def digits(number: float) -> int:
    """How many digits of a number count: 1 of 4,000, 2 of 26, 3 of 715 or 38.1."""
    return len(f"{abs(number):.6g}".partition("e")[0].replace(".", "").strip("0")) if number else 0


def stated(quantity: Quantity) -> float:
    """The number that stands in the text."""
    return quantity.high if quantity.low == 0 else middle(quantity)


def is_little_apart(one: Value, other: Value) -> bool:
    """Whether two exact rare numbers differ by a little: of two things, they seldom would."""
    if not isinstance(one, Quantity) or not isinstance(other, Quantity):
        return False
    low, high = sorted((middle(one), middle(other)))
    is_exact = all(value.high - value.low <= NARROW * 10 * value.high for value in (one, other))
    return is_exact and high <= low * LITTLE and is_rare_number(low) and is_rare_number(high)


def may_be_part(one: Value, one_kind: tuple[str, ...], other: Value, other_kind: tuple[str, ...]) -> bool:
    """Whether one number of people may count some of those whom the other counts: five clerks of 26 people, the badly
    hurt of all the injured, the children of all. The kinds are what the numbers say of whom they count."""
    if not isinstance(one, Quantity) or not isinstance(other, Quantity):
        return False
    if (GRAVE in one_kind) != (GRAVE in other_kind):
        return True
    if _subgroup(one_kind) != _subgroup(other_kind):
        return True
    (fewer, kind), (more, wider) = sorted([(stated(one), one_kind), (stated(other), other_kind)])
    return bool(kind) and kind != wider and fewer <= PART * more


def _subgroup(kind: tuple[str, ...]) -> str:
    return next((said for said in kind if said.startswith(SUBGROUP)), "")


def width(value: Value) -> float:
    if isinstance(value, Quantity):
        return value.high - value.low
    return float(sum((last - first).days for first, last in value)) + len(value) - 1


def number_text(quantity: Quantity) -> str:
    """A number, or two with / between for what lies between them; .. leaves the end open."""
    if quantity.high == INFINITY:
        return f"{_plain(quantity.low)}/.."
    if quantity.low == quantity.high:
        return f"{quantity.low:.15g}"
    return f"{_plain(quantity.low)}/{_plain(quantity.high)}"


def _plain(number: float) -> str:
    """With six digits that count, and without an exponent: 699500000."""
    return f"{float(f'{number:.6g}'):.10g}" if number < MILLION else f"{float(f'{number:.6g}'):.0f}"


# ---- what is counted, and who
def is_class(statement: Statement) -> bool:
    """Whether it says what became of people: then its unit is the class, and maybe of what kind they are."""
    return statement.kind == "count" and statement.unit[0].startswith("#")


def group_among(unit: tuple[str, ...]) -> tuple[str, str] | None:
    """What became of a group of which others are counted apart, and which group it is: of `two of them children` as of
    `three children were killed`."""
    match unit:
        case (fate, group, *_) if fate[0] in "#@" and group.startswith((SUBGROUP, PART_OF + SUBGROUP)):
            return fate[1:], group.removeprefix(PART_OF)
    return None


def one_unit(a: Statement, b: Statement) -> bool:
    """Whether they count or measure the same: their units share a word that ends one of them, since `two WNBL titles`
    are no `four WNBL championships`."""
    if a.kind in ("day", "age"):
        return True
    one, other = a.unit, b.unit
    if one == other:
        return True
    if one[0][0] == "#" or other[0][0] == "#":
        return one[0] == other[0] or {one[0], other[0]} == DEGREES
    if one[0] == other[0] == PEOPLE:
        return True  # people, persons
    return one[-1] in other or other[-1] in one or _are_one_noun(one[-1], other[-1])


def _are_one_noun(one: str, other: str) -> bool:
    """Whether one noun is the other with more in front: Goldmünzen, Münzen."""
    short, long = sorted((one, other), key=len)
    return len(short) >= LEAST_OF_COMPOUND and len(long) >= len(short) + LEAST_BEFORE and long.endswith(short)


def one_noun(a: Statement, b: Statement) -> bool:
    """Whether they count the same, be it as a part of others in one of them: `two teachers` of the dead."""
    if one_unit(a, b):
        return True
    one, other = (statement.unit[-1].removeprefix(PART_OF) for statement in (a, b))
    if is_class(a) != is_class(b):  # 3,500 families fled, 3,500 families had to leave
        role, other_unit = (a.unit[0], b.unit) if is_class(a) else (b.unit[0], a.unit)
        return bool({*a.unit} & {*b.unit}) or (PEOPLE in other_unit and role in ROLES)
    return one == other


def one_person(a: Statement, b: Statement, least: int) -> bool:
    """Whether one name is part of the other, in so many words at least: two of one family have one name in common."""
    fewer, more = sorted((a.names, b.names), key=len)
    return len(fewer) >= least and all(any(_one_name(name, other) for other in more) for name in fewer)


def names_in_common(a: Statement, b: Statement) -> int:
    """Names of the one with fewer that the other has too; Afghan is Afghanistan."""
    fewer, more = sorted((a.names, b.names), key=len)
    return sum(any(_begin_alike(name, other) for other in more) for name in fewer)


def sides_in_common(a: Statement, b: Statement) -> int:
    """The same of two results, where a side may be the first word of a sentence, which is not known to be a name."""
    return max(names_in_common(a, b), sum(name in b.words and name in a.words for name in a.names | b.names))


def are_spelt_alike(one: str, other: str) -> bool:
    """Whether a name and the key of a name are of one word: vautrin, vautrin; korte, kort."""
    return one[:STEM] == other[:STEM] or (
        min(len(one), len(other)) >= LONG_NAME and (one.startswith(other) or other.startswith(one))
    )


def _begin_alike(one: str, other: str) -> bool:
    return one == other or (one[:STEM] == other[:STEM] and len(one) >= STEM)


def _one_name(one: str, other: str) -> bool:
    """Whether two names are spelt alike, but for a last letter: Dorje, Dorjee."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= LONG_NAME and len(long) - len(short) == 1 and long.startswith(short))
