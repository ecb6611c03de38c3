"""How long public APIs and the command line take to start, against a bare interpreter.

    python -m evals.bench.startup

Processor time of the whole process, user and system, the least of several runs: what else the
machine does then costs little. It is counted cold, each run a new process, with modules compiled
as pip leaves them. The check is that of the seed report where it is at hand, else of the sample.
"""

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_RUNS = 9
_QUIET_MS = 25
"""What the bare interpreter takes at most on a machine that does nothing else. Where it takes
longer, all starts do, and the limits grow with it."""


@dataclass(frozen=True, slots=True)
class Case:
    """What is started, and the most that it may take."""

    name: str
    arguments: tuple[str, ...]
    limit_ms: int | None = None
    limit_mb: int | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """What one start took."""

    cpu_ms: float
    peak_mb: float


def cases() -> tuple[Case, ...]:
    """The starts that are measured; the first is the bare interpreter."""
    report, figures = _checked()
    check = ("-m", "jushi.cli", "check", str(report), "--figures", str(figures))
    return (
        Case("python -c pass", ("-c", "pass")),
        Case("import jushi.numbers", ("-c", "import jushi.numbers"), 150),
        Case("import jushi.figures", ("-c", "import jushi.figures"), 150),
        Case("import jushi.fidelity", ("-c", "import jushi.fidelity"), 250),
        Case("from jushi import …", ("-c", "from jushi import check, draft, read_figures"), 250),
        Case("jushi --help", ("-m", "jushi.cli", "--help"), 500),
        Case("jushi check", check, 400, 70),
    )


def _checked() -> tuple[Path, Path]:
    seed = _ROOT.parent / "shared" / "seed"
    folder = seed if seed.is_dir() else _ROOT / "knowledge" / "sample"
    return folder / "report-2023.txt", folder / "figures-2023.csv"


def measure(arguments: tuple[str, ...], environ: dict[str, str]) -> Start:
    """The least processor time and the highest memory of several starts, after a first one."""
    starts = [_start(arguments, environ) for _ in range(_RUNS + 1)][1:]
    return Start(min(s.cpu_ms for s in starts), max(s.peak_mb for s in starts))


def _start(arguments: tuple[str, ...], environ: dict[str, str]) -> Start:
    silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    process = os.posix_spawn(
        sys.executable, [sys.executable, *arguments], environ, file_actions=silent
    )
    _, status, used = os.wait4(process, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"failed: {' '.join(arguments)}")
    # Linux counts kilobytes, macOS bytes.
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Start((used.ru_utime + used.ru_stime) * 1000, used.ru_maxrss / unit)


def main() -> int:
    """Print a table; 1 if a start took more than it may, on a machine of this slowness."""
    found = []
    with tempfile.TemporaryDirectory(prefix="jushi-startup-") as compiled:
        environ = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        environ |= {"PYTHONPYCACHEPREFIX": compiled, "JUSHI_HOME": compiled}
        for case in cases():
            found.append((case, measure(case.arguments, environ)))
    bare = found[0][1]
    slowness = max(1, bare.cpu_ms / _QUIET_MS)
    is_late = False
    print(f"{'start':<24}{'cpu ms':>8}{'limit':>7}{'x bare':>8}{'MB':>7}{'limit':>7}")
    for case, start in found:
        is_late |= case.limit_ms is not None and start.cpu_ms > case.limit_ms * slowness
        is_late |= case.limit_mb is not None and start.peak_mb > case.limit_mb
        print(
            f"{case.name:<24}{start.cpu_ms:>8.0f}{case.limit_ms or '–':>7}"
            f"{start.cpu_ms / bare.cpu_ms:>8.1f}{start.peak_mb:>7.0f}{case.limit_mb or '–':>7}"
        )
    print(f"limits hold for a quiet machine; here they are taken {slowness:.1f} times")
    return int(is_late)


if __name__ == "__main__":
    sys.exit(main())
