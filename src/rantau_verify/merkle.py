"""Merkle trees as in RFC 6962 §2.1: SHA-256, 0x00 before a leaf, 0x01 before a node.

The prefixes keep a node from being passed off as a leaf (second-preimage attack).
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

LEAF = b"\x00"
NODE = b"\x01"


def leaf_digest(data: bytes) -> bytes:
    """Hash of one leaf."""
    return sha256(LEAF + data).digest()


def node_digest(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node."""
    return sha256(NODE + left + right).digest()


def _level_up(level: Sequence[bytes]) -> list[bytes]:
    """The next level; an odd last node rises unchanged, which gives RFC 6962's split at the power of two."""
    pairs = [node_digest(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
    return pairs + list(level[len(pairs) * 2 :])


def root(leaves: Sequence[bytes]) -> bytes:
    """Root over leaf hashes in order; of no leaves it is the hash of nothing."""
    level = list(leaves)
    if not level:
        return sha256(b"").digest()
    while len(level) > 1:
        level = _level_up(level)
    return level[0]


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Hashes beside the way from leaf `index` (from 0) to the root, lowest first.

    Raises IndexError if there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    level, path = list(leaves), []
    while len(level) > 1:
        beside = index ^ 1
        if beside < len(level):
            path.append(level[beside])
        level, index = _level_up(level), index // 2
    return path


def is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected: bytes) -> bool:
    """Whether `proof` shows the leaf hash at `index` in the tree of `size` leaves with root `expected`."""
    if not 0 <= index < size:
        return False
    digest, last, rest = leaf, size - 1, list(proof)
    while last:
        if index % 2 or index < last:
            if not rest:
                return False
            beside = rest.pop(0)
            digest = node_digest(beside, digest) if index % 2 else node_digest(digest, beside)
        index, last = index // 2, last // 2
    return not rest and digest == expected
