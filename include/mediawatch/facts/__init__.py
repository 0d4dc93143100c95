"""Facts: what the accounts of one event say of the same thing, where they agree and where they differ.

An article's sentences become statements, each with one value (a number or a day) and the words around it. Statements
of several accounts whose words say the same thing make a fact. Who is right is never said.
"""
