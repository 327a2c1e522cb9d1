"""Base45 against the examples of RFC 9285 §4.3-4.4."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rantau_verify import base45
from tests.verify.support import UNHURRIED


@pytest.mark.parametrize(
    ("data", "text"), [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"ietf!", "QED8WEX0")]
)
def test_encode_and_decode_rfc_example_agree(data: bytes, text: str) -> None:
    assert base45.encode(data) == text
    assert base45.decode(text) == data


@pytest.mark.parametrize("text", ["A", "BB8A", ":::", "GGX", "5W:", "::", "bb8", "BB8\n", "ÅB8", "BB8\x00"])
def test_decode_what_no_encoder_writes_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="base45"):
        base45.decode(text)


@UNHURRIED
@given(st.binary(max_size=300))
def test_decode_encoded_bytes_gives_them_back(data: bytes) -> None:
    assert base45.decode(base45.encode(data)) == data


@UNHURRIED
@given(st.text(alphabet=base45.ALPHABET, max_size=60))
def test_decode_any_text_is_refused_or_has_one_spelling(text: str) -> None:
    try:
        data = base45.decode(text)
    except ValueError:
        return
    assert base45.encode(data) == text
