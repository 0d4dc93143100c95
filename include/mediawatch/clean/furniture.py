"""What stands in a delivered text without being the article: notices, credits, links to other stories.

Each rule is anchored to a whole line or to the end of a paragraph, so that a sentence that merely speaks of
newsletters or of an agency is never taken.
"""

from __future__ import annotations

import re

from mediawatch.clean.agencies import AGENCY

_ALSO = (
    r"also\s+read|read\s+also|read\s+more|see\s+also|also\s+see|also\s+watch|don['’]?t\s+miss|must\s+read|related(?:\s+(?:stories|articles|news|story|article))?|recommended"
    r"|यह\s+भी\s+पढ़ें|ये\s+भी\s+पढ़ें|इसे\s+भी\s+पढ़ें|читайте\s+также|читать\s+также|смотрите\s+также|читайте\s+ще|читайте\s+також|lire\s+aussi|à\s+lire\s+aussi"
    r"|lesen\s+sie\s+auch|mehr\s+zum\s+thema|auch\s+interessant|lea\s+también|lee\s+también|leia\s+também|leia\s+mais|leggi\s+anche|lees\s+ook|läs\s+också|les\s+også|czytaj\s+też|اقرأ\s+أيضا"
)
_ALSO_LINE = re.compile(rf"^\W*(?:{_ALSO})\s*(?:[:|–—>»-].*)?$", re.IGNORECASE)
_ALSO_TAIL = re.compile(rf"(?<=[.!?।\"”’»)])\s+[(\[]?\s*(?:{_ALSO})\s*[:|]\s*[^\n]+$", re.IGNORECASE)
_ALSO_BRACKET = re.compile(rf"\s*[(\[]\s*(?:{_ALSO})\s*[:|–-][^()\[\]\n]+[)\]]", re.IGNORECASE)

_NOTICES = re.compile(
    r"^\W*(?:"
    r"advertisement|advertisment|adverti[sz]ing|sponsored(?:\s+content)?|story\s+continues\s+below(?:\s+(?:this\s+ad|advertisement))?|continue\s+reading(?:\s+below)?"
    r"|scroll\s+(?:down\s+)?to\s+continue|article\s+continues\s+(?:after|below).{0,30}|share(?:\s+(?:this|on|via|the)\b.{0,40})?|tweet|print(?:\s+this)?|email\s+this|copy\s+link"
    r"|(?:click|tap)\s+here\s+(?:to|for)\b.{0,120}|(?:sign|log)\s*(?:up|in)\s+(?:to|for)\b.{0,120}|subscribe\s+(?:to|now|for)\b.{0,120}|subscribe"
    r"|(?:follow|join)\s+us\s+(?:on|at)\b.{0,120}|download\s+(?:the|our)\b.{0,60}\bapp\b.{0,60}|get\s+(?:the\s+)?latest\b.{0,100}\b(?:news|updates|alerts)\b.{0,80}|stay\s+(?:tuned|updated)\b.{0,120}"
    r"|©.{0,140}|(?:\(c\)|copyright)\s+(?:©\s*|\(c\)\s*)?(?:19|20)\d\d.{0,240}|all\s+rights\s+reserved.{0,40}|реклама|подпис(?:ывайтесь|аться)\s+на\b.{0,100}|все\s+права\s+защищены.{0,40}|विज्ञापन|सब्सक्राइब\s+करें.{0,60}"
    r"|anzeige|werbung|publicité|publicidad|pubblicità|advertentie|view\s+comments|leave\s+a\s+comment|comments|back\s+to\s+top|home|next\s+(?:article|story)|previous\s+(?:article|story)"
    r")\W*$",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"^\W*(?:"
    r"(?:with|including)\s+(?:additional\s+)?inputs?\s+from\b.{2,80}"
    r"|(?:with\s+)?(?:additional\s+)?(?:reporting|editing|writing|edited|written|compiled|translated)\s+by\b.{2,200}"
    r"|\(?(?:this|the\s+above)\s+(?:story|report|article|content|copy)\s+(?:has\s+(?:not\s+been|been)|is|was)\b.{0,60}\b(?:auto-?generated|syndicated|edited|published\s+from|agency)\b.{0,200}"
    r"|\(?(?:the\s+above\s+story\s+first\s+appeared)\b.{0,200}"
    r"|except\s+for\s+the\s+headline\b.{0,200}"
    r"|(?:source|agency|quelle|fuente|fonte|источник|स्रोत)\s*:\s*(?-i:[^\W\d_a-zа-яё][\w.&'’-]*"
    r"(?:[ /,&]{1,3}(?:and\s|und\s)?[^\W\d_a-zа-яё][\w.&'’-]*){0,4})"
    r"|image\s*(?:source|credit)\s*:.{0,80}|photo\s*(?:credit)?\s*:.{0,80}"
    rf"|[(\[]{AGENCY}(?:\W[^()\[\]]{{0,30}})?[)\]]"
    rf"|(?:-{{1,2}}|[–—])\s?(?:with\s+)?{AGENCY}(?:\s+(?:and\s+)?(?:{AGENCY}|inputs?|agencies))*"
    r"|(?-i:[a-z]{2,5}(?:-[a-z]{2,5})?(?:/[a-z]{2,5}){1,5})"  # int/khz/svn: desks and initials
    r"|with\s+agency\s+inputs?|end\s+of\s+(?:story|article)|-{0,3}\s?(?:ends|30)\s?-{0,3}|(?:pti|ani|ians|uni|efe)(?:\s+[A-Z]{2,5}){0,6}"
    rf"|with\s+{AGENCY}\s+inputs?"
    r")\W*$",
    re.IGNORECASE,
)
_AGENCY_TAIL = re.compile(
    rf"(?<=[.!?।\"”’»])\s*(?:[(\[](?:with\s+(?:agency\s+)?inputs?[^()\[\]]{{0,60}}"
    r"|(?:with\s+)?(?:additional\s+)?(?:reporting|editing|writing)\s+by\s[^()\[\]]{2,200}"
    rf"|{AGENCY}(?:\W[^()\[\]]{{0,30}})?)[)\]]|(?<=[.!?।] )[–—]\s?{AGENCY})\s*$",
    re.IGNORECASE,
)
MAX_NOTICE = 320
"""Characters; no notice of the kinds above is longer, so long lines are not even tried."""


def is_furniture(line: str) -> bool:
    """Whether a whole line of plain text is a notice, a credit or a link to another story."""
    if len(line) > MAX_NOTICE:
        return False
    return bool(_ALSO_LINE.match(line) or _NOTICES.match(line) or _CREDIT.match(line))


def trim_tail(paragraph: str) -> str:
    """`paragraph` without a "Read also: ..." or an agency's mark glued to its end."""
    trimmed = _ALSO_BRACKET.sub("", paragraph)
    trimmed = _ALSO_TAIL.sub("", trimmed)
    return _AGENCY_TAIL.sub("", trimmed).rstrip()
