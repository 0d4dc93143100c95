"""Notices, credits and links to other stories."""

from __future__ import annotations

import pytest
from mediawatch.clean.furniture import is_furniture, trim_tail


@pytest.mark.parametrize(
    "line",
    [
        *(
            "Also Read: Minister visits the valley",
            "READ MORE | The river in pictures",
            "Читайте также: Паводок",
            "Advertisement",
        ),
        *(
            "यह भी पढ़ें: नदी का जलस्तर",
            "Lesen Sie auch: Der Fluss",
            "Share this article",
            "(With inputs from agencies)",
            "(ANI)",
        ),
        *(
            "Follow us on Twitter and Facebook",
            "Subscribe to our newsletter",
            "© 2025 Valley News",
            "All rights reserved.",
        ),
        *(
            "Copyright 2025 Valley News Ltd. All rights reserved.",
            "Reporting by A. Berg; Editing by B. Clark",
            "Source: Reuters",
        ),
        *("--IANS", "int/khz/svn", "– PTI", "PTI ABC KLM", "(With PTI inputs)", "(ТАСС)", "(भाषा)", "(ANI/Sputnik)"),
        "(This story has not been edited by staff and is auto-generated from a syndicated feed.)",
    ],
)
def test_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        *(
            "He told reporters to read more books about rivers.",
            "Also present was the mayor of the valley.",
            "FAQs",
            "Conclusion",
        ),
        *("(c) the abolition of child labour; and", "Subscribers to the newsletter number two million, the firm said."),
        *(
            "Advertisement revenue fell by a tenth last year.",
            "Source: the river, he said, was rising",
            "",
            "Background",
        ),
        *(
            "Related work was published by the institute in May and found the same.",
            "1.What was the purpose of the call?",
        ),
    ],
)
def test_text(line: str) -> None:
    assert not is_furniture(line)


def test_tails() -> None:
    assert trim_tail("The water fell. Also Read: River in pictures") == "The water fell."
    assert trim_tail("The water fell. (ANI)") == "The water fell."
    assert trim_tail("The water fell. (Reporting by Jane Doe; Editing by Max Berg)") == "The water fell."
    assert trim_tail("The water fell. — IANS") == "The water fell."
    assert trim_tail("“The river is calm.” — BBC") == "“The river is calm.” — BBC"
    assert trim_tail("The water (Also Read: River in pictures) fell.") == "The water fell."
    assert trim_tail("He said: also read this: it is true") == "He said: also read this: it is true"
