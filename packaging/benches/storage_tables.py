"""How the storage bench's figures are printed, each beside its target."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median

from benches.report import against, table
from benches.storage_backups import BackupTimes
from benches.storage_import import IMPORT, WHOLE, ImportTimes
from benches.storage_jobs import Cancels, JobTimes
from benches.storage_reads import PAUSE, Reads, quantile, together

IMPORT_RATIO = 0.8
READ_MILLISECONDS = 10
CANCEL_SECONDS = 1


def import_tables(found: ImportTimes) -> str:
    """An import against each other arm, and where its time went."""
    rows = [
        [
            arm,
            f"{median(seconds):.2f}",
            f"{found.rate(arm):.1f}",
            f"{found.rate(arm) * found.bytes / found.pictures / 1e6:.1f}",
            "" if arm == IMPORT else f"{found.ratio(arm):.2f}",
            against(found.ratio(arm), IMPORT_RATIO) if arm == WHOLE else "",
        ]
        for arm, seconds in found.seconds.items()
    ]
    rounds = len(found.seconds[IMPORT])
    title = f"Taking in {found.pictures:,} pictures, {found.bytes / found.pictures / 1e3:.0f} kB each; rounds: {rounds}"
    head = ["two processes", "seconds", "pictures/s", "MB/s", "import's rate to it", "target"]
    whole = found.seconds[IMPORT][-1]
    spent = [
        [name, f"{item.seconds:.2f}", f"{item.seconds / whole:.0%}", str(item.calls)]
        for name, item in found.spent.items()
    ]
    parts = "Of the last import: seconds in which at least one thread was at it (others decode meanwhile)"
    return "\n".join([table(title, head, rows), table(parts, ["what", "seconds", "share", "calls"], spent)])


def steps_table(title: str, found: Mapping[str, float]) -> str:
    """Milliseconds of steps."""
    return table(title, ["step", "ms"], [[name, f"{value:.1f}"] for name, value in found.items()])


def read_table(found: Mapping[str, Reads], mode: str) -> str:
    """Quantiles of all reads of each case, and of each kind."""
    rows = []
    for case, reads in found.items():
        busy = reads.writes > 0
        every, computing = together(reads.milliseconds), together(reads.computing)
        ends = [str(reads.writes), _read_target(every) if busy else ""]
        rows.append([case, *_quantiles(every), _p99(computing), *ends])
        rows += [
            [f"  {kind}", *_quantiles(values), _p99(reads.computing[kind]), "", ""]
            for kind, values in reads.milliseconds.items()
        ]
    title = f"Milliseconds of a read, journal mode {mode}; {PAUSE * 1e3:g} ms between two (computing: without waiting)"
    head = ["while", "reads", "median", "p99", "largest", "p99 computing", "writes", "target of p99"]
    return table(title, head, rows)


def backup_table(found: BackupTimes) -> str:
    """Backups, and what a writer feels of them."""
    backups = [
        [what, f"{milliseconds:.0f}", f"{size / 1e6:.2f}"]
        for what, (milliseconds, size) in {
            "after a small change": found.plain,
            f"after a new adapter of {found.adapter_bytes / 1e6:.2f} MB": found.with_adapter,
        }.items()
    ]
    writes = [
        [what, *_quantiles(values)]
        for what, values in {"no backup": found.write_alone, "backups one after another": found.write_beside}.items()
    ]
    return "\n".join(
        [
            table("A backup, checked", ["when", "ms", "MB"], backups),
            table("Milliseconds of a small write", ["beside", "writes", "median", "p99", "largest"], writes),
        ]
    )


def job_table(found: JobTimes) -> str:
    """Milliseconds of jobs."""
    rows = [
        [what, str(len(values)), *(f"{1e3 * value:.1f}" for value in (median(values), values[-1]))]
        for what, values in {
            "to Started, no child yet": found.cold,
            "to Started, child idle": found.warm,
            "to the features of typed names": found.names,
            "to one picture's answer, child idle": found.alone,
            "to one picture's answer, past a training": found.overtaking,
        }.items()
    ]
    return table("Milliseconds from sending a job", ["what", "times", "median", "largest"], rows)


def cancel_table(found: Cancels) -> str:
    """Latency of cancelling."""
    largest = found.seconds[-1]
    stages = ", ".join(f"{stage} {count}" for stage, count in sorted(found.stages.items()))
    row = [
        str(len(found.seconds)),
        f"{median(found.seconds):.3f}",
        f"{largest:.3f}",
        str(found.restarts),
        against(largest, CANCEL_SECONDS, most=True),
    ]
    title = f"Seconds from cancelling a training to Cancelled, within its first {found.within:.1f} s ({stages})"
    return table(title, ["cancels", "median", "largest", "children restarted", "target"], [row])


def _quantiles(values: list[float]) -> list[str]:
    return [str(len(values)), f"{median(values):.2f}", _p99(values), f"{values[-1]:.2f}"]


def _p99(values: list[float]) -> str:
    return f"{quantile(values, 0.99):.2f}"


def _read_target(values: list[float]) -> str:
    return against(quantile(values, 0.99), READ_MILLISECONDS, most=True)
