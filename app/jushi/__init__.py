"""Jushi 据实: drafts official reports in which every number is proven against the source data.

As a library: `from jushi import check, draft, read_figures`; `jushi.api` documents them. Each loads
when it is first asked for.
"""

from typing import TYPE_CHECKING

from jushi.lazy_names import lazy_names

if TYPE_CHECKING:
    from jushi.api import check, draft, read_figures
    from jushi.errors import JushiError
    from jushi.fidelity import CheckResult, Verdict
    from jushi.figures import Figure, FigureTable
    from jushi.services import DraftedReport

__all__ = [
    "CheckResult",
    "DraftedReport",
    "Figure",
    "FigureTable",
    "JushiError",
    "Verdict",
    "check",
    "draft",
    "read_figures",
]

__getattr__ = lazy_names(
    __name__,
    {
        "api": "check draft read_figures",
        "errors": "JushiError",
        "fidelity": "CheckResult Verdict",
        "figures": "Figure FigureTable",
        "services": "DraftedReport",
    },
)
