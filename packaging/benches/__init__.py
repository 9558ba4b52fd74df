"""The benches that `packaging/bench.py` runs."""
