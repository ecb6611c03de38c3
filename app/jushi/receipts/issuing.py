"""Makes the receipt of a report that goes out."""

from importlib.metadata import version

from jushi.fidelity import CheckResult
from jushi.figures import FigureTable
from jushi.receipts.content import decisions_part, text_part, workbook_part
from jushi.receipts.keys import Signer
from jushi.receipts.receipt import Receipt, sign_receipt


def issue_receipt(
    name: str,
    content: bytes,
    result: CheckResult,
    table: FigureTable,
    signer: Signer,
    *,
    issued: dict[str, str] | None = None,
    files: dict[str, str] | None = None,
) -> Receipt:
    """Give the signed receipt of the .docx `content`, checked as `result` against `table`.

    `issued` is what the one who exports says of it: who, when. `files` is the SHA-256 of each
    file of an evidence package, by name; the workbook goes with those, and all its figures have
    digests, while a report alone has those of the figures that it tells.
    """
    summary = result.summary
    used = {name for verdict in result.verdicts for name in verdict.figures}
    counts = ("data", "ok", "review", "error", "accepted")
    parts: dict[str, object] = {
        "issued": {"report": name, **(issued or {})},
        "checker": {"name": "jushi", "version": version("jushi")},
        "text": text_part(name, content),
        "workbook": workbook_part(table, used if files is None else None),
        "verdicts": {count: getattr(summary, count) for count in counts}
        | {"findings": len(result.findings)},
        "decisions": decisions_part(result),
    }
    if files is not None:
        parts["files"] = files
    return sign_receipt(parts, signer)
