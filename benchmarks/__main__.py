"""Runs every benchmark, one after the other."""

from __future__ import annotations

from benchmarks import lab, memory, outcomes, overhead, picture, throughput

for benchmark in (overhead, throughput, memory, picture, outcomes, lab):
    benchmark.main()
