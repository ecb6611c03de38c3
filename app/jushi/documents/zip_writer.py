"""Zip containers whose bytes depend on nothing but their contents."""

import io
import zipfile
from collections.abc import Mapping

_EARLIEST = (1980, 1, 1, 0, 0, 0)


def render_zip(content_by_name: Mapping[str, bytes]) -> bytes:
    """Give a zip of the files in the given order; no clock, no owner, the same bytes each time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in content_by_name.items():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, content)
    return buffer.getvalue()
