"""A process with a worker that never ends its call: what a server is that dies meanwhile."""

import sys
from pathlib import Path

from jushi.workers import WorkerPool

from tests.workers import tasks

if __name__ == "__main__":
    WorkerPool().runner()(getattr(tasks, sys.argv[1]), "a.doc", Path(sys.argv[2]))
