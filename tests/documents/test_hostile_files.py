"""Files that lie, attack or are broken end in one line or are harmless."""

import contextlib
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jushi.documents import annotate_docx, official, read_archive, read_document, write_atomically
from jushi.errors import DocumentError

from tests.documents.word_files import paragraph, part_of, with_part, word_file, zip_of

_ENTITIES = '<!DOCTYPE d [<!ENTITY a "1"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
_GOOD = word_file(paragraph("受理17件。"))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}'
    "</Relationships>"
)
_TEMPLATE = (
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/attachedTemplate" Target="http://example.com/x.dotm" TargetMode="External"/>'
)
_OPEN_TEXT = b"application/vnd.oasis.opendocument.text"
_OPEN_SHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_LOCKED_PART = (
    b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    b'<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
    b"</manifest:file-entry></manifest:manifest>"
)


def _bomb(entries: int = 1) -> bytes:
    return zip_of({f"word/{n}.xml": b"0" * 30_000_000 for n in range(entries)})


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param("a.docx", b"", "is empty; choose the file that holds the text", id="empty"),
        pytest.param(
            "a.docx", _bomb(), r"unpacks to \d+ times its size, as bombs do; .*", id="bomb"
        ),
        pytest.param(
            "a.docx", word_file("<w:p/>" * 200_001),
            "holds more than 200000 paragraphs, as bombs do; .*", id="empty paragraphs",
        ),
        pytest.param(
            "a.docx", zip_of({"a.txt": b"x"}),
            "is a .zip archive, not a document; unpack it, or add it as an archive",
            id="zip by another name",
        ),
        pytest.param(
            "a.docx", _GOOD[:200], "is damaged: its zip container cannot be opened; .*",
            id="cut off",
        ),
        pytest.param(
            "a.docx", word_file(paragraph("&x;"), head=_ENTITIES),
            r"is not valid XML \(declares XML entities, as attacks do\); .*", id="external entity",
        ),
        pytest.param(
            "a.docx", with_part(_GOOD, "word/document.xml", b"<w:document"),
            "is not valid XML .*", id="broken XML",
        ),
        pytest.param(
            "a.docx", _OLE + "EncryptedPackage".encode("utf-16-le"),
            "is protected by a password; remove the password and try again", id="protected .docx",
        ),
        pytest.param(
            "a.doc",
            _OLE + "WordDocument".encode("utf-16-le").ljust(512, b"\0")
            + b"\xec\xa5" + b"\0" * 9 + b"\x01" + b"\0" * 500,
            "is protected by a password; remove the password and try again", id="protected .doc",
        ),
        pytest.param(
            "a.odt", zip_of({"mimetype": _OPEN_TEXT, "META-INF/manifest.xml": _LOCKED_PART}),
            "is protected by a password; remove the password and try again", id="protected .odt",
        ),
        pytest.param(
            "a.ods",
            zip_of({"mimetype": _OPEN_SHEET, "META-INF/manifest.xml": _LOCKED_PART}),
            "is protected by a password; remove the password and try again", id="protected .ods",
        ),
        pytest.param(
            "a.doc", _OLE + "ENCRYPTEDPACKAGE".encode("utf-16-le"),
            "is protected by a password; remove the password and try again", id="capitals",
        ),
        pytest.param(
            "a.xls", _OLE + "WORKBOOK".encode("utf-16-le"),
            "the workbook is damaged and cannot be opened; .*", id="capitals of an old sheet",
        ),
        pytest.param(
            "a.xls", _OLE + "Workbook".encode("utf-16-le"),
            "the workbook is damaged and cannot be opened; .*", id="broken old sheet",
        ),
        pytest.param("a.pdf", b"%PDF-1.7 nothing", "is no readable PDF; .*", id="broken PDF"),
        pytest.param(
            "a.txt", b"\x89PNG\r\n\x1a\n1234", "is a picture, not a document; .*", id="picture",
        ),
        pytest.param("a.xlsx", zip_of({"[Content_Types].xml": b"<x/>", "xl/a.xml": b""}),
                     r"a \.zip archive, not a workbook; .*", id="broken sheet"),
    ],
)  # fmt: skip
def test_bad_file_is_refused_in_one_line(name: str, content: bytes, message: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(name, content)

    assert re.fullmatch(f"{re.escape(name)}[^ ]*: {message}", str(caught.value))


def test_file_is_read_as_what_it_is_and_not_what_it_is_called() -> None:
    document = read_document("../../etc/报告.txt", _GOOD)

    assert (document.name, document.text) == ("报告.txt", "受理17件。")
    assert tuple(map(str, document.notices)) == (
        "the file is named .txt but holds .docx, and was read as that",
    )


def test_macros_and_external_templates_are_told_and_not_touched() -> None:
    content = with_part(_GOOD, "word/vbaProject.bin", b"macro")
    content = with_part(
        content, "word/_rels/settings.xml.rels", _RELATIONS.format(_TEMPLATE).encode()
    )

    document = read_document("a.docm", content)

    assert document.text == "受理17件。"
    assert tuple(map(str, document.notices)) == (
        "macros were left alone, not run",
        "an external link was not followed: http://example.com/x.dotm",
    )
    with pytest.raises(DocumentError, match="holds macros"):
        annotate_docx("a.docm", content, [])


def test_review_copy_of_a_foreign_file_fetches_no_template() -> None:
    settings = (
        '<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<w:attachedTemplate r:id="rId1"/></w:settings>'
    )
    content = with_part(_GOOD, "word/settings.xml", settings.encode())
    content = with_part(
        content, "word/_rels/settings.xml.rels", _RELATIONS.format(_TEMPLATE).encode()
    )

    copy = annotate_docx("a.docx", content, [])

    assert "attachedTemplate" not in part_of(copy, "word/settings.xml")
    assert "example.com" not in part_of(copy, "word/_rels/settings.xml.rels")


def test_text_deep_in_nested_elements_does_not_break_the_reader() -> None:
    body = "<w:sdt><w:sdtContent>" * 60 + paragraph("深。") + "</w:sdtContent></w:sdt>" * 60

    assert read_document("a.docx", word_file(body)).text == "深。"


def test_archive_gives_files_with_chinese_names_of_old_systems() -> None:
    # zipfile writes 甲.txt as UTF-8 with a flag; old systems write GBK without one.
    content = zip_of({"甲甲.txt": b"x", "__MACOSX/x": b""})
    gbk = "案卷甲".encode("gb18030")
    old = content.replace("甲甲".encode(), gbk).replace(b"\x00\x08", b"\x00\x00")

    assert read_archive("a.zip", old) == (("案卷甲.txt", b"x"),)


@pytest.mark.slow
@settings(max_examples=60)
@given(data=st.data(), value=st.sampled_from(["", "x", "-5", "99999999999", "1.5"]))
def test_strange_attribute_values_never_crash_the_reader(
    report: official.Report, data: st.DataObject, value: str
) -> None:
    content = official.render_docx(report, official.load_layout(), is_bound=True)
    part = data.draw(
        st.sampled_from(
            ["word/document.xml", "word/styles.xml", "_rels/.rels", "customXml/item1.xml"]
        )
    )
    xml = part_of(content, part)
    found = data.draw(st.sampled_from(list(re.finditer(r'="[^"]*"', xml))))
    damaged = f'{xml[: found.start()]}="{value}"{xml[found.end() :]}'

    with contextlib.suppress(DocumentError):
        official.read_bound_docx("a.docx", with_part(content, part, damaged.encode()))


@pytest.mark.parametrize("path", ["../a.txt", "/etc/a.txt", "x/../../a.txt", "C:/a.txt"])
def test_archive_whose_paths_lead_out_is_refused(path: str) -> None:
    with pytest.raises(DocumentError, match="leads out of it; pack the folder again"):
        read_archive("a.zip", zip_of({path: b"x"}))


def test_archive_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(DocumentError, match="as bombs do"):
        read_archive("a.zip", _bomb(3))


def test_failed_write_leaves_the_old_file_and_no_debris(tmp_path: Path) -> None:
    target = tmp_path / "报告.docx"
    write_atomically(target, b"old")
    blocked = tmp_path / "folder"
    blocked.mkdir()

    with pytest.raises(DocumentError, match=r"cannot be written \("):
        write_atomically(blocked, b"new")
    write_atomically(target, b"newer")

    assert target.read_bytes() == b"newer"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "报告.docx"]


def test_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a.docx"
    target.write_bytes(b"old")
    script = (
        "import resource, signal, sys, pathlib\n"
        "from jushi.documents import write_atomically\n"
        "from jushi.errors import DocumentError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n    write_atomically(pathlib.Path(sys.argv[1]), b'x' * 100_000)\n"
        "except DocumentError as error:\n    print(error)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", script, str(target)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )

    assert "cannot be written (File too large)" in done.stdout
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]
