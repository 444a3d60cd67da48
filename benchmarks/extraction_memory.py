"""How much memory extraction takes as the documents grow tenfold: streamed by the command, and held whole by `extract`.

Run: ``python benchmarks/extraction_memory.py [documents] [processes]``. Each document has four sentences of made news
and a surname that no other has, so that vocabularies grow as they do in real news. Memory is the sum over the process
and those that it starts, at its highest.
"""

from __future__ import annotations

import csv
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

import psutil
from extraction_speed import sentences

WHOLE = """
import sys
import netlib as nl
if __name__ == "__main__":
    table = nl.extract(nl.read_documents(sys.argv[1]), n_process=int(sys.argv[3]), progress=False)
    nl.save_interactions(table, sys.argv[2])
"""
SYLLABLES = ["ba", "co", "du", "fe", "gi", "ka", "lo", "mu", "ne", "ri", "sa", "to", "vu", "we", "zi", "ho"]


def surname(number: int) -> str:
    return "".join(SYLLABLES[number >> shift & 15] for shift in (0, 4, 8, 12, 16)).capitalize()


def write(path: Path, count: int, *, per_document: int = 3) -> None:
    pool = sentences()
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["doc_id", "text", "published"])
        for n in range(count):
            start = n * per_document % (len(pool) - per_document)
            news = " ".join(islice(pool, start, start + per_document))
            writer.writerow([f"made-{n}", f"{news} Norwegian officials met Asha {surname(n)} of Peru.", "2025-11-17"])


def run(command: list[str]) -> tuple[float, float]:
    """Return the highest megabytes of a command and those it starts, and its seconds."""
    began = time.perf_counter()
    process = psutil.Popen(command)
    most = 0
    while process.poll() is None:
        try:
            family = [process, *process.children(recursive=True)]
            most = max(most, sum(one.memory_info().rss for one in family))
        except psutil.NoSuchProcess:
            pass
        time.sleep(0.1)
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return most / 1e6, time.perf_counter() - began


def main(count: int = 100_000, processes: int = 2) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source, whole = Path(folder, "documents.csv"), Path(folder, "whole.py")
        whole.write_text(WHOLE)
        streamed, held = {}, {}
        for documents in (count // 10, count):
            write(source, documents)
            out = str(Path(folder, "rows.parquet"))
            extract = [sys.executable, "-m", "netlib.cli", "--quiet", "extract", str(source), "-o", out]
            streamed[documents], seconds = run([*extract, "--processes", str(processes)])
            print(f"{documents:9,} documents streamed {streamed[documents]:7,.0f} MB {seconds:6.0f} s", flush=True)
            held[documents], seconds = run([sys.executable, str(whole), str(source), out, str(processes)])
            print(f"{documents:9,} documents whole    {held[documents]:7,.0f} MB {seconds:6.0f} s", flush=True)
        few, many = streamed
        print(f"ten times the documents, streamed {streamed[many] / streamed[few]:.2f} x the memory")
        print(f"ten times the documents, whole    {held[many] / held[few]:.2f} x the memory")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
