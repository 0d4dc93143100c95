"""What stands in a delivered text without being the article: notices, credits, links to other stories.

Each rule is anchored to a whole line or to the end of a paragraph, so that a sentence that merely speaks of
newsletters or of an agency is never taken.
"""

from __future__ import annotations

import re

from mediawatch.clean.people.agencies import AGENCY
from mediawatch.words import pattern

_ALSO = pattern("also_read")
_LINE = re.compile(rf"^\W*{pattern('notices')}\W*$", re.IGNORECASE)
"""Lines that are a label and nothing else; what follows are notices that are sentences."""

_ALSO_LINE = re.compile(rf"^\W*(?:{_ALSO})\s*(?:[:|–—>»-].*)?$", re.IGNORECASE)
_ALSO_TAIL = re.compile(rf"(?<=[.!?।\"”’»)])\s+[(\[]?\s*(?:{_ALSO})\s*[:|–—-]\s*[^\n]+$", re.IGNORECASE)
_ALSO_BRACKET = re.compile(rf"\s*[(\[]\s*(?:{_ALSO})\s*[:|–-][^()\[\]\n]+[)\]]", re.IGNORECASE)


def _up_to(characters: int) -> str:
    """The rest of a line behind a word, so many characters at most."""
    return rf"(?!\w).{{0,{characters}}}"


_SENTENCES = pattern(
    "notice_sentences", few=_up_to(40), some=_up_to(80), rest=_up_to(120), gap=r"(?!\w).{0,100}(?<!\w)"
)
_NOTICES = re.compile(  # Sign up for our morning letter / © 2025 The Daily
    rf"^\W*(?:{_SENTENCES}|©.{{0,140}}|(?:\(c\)|copyright)\s+(?:©\s*|\(c\)\s*)?(?:19|20)\d\d.{{0,240}})\W*$",
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
_NETWORKS = (
    r"facebook|twitter|x|whatsapp|telegram|instagram|linkedin|pinterest|reddit|youtube|messenger|threads|bluesky|e-?mail"
    r"|print|copy\s+link|link\s+copied|share"
)
_PAGE = re.compile(  # Recommended for you
    r"^\W*(?:"
    r"recommended\s+for\s+you|you\s+(?:may|might)\s+(?:also\s+)?like|more\s+(?:from|on|in)\s+this\s+\w+|more\s+(?:stories|news)"
    r"|most\s+(?:read|popular|viewed|shared)|trending(?:\s+(?:now|news|stories))?|top\s+(?:stories|news)"
    r"|latest\s+(?:news|stories|updates)|breaking\s+news|live\s+updates|related\s+(?:topics|tags|links|reading)|view\s+all"
    r"|see\s+(?:more|all)|(?:load|show)\s+more|read\s+(?:the\s+)?(?:full|complete|entire)\s+(?:story|article|report)(?:\s+here)?"
    r"|(?:read|watch|listen)\s*\|\s*.{3,160}|(?-i:READ|WATCH|LISTEN)\s*:\s*.{3,160}|listen(?:\s+to\s+(?:this|the)\s+\w+)?"
    r"|(?:tags|topics|filed\s+under|теги|темы|टैग्स?|schlagw[oö]rter)\s*:\s*[^.!?]{2,200}"
    rf"|(?:(?:{_NETWORKS})(?:[\s,|/•·]+|$))+"
    r"|share\s+(?:article|story|post|now)|поделиться(?:\s+.{0,30})?|शेयर\s+करें|подпишитесь\s+на\b.{0,100}"
    r"|\d{1,5}\s+comments?|(?:post|add|write)\s+a\s+comment|be\s+the\s+first\s+to\s+comment|join\s+the\s+(?:conversation|discussion)"
    r"|advertisement\s*[-–—:]\s*scroll.{0,40}|skip\s+ad(?:vertisement)?"
    r"|this\s+(?:article|story|content)\s+is\s+(?:(?:only|exclusively)\s+)?(?:for|available\s+to|reserved\s+for|exclusive\s+to)\b.{0,40}"
    r"\b(?:subscribers|members)\b.{0,20}"
    r"|already\s+(?:a\s+|have\s+a\s+)?(?:subscri|member|register)\w*\b.{0,60}|(?:log|sign)\s+in"
    r"|we\s+use\s+cookies\b.{0,200}|(?:this|our)\s+(?:web)?site\s+uses\s+cookies\b.{0,200}|(?:accept|reject)\s+(?:all\s+)?cookies"
    r"|by\s+(?:continuing|using|clicking|signing)\b.{0,120}\b(?:cookies?|privacy\s+policy|terms\s+of\s+(?:use|service))\b.{0,60}"
    r"|cookie\s+(?:policy|settings|preferences)"
    r"|(?:file|representational|representative|symbolic)\s+(?:photo|image|picture|pic)"
    r"|(?:image|photo|picture|pic|credit|foto|bild|фото|फोटो|imagen)\s*(?:credits?|courtesy)?\s*[:|]\s*[^.!?]{2,60}"
    r"|join\s+our\b.{0,30}\b(?:channel|group|newsletter|community)\b.{0,40}"
    r"|(?:edited|published|posted|uploaded|curated)\s+by\s*:\s*.{2,60}"
    r"|(?:first\s+published|last\s+(?:updated|modified)|(?:published|updated|posted)(?:\s+on|\s+at|\s*:)).{1,30}\b(?:19|20)\d\d\b[^.!?]{0,30}"
    r"|\d{1,2}\s*-?\s*min(?:ute)?s?\s+read|read(?:ing)?\s+time\s*:?\s*\d{1,2}\s*min\w*|page\s+\d{1,3}\s+of\s+\d{1,3}"
    r"|next|previous|about\s+the\s+authors?|home\s*[>|›»]\s*.{2,100}"
    r"|disclaimer\s*:\s*this\s+(?:story|article|report|content|copy|post)\b.{0,280}"
    r")\W*$"
    r"|^\W{3,}$",
    re.IGNORECASE,
)
"""What a page shows around its article, and what is copied with it into a text."""

_SOCIAL = (
    r"(?:facebook|twitter|instagram|x|youtube|whatsapp|telegram|threads|bluesky|mastodon|tiktok|linkedin"
    r"|google\s+news)\b"
)
_ABROAD = re.compile(  # Diesen Artikel teilen
    r"^\W*(?:"
    r"(?:(?:diesen\s+)?(?:artikel|beitrag)\s+)?(?:teilen|drucken)|partager(?:\s+cet\s+article)?|imprimer|compartir|imprimir"
    r"|condividi|stampa|compartilh(?:ar|e)|partilhar|delen|dela(?:\s+artikeln)?|del\s+artiklen|udostępnij|paylaş"
    r"|(?:schreib(?:en\s+sie)?\s+einen\s+|neuen\s+)?kommentare?(?:\s+(?:verfassen|schreiben|hinterlassen|anzeigen))?|\d{1,5}\s+kommentare?|commentaires|comentarios|commenti"
    r"|inhaltsverzeichnis|table\s+of\s+contents|table\s+des\s+matières|sommaire|tabla\s+de\s+contenidos?|indice|índice"
    r"|tags|schlagw[oö]rter|stichw[oö]rter|stichworte|etiquetas|mots[\s-]clés|mit\s+material\s+(?:von|der)\b.{0,12}\b"
    rf"{AGENCY}\b.{{0,30}}"
    r"|nach\s+oben|zurück(?:\s+zur\s+(?:übersicht|startseite))?|zur\s+(?:übersicht|startseite)|lesezeit\s*:.{1,20}"
    r"|(?:bitte\s+)?klicken\s+sie\s+(?:hier|auf)\b.{0,80}\binhalte?\b.{0,80}|(?:empfohlener|externer)\s+(?:redaktioneller\s+)?inhalt.{0,40}"
    r"|this\s+(?:slideshow|video|page|site|content)\s+requires\s+javascript|(?:please\s+)?enable\s+javascript(?:\s+(?:to|in|on)\b.{0,70})?|bitte\s+aktivieren\s+sie\s+javascript.{0,60}"
    r"|this\s+is\s+a\s+(?:breaking|developing)\s+(?:news?\s+)?story(?:\s*[.,;:(–—-].{0,80}|\s+and\s.{0,80})?"
    r"|(?:like|enjoyed?|liked)\s+this\s+(?:story|article|post)\?"
    r"(?:\s*(?:then\s+)?(?:please\s+)?(?:share|send|forward|pass|subscribe|sign|join|support|donate|get|follow|leave|try|consider|read|click)\b.{0,80})?"
    r"|(?:have|got)\s+a\s+(?:news\s+)?(?:tip|story)\b.{0,30}\?"
    r"(?:\s*(?:please\s+)?(?:e-?mail|contact|call|write|send|tell|text|message|share|reach|submit|get|let|we|you\s+can)\b.{0,160}"
    r"|.{0,100}(?:@|\breached\b).{0,100})?"
    r"|tell\s+us\s+what\s+you\s+think(?:[^.?!]{0,40}\b(?:comments?|below|e-?mail\w*)\b.{0,30})?"
    rf"|follow\s(?:[^.!?]|\.(?=\w)){{1,60}}?\son\s+{_SOCIAL}(?!-)"
    rf"(?:[\s,;:/&|()]|\b(?:and|or|on|our|page|channel|account|here|{_SOCIAL})\b|@\w+)*"
    r"(?:\b(?:for|at|to\s+(?:get|stay|keep|receive)|add)\b.{0,160}"
    r"|[.!]\s+(?:send|you\s+can|like|sign|subscribe|join|click|tweet|e-?mail|contact|find|check|watch|listen)\b.{0,160})?"
    r"|(?:folge|folgen\s+sie|folgt)\s+uns|suivez[\s-]nous|síguenos|seguici"
    r"|(?:(?:folge|folgen\s+sie|folgt)\s+(?:uns|mir)|suivez[\s-]nous|síguenos|seguici)\s+(?:(?:auch|jetzt|gerne?|aussi|también|anche)\s+)?"
    rf"(?:auf|bei|sur|en|su)\s+(?:{_SOCIAL}|(?:nos\s+|les\s+)?réseaux|(?:nuestras\s+)?redes|google)\b.{{0,60}}"
    r"|[^“”„«»\"]{0,70}\b(?:sign(?:ing)?\s+up|subscrib(?:e|ing)|abonnier\w*|anmeld\w+|inscri[vrpb]\w+|suscr\w+|iscriv\w+|abonne[zr])\b"
    r"[^“”„«»\"]{0,50}\b(?:our|unser\w*|notre|nuestr\w+|nostr\w+|noss\w+)\b[^“”„«»\"]{0,30}\bnewsletter\b[^“”„«»\"]{0,40}"
    r"|[^.!?“”\"]{1,40}:\s+sign\s+up\s+(?:for|to)\b.{0,60}\bnewsletter\b.{0,60}"
    r"|log\s+in\s+or\s+(?:create|register)\b.{0,60}"
    rf"|(?:mit|avec|con|with|met|med)\s+{AGENCY}"
    r")\W*$",
    re.IGNORECASE,
)
"""The same in other languages, and what stands in for what a page could not show."""

_AGENCY_TAIL = re.compile(  # ... on Monday. (With inputs from agencies)
    rf"(?<=[.!?।\"”’»])\s*(?:[(\[](?:with\s+(?:agency\s+)?inputs?[^()\[\]]{{0,60}}"
    r"|(?:with\s+)?(?:additional\s+)?(?:reporting|editing|writing)\s+by\s[^()\[\]]{2,200}"
    rf"|{AGENCY}(?:\W[^()\[\]]{{0,30}})?)[)\]]|(?<=[.!?।] )[–—]\s?{AGENCY})\s*$",
    re.IGNORECASE,
)
MAX_LABEL = 60
"""Characters; no label of `notices` is longer."""

MAX_NOTICE = 320
"""Characters; no notice of the kinds above is longer, so long lines are not even tried."""


def is_boilerplate(line: str) -> bool:
    """Whether a whole line of plain text is a notice, a credit or a link to another story."""
    if len(line) > MAX_NOTICE:
        return False
    return bool(
        (len(line) <= MAX_LABEL and _LINE.match(line))
        or _ALSO_LINE.match(line)
        or _NOTICES.match(line)
        or _CREDIT.match(line)
        or _PAGE.match(line)
        or _ABROAD.match(line)
    )


def trim_tail(paragraph: str) -> str:
    """`paragraph` without a "Read also: ..." or an agency's mark glued to its end."""
    trimmed = _ALSO_BRACKET.sub("", paragraph)
    trimmed = _ALSO_TAIL.sub("", trimmed)
    return _AGENCY_TAIL.sub("", trimmed).rstrip()
