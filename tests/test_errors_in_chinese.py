"""What readers say of broken files is Chinese throughout, in whatever words a library puts it."""

import io
import re
import zipfile

import pytest
from jushi.documents import read_archive, read_document
from jushi.error_telling import tell_error
from jushi.errors import DocumentError, JushiError
from jushi.figures import read_workbook
from jushi.messages import LibraryWords

_LATIN = re.compile(r"[A-Za-z']{2,}[ ,:]+[A-Za-z']{2,}")
_NAMES = re.compile(
    r"[\w/.]+\.(?:yaml|json|csv|xlsx|docx|pdf|html|zip|xml|rels|doc|md|txt)\b|CSV UTF-8"
)
"""Names of files and formats, which stay as they are."""
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def _zip(files: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def _docx(document: str) -> bytes:
    return _zip(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="{_CONTENT_TYPES}/content-types"><Override '
                f'PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
            ),
            "_rels/.rels": (
                f'<Relationships xmlns="{_CONTENT_TYPES}/relationships"><Relationship Id="a" '
                f'Type="{_KIND}" Target="word/document.xml"/></Relationships>'
            ),
            "word/document.xml": document,
        }
    )


_YAML = [
    "a: [1", "a: b: c", "\tx: 1", "- a\nb", 'a: "x', "&", "*a", "%YAML 9.9\n---\na", "a: |x\n",
    "{a", "? [", "- @a", "- `a", '"\\z"', "'a", "a: &a &b c", "!<x", "%TAG ! x\n", "a: \x01",
    "- {指标: a, 指标: b}", "x: 1\n  y: 2", "---\n...\n---\na", "- 1: {2", "key: >9\n a", "a: !",
    "- &a [*a]", "%X\n", "-\n  - a\n - b", '"\\uZZ"', "key: [a]]", "a: 'b' c",
    "- {指标: a, 数值: .nan}",
]  # fmt: skip
_JSON = [
    "[1,2", '{"a" 1}', "[1 2]", "nul", '{"a":1,}', "[1]]", '"\\x"', '"a', "[NaN]", "[-Infinity]",
    '{"figures":[],"figures":[]}', "{a:1}", "{'a':1}", '["\t"]', '["\\u12"]', "[01]", "[-]", "",
    '[{"指标":"a","数值":1e99999999999999999999}]', "[1e9999999]", '{"a":}', "[" * 100, "{}",
]  # fmt: skip
_XML = [
    "<a", "<a></b>", "<a>&x;</a>", "", "x", "<a b=1/>", '<a b="1" b="2"/>', "<w:a/>", "<!-- ",
    '<?xml version="9"?><a/>', "<a>\x01</a>", "<a/><b/>", "<a xx yy/>", "<a><![CDATA[", "<<<",
    "<a>&#0;</a>", '<a b="<"/>', '<?xml version="1.0" encoding="klingon"?><a/>', "<a><b>",
    '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "<a>" * 300, "<1/>", "<?", "<a>&</a>", "<a>]]></a>",
]  # fmt: skip
_BROKEN = [
    *(("f.yaml", text.encode()) for text in _YAML),
    *(("f.json", text.encode()) for text in _JSON),
    *(("f.docx", _docx(text)) for text in _XML),
    *(("f.csv", content) for content in (
        b"", b"\0\1", '指标,数值\n"a"b,1\n'.encode(), '指标,数值\n"a,1\n'.encode(), b"a,b\n1,2\n",
        ("指标,数值\n" + "a" * 140_000).encode(), ("指标,数值" + "," * 20_000).encode(),
        "指标,数值\na,1e9999999999999999999\n".encode(), "指标,数值\n".encode(),
    )),
    *(("f.xlsx", content) for content in (b"PK\3\4", b"", _zip({"a": ""}), b"<html>", b"%PDF-1.4")),
    *(("f.pdf", content) for content in (
        b"%PDF-1.4\n%%EOF", b"%PDF-1.4\n", b"x", b"%PDF-1.4\nstartxref\n9\n%%EOF",
        b"%PDF-1.4\n1 0 obj",
    )),
    *(("f.docx", content) for content in (b"PK\3\4", b"", _zip({"a": ""}), b"\xd0\xcf\x11\xe0")),
    ("f.docx", _zip({f"word/{number}.xml": "" for number in range(10_001)})),
    *((name, b"") for name in ("f.html", "f.md", "f.txt", "f.zip", "f.doc")),
    ("f.html", b"\xff\xfe\0"), ("f.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), ("f.zip", b"PK"),
]  # fmt: skip


def _told(name: str, content: bytes) -> str:
    kind = name.partition(".")[2]
    try:
        if kind in ("yaml", "json", "csv", "xlsx"):
            read_workbook(name, content)
        elif kind == "zip":
            read_archive(name, content)
        else:
            read_document(name, content)
    except JushiError as error:
        return tell_error(error, "zh")
    return ""


def test_every_broken_file_is_told_in_chinese() -> None:
    told = [(name, content[:60], _told(name, content)) for name, content in _BROKEN]

    assert sum(line != "" for *_, line in told) > 90
    foreign = [
        each for each in told
        if _LATIN.search(_NAMES.sub("", each[2])) or "decimal." in each[2] or "\n" in each[2]
        or "Error" in each[2]
    ]  # fmt: skip
    assert foreign == []


@pytest.mark.parametrize(
    ("words", "chinese"),
    [
        ("some new words of lxml", "格式有误"),
        ("Stream has ended unexpectedly", "格式有误"),
        ("my annual report.docx", "my annual report.docx"),
        ("禾溪县 report of 2023", "禾溪县 report of 2023"),
        ("Permission denied", "没有权限"),
        ("file is not a database", "不是数据库文件"),
    ],
)
def test_words_of_a_library_are_told_as_an_error_of_the_format(words: str, chinese: str) -> None:
    error = DocumentError("files.unreadable", place="a", reason=LibraryWords(words))

    assert tell_error(error, "zh") == f"a：无法读取（{chinese}）；请检查路径和权限"
    assert str(error) == f"a: cannot be read ({words}); check the path and its permissions"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.exe", b"MZ\x90", "程序"),
        ("a", b"\x7fELF", "程序"),
        ("a.jpg", b"\xff\xd8\xff", "图片"),
        ("t.tar.gz", b"\x1f\x8b\x08", " .gz 压缩文件"),
        ("t.rar", b"Rar!", " .rar 压缩包"),
        ("t.7z", b"7z\xbc\xaf", " .7z 压缩包"),
    ],
)
def test_a_file_of_another_kind_is_named_in_chinese(name: str, content: bytes, kind: str) -> None:
    told = _told(name, content)

    assert told == f"{name}：是{kind}，不是文档；请提供 .docx、.pdf 或 .txt"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF"),
        ("a.pdf", b"%PDF and what was left of a download that broke off in its first line"),
        ("a.xlsx", b"x"),
        ("a.docx", "报告".encode()),
        ("a.html", b"<"),
        ("a.doc", b"\xef\xbb\xbf."),
    ],
)
def test_the_rest_of_a_broken_file_is_no_document(name: str, content: bytes) -> None:
    suffix = name.partition(".")[2]

    with pytest.raises(JushiError) as caught:
        read_document(name, content)

    assert tell_error(caught.value, "zh") == (
        f"{name}：已损坏：不是 .{suffix} 文件；请重新保存或复制"
    )


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.html", "a.txt"])
def test_a_report_in_plain_text_is_read_whatever_it_is_called(name: str) -> None:
    text = "2024年，全县受理法律援助案件136件，办结130件。"

    assert text in read_document(name, text.encode()).text


@pytest.mark.parametrize(("name", "text"), [("a.html", "<p>短"), ("a.txt", "短"), ("a.md", "短")])
def test_a_short_file_of_its_own_format_is_read(name: str, text: str) -> None:
    assert read_document(name, text.encode()).text.strip() == "短"
