"""Bytes of a text file to its characters, and nothing else."""

from jushi.decoding import decode
from jushi.errors import DocumentError
from jushi.safe_parsing import mend_surrogates


def read_plain_text(content: bytes, name: str = "text") -> str:
    """Give the characters of a text file exactly as they stand, line ends included.

    The encoding is told apart by byte order mark or content. The mark itself is no character; half
    of a surrogate pair is U+FFFD. Raises DocumentError for bytes of no known encoding.
    """
    return mend_surrogates(decode_text(content, name))[0]


def decode_text(content: bytes, name: str) -> str:
    """Give the same with halves of surrogate pairs as they stand, for readers that tell them."""
    text = decode(content)
    if text is None:
        raise DocumentError("documents.unknown_encoding", place=name)
    return text
