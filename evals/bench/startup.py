"""How long the doors and the command line take to open, against a bare interpreter."""

import subprocess
import sys
import time
from statistics import median

_RUNS = 7
# What is started, and the most that it may take in milliseconds.
_CASES = (
    ("python -c pass", ("-c", "pass"), None),
    ("import jushi.fidelity", ("-c", "import jushi.fidelity"), 150),
    ("import jushi.numbers", ("-c", "import jushi.numbers"), 150),
    ("import jushi.figures", ("-c", "import jushi.figures"), 150),
    ("jushi --help", ("-m", "jushi.cli", "--help"), 500),
)


def measure_ms(arguments: tuple[str, ...]) -> float:
    """Median time of one start, in milliseconds, after one that warms the file cache."""
    times = []
    for _ in range(_RUNS + 1):
        began = time.perf_counter()
        subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
        times.append((time.perf_counter() - began) * 1000)
    return median(times[1:])


def main() -> int:
    """Print a table; 1 if a start took longer than it may."""
    bare_ms = 0.0
    is_late = False
    print(f"{'start':<22}{'ms':>8}{'over bare':>12}{'limit':>8}")
    for name, arguments, limit_ms in _CASES:
        took_ms = measure_ms(arguments)
        bare_ms = bare_ms or took_ms
        is_late |= limit_ms is not None and took_ms > limit_ms
        print(f"{name:<22}{took_ms:>8.0f}{took_ms - bare_ms:>12.0f}{limit_ms or '–':>8}")
    return int(is_late)


if __name__ == "__main__":
    sys.exit(main())
