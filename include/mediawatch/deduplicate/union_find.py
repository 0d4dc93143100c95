"""Union-find (disjoint sets) over names: which belong together, when pairs are joined one after the other."""

from __future__ import annotations


class UnionFind:
    """Disjoint sets of names; a name that was never joined is a set of its own."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def find(self, name: str) -> str:
        """The name that stands for the set of `name`. Paths are compressed on the way."""
        root = self._parent.get(name, name)
        if self._parent.get(root, root) == root:  # as good as always
            return root
        while (parent := self._parent.get(root, root)) != root:
            root = parent
        while name != root:
            self._parent[name], name = root, self._parent.get(name, name)
        return root

    def join(self, a: str, b: str) -> None:
        """Make one set of those of `a` and `b`."""
        self._parent[self.find(a)] = self.find(b)
