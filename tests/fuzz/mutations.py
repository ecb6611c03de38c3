"""Damage for files: to bytes, to the parts of zip containers, to XML and to text."""

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable

Damage = Callable[[random.Random, bytes], bytes]

_NUMBERS = (
    "0",
    "-1",
    "1",
    "255",
    "65536",
    "2147483648",
    "99999999999999999999",
    "1e999",
    "NaN",
    "9" * 5000,
)
_SNIPPETS = (
    b"", b"\0", b"\xff\xfe", b"\xed\xa0\xbd", b"\xef\xbb\xbf", b"<", b">", b"&#xD83D;", b"&x;",
    b"&amp;", b"<!--", b"]]>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
    b"[" * 300, b"{" * 300, b"(" * 300,
    b"<w:p>" * 300, b"\"", b"'", b"\\u0000", b"\n", b"\t" * 50,
    b"%s", b"*a", b"&a [*a]", b"endobj", b"stream",
    "一".encode(), "\u202e\u200b\ufeff".encode(), "第".encode() * 50, "百分之".encode(), b"9" * 400,
    b"=1+1", b"{{a}}", b"1e999999999", b"- " * 200, b"? ", b"!!timestamp x", b"|", b"**", b"__",
)  # fmt: skip
_ATTRIBUTE = re.compile(rb'="[^"]*"')
_ELEMENT = re.compile(rb"<(/?)([\w:]+)[^<>]*>")
_DIGITS = re.compile(rb"\d+")


def damage_bytes(rng: random.Random, content: bytes) -> bytes:
    """Change, drop, repeat or put in some bytes, up to four times."""
    changed = bytearray(content)
    for _ in range(rng.randint(1, 4)):
        place = rng.randint(0, len(changed))
        end = min(place + rng.choice((1, 2, 8, 100, 5000)), len(changed))
        match rng.randint(0, 5):
            case 0 if place < len(changed):
                changed[place] = rng.randrange(256)
            case 1:
                del changed[place:end]
            case 2:
                changed[place:place] = changed[place:end] * rng.choice((1, 2, 30))
            case 3:
                changed[place:place] = rng.choice(_SNIPPETS)
            case 4:
                del changed[place:]
            case _:
                found = list(_DIGITS.finditer(changed))
                if found:
                    digits = rng.choice(found)
                    changed[digits.start() : digits.end()] = rng.choice(_NUMBERS).encode()
    return bytes(changed)


def damage_xml(rng: random.Random, content: bytes) -> bytes:
    """Change attributes and elements so that what comes is mostly XML still."""
    for _ in range(rng.randint(1, 4)):
        attributes, elements = _ATTRIBUTE.findall(content), list(_ELEMENT.finditer(content))
        if not elements:
            break
        first, second = rng.choice(elements), rng.choice(elements)
        match rng.randint(0, 6):
            case 0 if attributes:
                content = content.replace(
                    rng.choice(attributes), f'="{rng.choice(_NUMBERS)}"'.encode()
                )
            case 1 if attributes:
                content = content.replace(rng.choice(attributes), rng.choice(attributes), 3)
            case 2:  # an element becomes another
                content = content.replace(first[2], second[2])
            case 3:  # a piece of the tree is repeated
                piece = _balanced(content, first)
                times = rng.choice((1, 2, 50))
                content = content[: first.start()] + piece * times + content[first.start() :]
            case 4:  # a piece of the tree is dropped
                content = (
                    content[: first.start()]
                    + content[first.start() + len(_balanced(content, first)) :]
                )
            case 5:  # a piece stands in another place
                piece = _balanced(content, first)
                content = content[: second.end()] + piece + content[second.end() :]
            case _:  # a piece stands inside itself, many times
                depth = rng.choice((3, 60, 300))
                name = first[2]
                piece = b"<" + name + b">"
                content = (
                    content[: second.end()] + piece * depth + (b"</" + name + b">") * depth
                    + content[second.end() :]
                )  # fmt: skip
    return content if rng.random() < 0.9 else damage_bytes(rng, content)


def _balanced(content: bytes, opening: re.Match[bytes]) -> bytes:
    """The element that begins with a tag, or the tag alone where it has no end."""
    if opening[1] or opening[0].endswith(b"/>"):
        return opening[0]
    end = content.find(b"</" + opening[2] + b">", opening.end())
    return opening[0] if end == -1 else content[opening.start() : end + len(opening[2]) + 3]


def damage_zip(rng: random.Random, content: bytes) -> bytes:
    """Damage, drop, rename or swap parts of a container; sometimes the container itself."""
    if rng.random() < 0.15:
        return damage_bytes(rng, content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = list(parts)
    for _ in range(rng.randint(1, 3)):
        name, other = rng.choice(names), rng.choice(names)
        match rng.randint(0, 9):
            case 0:
                parts.pop(name, None)
            case 1 if name in parts:
                parts[name.upper() if rng.random() < 0.5 else f"x/{name}"] = parts.pop(name)
            case 2 if name in parts and other in parts:
                parts[name], parts[other] = parts[other], parts[name]
            case _ if name in parts:
                parts[name] = damage_xml(rng, parts[name])
    buffer = io.BytesIO()
    method = rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def damage_pdf(rng: random.Random, content: bytes) -> bytes:
    """Damage the objects of a PDF or what its packed streams hold."""
    streams = [
        match
        for match in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
        if match[1].startswith((b"x\x9c", b"x\xda", b"x^"))
    ]
    if streams and rng.random() < 0.4:
        stream = rng.choice(streams)
        try:
            inner = zlib.compress(damage_bytes(rng, zlib.decompress(stream[1])))
        except zlib.error:
            inner = stream[1]
        content = content[: stream.start(1)] + inner + content[stream.end(1) :]
    references = re.findall(rb"\d+ 0 R", content)
    if references and rng.random() < 0.3:  # objects that refer to each other in circles
        content = content.replace(rng.choice(references), rng.choice(references), rng.randint(1, 3))
    return content if rng.random() < 0.3 else damage_bytes(rng, content)


def arbitrary(rng: random.Random, content: bytes) -> bytes:
    """Bytes that nobody made, behind the first bytes of the file or alone."""
    return content[: rng.choice((0, 4, 8, 60))] + rng.randbytes(rng.randint(0, 400))
