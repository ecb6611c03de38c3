"""A server that took much memory before it started its worker, and calls it twice."""

from jushi.workers import WorkerPool

from tests.workers import tasks

if __name__ == "__main__":
    taken = bytearray(b"x") * 600_000_000
    pool = WorkerPool()
    for _ in range(2):
        print(pool.runner()(tasks.pid))
    pool.close()
