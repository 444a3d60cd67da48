"""Claim: event tables aggregate to directed dyad-months as fast as the engines underneath.

Synthetic events (date, source, target, CAMEO code, intensity; 200 countries and 5,000 other actors, Zipf) become
weighted directed dyad-months. Each engine runs in a process of its own, in turn; time is the best of the rounds (wall
and processor), memory the peak of the process.

    python benchmarks/events_scale.py --events 10000000

Targets: from Parquet at most 2x polars (streaming) and 0.5x pandas; from CSV at most 2x DuckDB in plain SQL; peak
memory at most 1.5x polars'.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ENGINES = {"parquet": ("netlib", "polars", "pandas", "duckdb"), "csv": ("netlib", "duckdb", "polars")}


def make(folder: Path, events: int) -> None:
    import numpy as np
    import pyarrow as pa
    import pyarrow.csv as pa_csv
    import pyarrow.parquet as pq

    from netlib.ontology import read_lexicon

    rng = np.random.default_rng(1)
    countries = [row["actor_id"] for row in read_lexicon("countries.csv")][:200]
    actors = countries + [f"{countries[i % 200]}:actor-{i}" for i in range(5000)]
    rank = 1 / np.arange(1, len(actors) + 1) ** 1.1
    share = rank / rank.sum()
    codes = [row["code"] for row in read_lexicon("cameo.csv") if row["event"]]
    days = np.datetime64("2015-01-01") + np.arange(3650)

    def column(names: list[str], p: np.ndarray | None = None) -> pa.Array:
        return pa.array(names).take(pa.array(rng.choice(len(names), events, p=p)))

    table = pa.table(
        {
            "date": pa.array(rng.choice(days, events)),
            "source": column(actors, share),
            "target": column(actors, share),
            "code": column(codes),
            "intensity": np.round(rng.uniform(-10, 10, events), 1),
        }
    )
    pq.write_table(table, folder / "events.parquet")
    pa_csv.write_csv(table, folder / "events.csv")


def netlib(path: Path) -> tuple[int, float]:
    import pyarrow.compute as pc

    from netlib.events import dyads, scan

    summed = dyads(scan(path), weight="intensity")
    result = summed.to_pyarrow()
    return result.num_rows, pc.sum(result["weight"]).as_py()


def _quads() -> dict[str, bool]:
    from netlib.ontology import COOPERATIVE_QUADS, quad, read_lexicon

    return {row["code"]: quad(row["event"]) in COOPERATIVE_QUADS for row in read_lexicon("cameo.csv") if row["event"]}


def polars(path: Path) -> tuple[int, float]:
    import polars as pl

    quads = _quads()
    codes = pl.LazyFrame({"code": list(quads), "friendly": list(quads.values())})
    text = {"date": pl.Date, "code": pl.String, "intensity": pl.Float64}
    events = pl.scan_parquet(path) if path.suffix == ".parquet" else pl.scan_csv(path, schema_overrides=text)
    size = pl.col("intensity").abs()
    result = (
        events.join(codes, on="code")
        .filter(pl.col("source") != pl.col("target"))
        .group_by("source", "target", pl.col("date").dt.truncate("1mo"))
        .agg(
            pl.len(),
            size.filter(pl.col("friendly")).sum().alias("cooperation"),
            size.filter(~pl.col("friendly")).sum().alias("conflict"),
            pl.col("intensity").sum(),
            pl.col("date").min().alias("first"),
            pl.col("date").max().alias("last"),
        )
        .collect(engine="streaming")
    )
    return result.height, result["cooperation"].sum() + result["conflict"].sum()


def pandas(path: Path) -> tuple[int, float]:
    import pandas as pd

    events = pd.read_parquet(path)
    events["date"] = pd.to_datetime(events["date"])
    events = events[events["source"] != events["target"]]
    friendly = events["code"].map(_quads())
    events = events[friendly.notna()]
    size = events["intensity"].abs()
    friendly = friendly.astype(bool)
    period = events["date"].to_numpy().astype("datetime64[M]").astype("datetime64[s]")
    result = (
        events.assign(cooperation=size.where(friendly, 0.0), conflict=size.where(~friendly, 0.0), period=period)
        .groupby(["source", "target", "period"], sort=False)
        .agg(
            count=("code", "size"),
            cooperation=("cooperation", "sum"),
            conflict=("conflict", "sum"),
            intensity=("intensity", "sum"),
            first=("date", "min"),
            last=("date", "max"),
        )
    )
    return len(result), float(result["cooperation"].sum() + result["conflict"].sum())


def duckdb(path: Path) -> tuple[int, float]:
    import duckdb as db

    quads = ", ".join(f"('{code}', {friendly})" for code, friendly in _quads().items())
    read = f"'{path}'"
    if path.suffix == ".csv":
        read = (
            f"read_csv('{path}', columns = {{date: 'DATE', source: 'VARCHAR', target: 'VARCHAR', code: 'VARCHAR', "
            "intensity: 'DOUBLE'}, header = true, delim = ',')"
        )
    result = db.sql(
        f"SELECT source, target, date_trunc('month', date) AS period, count(*) AS n, "
        f"sum(CASE WHEN friendly THEN abs(intensity) ELSE 0 END) AS cooperation, "
        f"sum(CASE WHEN friendly THEN 0 ELSE abs(intensity) END) AS conflict, sum(intensity) AS intensity, "
        f"min(date) AS first, max(date) AS last "
        f"FROM {read} JOIN (VALUES {quads}) q(code, friendly) USING (code) WHERE source <> target GROUP BY ALL"
    ).arrow()
    result = result.read_all() if hasattr(result, "read_all") else result
    import pyarrow.compute as pc

    return result.num_rows, pc.sum(result["cooperation"]).as_py() + pc.sum(result["conflict"]).as_py()


def run(engine: str, path: Path, rounds: int) -> None:
    import resource

    wall, cpu = [], []
    for _ in range(rounds):
        start, used = time.perf_counter(), time.process_time()
        answer = globals()[engine](path)
        wall.append(time.perf_counter() - start)
        cpu.append(time.process_time() - used)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = {
        "seconds": min(wall),
        "cpu": min(cpu),
        "megabytes": peak,
        "dyads": answer[0],
        "weight": round(answer[1], 1),
    }
    print(json.dumps(found))


def measured(engine: str, path: Path, rounds: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--engine", engine, "--file", str(path), "--rounds", str(rounds)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--events", type=int, default=1_000_000)
    options.add_argument("--rounds", type=int, default=2)
    options.add_argument("--engine", help="run one engine in this process")
    options.add_argument("--file", type=Path)
    given = options.parse_args()
    if given.engine:
        run(given.engine, given.file, given.rounds)
        return
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder), given.events)
        for kind, engines in ENGINES.items():
            path = Path(folder) / f"events.{kind}"
            found = {engine: measured(engine, path, given.rounds) for engine in engines}
            ours = found["netlib"]
            print(f"{given.events:,} events from {kind}: {ours['dyads']:,} dyad-months")
            for engine, row in found.items():
                ratios = [ours[what] / row[what] for what in ("seconds", "cpu", "megabytes")]
                print(
                    f"  {engine:8} {row['seconds']:7.2f} s wall {row['cpu']:7.2f} s cpu {row['megabytes']:7.0f} MB; "
                    f"netlib takes {ratios[0]:.2f}x the time, {ratios[1]:.2f}x the cpu, {ratios[2]:.2f}x the memory"
                )
            answers = {(row["dyads"], round(row["weight"])) for row in found.values()}
            if len(answers) != 1:
                raise SystemExit(f"the engines disagree: {found}")


if __name__ == "__main__":
    main()
