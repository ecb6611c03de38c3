"""LibreOffice as the editor that a report goes through: a macro types, tracks, comments, moves."""

import subprocess
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

_FILTERS = {"docx": "MS Word 2007 XML", "odt": "writer8", "doc": "MS Word 97"}
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">{}</script:module>
"""
_AUTHOR = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.UserProfile/Data"><prop oor:name="givenname" oor:op="fuse">
<value>李工</value></prop></item></oor:items>
"""
_HELPERS = """
Function Found(words As String)
  search = doc.createSearchDescriptor()
  search.SearchString = words
  Found = doc.findFirst(search)
End Function

Sub Send(command As String, Optional name As String, Optional value)
  Dim arguments(0) As New com.sun.star.beans.PropertyValue
  If Not IsMissing(name) Then
    arguments(0).Name = name
    arguments(0).Value = value
  End If
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  dispatcher.executeDispatch(doc.CurrentController.Frame, ".uno:" & command, "", 0, arguments())
End Sub

Sub TypeOver(words As String, typed As String)
  doc.CurrentController.select(Found(words))
  Send("InsertText", "Text", typed)
End Sub

Sub Remark(words As String, told As String)
  note = doc.createInstance("com.sun.star.text.textfield.Annotation")
  note.Author = "王主任"
  note.Content = told
  place = Found(words)
  place.Text.insertTextContent(place, note, True)
End Sub

Sub MoveBehind(words As String, other As String)
  cursor = doc.CurrentController.getViewCursor()
  doc.CurrentController.select(Found(words))
  Send("Cut")
  cursor.gotoRange(Found(other).getEnd(), False)
  Send("Paste")
End Sub

Sub AddTable(words As String, first As String, second As String)
  place = Found(words)
  cursor = place.Text.createTextCursorByRange(place)
  cursor.gotoEndOfParagraph(False)
  table = doc.createInstance("com.sun.star.text.TextTable")
  table.initialize(2, 2)
  cursor.Text.insertTextContent(cursor, table, False)
  table.getCellByName("A1").setString("指标")
  table.getCellByName("B1").setString("数值")
  table.getCellByName("A2").setString(first)
  table.getCellByName("B2").setString(second)
End Sub
"""


def edit(office: str, content: bytes, *steps: str, by_way_of: tuple[str, ...] = ("docx",)) -> bytes:
    """Give a .docx as LibreOffice saves it after `steps`, lines of Basic, as the formats in turn.

    The steps are taken on the .docx; each further format is what the file saved before is saved as.
    """
    with tempfile.TemporaryDirectory(prefix="jushi-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "0.docx").write_bytes(content)
        saves, last = [], "0.docx"
        for number, suffix in enumerate(by_way_of, start=1):
            source, last = last, f"{number}.{suffix}"
            edits = steps if number == 1 else ()
            saves += [
                f'doc = Opened("{(folder / source).as_uri()}")',
                *edits,
                f'Save("{(folder / last).as_uri()}", "{_FILTERS[suffix]}")',
            ]
        _run(office, folder, saves)
        return (folder / last).read_bytes()


def _run(office: str, folder: Path, lines: list[str]) -> None:
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_AUTHOR, encoding="utf-8")
    # The first start of a profile writes the module that the macro then takes the place of.
    _start(office, folder, "--terminate_after_init")
    code = "\n".join(
        (
            "Dim doc As Object",
            "Sub Main",
            "On Error GoTo Failed",
            *lines,
            "Failed:",
            f'If Err <> 0 Then\nOpen "{folder / "fault"}" For Output As #1',
            'Print #1, Error$ & " " & Erl\nClose #1\nEnd If',
            "StarDesktop.terminate()",
            "End Sub",
            "Function Opened(address As String)",
            "Dim hidden(0) As New com.sun.star.beans.PropertyValue",
            'hidden(0).Name = "Hidden"\nhidden(0).Value = True',
            'Opened = StarDesktop.loadComponentFromURL(address, "_blank", 0, hidden())',
            "End Function",
            "Sub Save(address As String, filter As String)",
            "Dim wish(0) As New com.sun.star.beans.PropertyValue",
            'wish(0).Name = "FilterName"\nwish(0).Value = filter',
            "doc.storeToURL(address, wish())\ndoc.close(True)",
            "End Sub",
            _HELPERS,
        )
    )
    module = user / "basic" / "Standard" / "Module1.xba"
    module.write_text(_MODULE.format(escape(code)), encoding="utf-8")
    _start(office, folder, "macro:///Standard.Module1.Main")
    fault = folder / "fault"
    assert not fault.exists(), fault.read_text(encoding="utf-8", errors="replace")


def _start(office: str, folder: Path, *arguments: str) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--norestore", "--nolockcheck", *arguments]
    subprocess.run(command, timeout=120, check=False, capture_output=True)
