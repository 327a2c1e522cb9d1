"""Merkle trees against the published roots of certificate-transparency's reference tests, and proofs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rantau_verify import merkle
from tests.verify.support import UNHURRIED

INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [merkle.leaf_digest(bytes.fromhex(found)) for found in INPUTS]


@pytest.mark.parametrize("size", range(9))
def test_root_of_reference_leaves_is_the_published_one(size: int) -> None:
    assert merkle.root(LEAVES[:size]).hex() == ROOTS[size]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 8, 13, 64, 65])
def test_check_every_leaf_of_a_tree_is_included_and_no_other(size: int) -> None:
    leaves = [merkle.leaf_digest(bytes([number])) for number in range(size)]
    root = merkle.root(leaves)
    for index, leaf in enumerate(leaves):
        proof = merkle.inclusion_proof(leaves, index)
        assert merkle.is_included(leaf, index, size, proof, root)
        assert not merkle.is_included(merkle.leaf_digest(b"other"), index, size, proof, root)
        assert not any(merkle.is_included(leaf, other, size, proof, root) for other in range(size) if other != index)


@UNHURRIED
@given(st.integers(1, 40), st.data())
def test_check_damaged_proof_is_refused(size: int, data: st.DataObject) -> None:
    leaves = [merkle.leaf_digest(bytes([number])) for number in range(size)]
    index = data.draw(st.integers(0, size - 1))
    proof, root = merkle.inclusion_proof(leaves, index), merkle.root(leaves)
    assert not merkle.is_included(leaves[index], index, size, [*proof, bytes(32)], root)
    assert not merkle.is_included(leaves[index], size, size, proof, root)
    if proof:
        place = data.draw(st.integers(0, len(proof) - 1))
        assert not merkle.is_included(leaves[index], index, size, proof[:place] + proof[place + 1 :], root)


@pytest.mark.parametrize("index", [-1, 8])
def test_proof_of_a_leaf_that_is_not_there_is_refused(index: int) -> None:
    with pytest.raises(IndexError):
        merkle.inclusion_proof(LEAVES, index)


@pytest.mark.control
def test_control_without_prefixes_a_node_passes_for_a_leaf(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second-preimage attack of RFC 6962 §2.1: a tree of two leaves and a tree of one get the same root."""
    left, right = merkle.leaf_digest(b"a"), merkle.leaf_digest(b"b")
    assert merkle.root([merkle.leaf_digest(left + right)]) != merkle.root([left, right])
    monkeypatch.setattr(merkle, "LEAF", b"")
    monkeypatch.setattr(merkle, "NODE", b"")
    assert merkle.root([merkle.leaf_digest(left + right)]) == merkle.root([left, right])
