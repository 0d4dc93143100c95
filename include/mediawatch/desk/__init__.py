"""What analysts see, search, judge and take away: each module asks the warehouse for one page and shapes the answer.

Pages, feeds, the read API and the command show the same objects; how they look is decided by those who call. Nothing
here writes, `overrides` apart.
"""
