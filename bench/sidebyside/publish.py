"""Puts the figures of a run into the README, where its markers are."""

import os
import re

from sidebyside import report
from sidebyside.chart import chart

CHART = "docs/images/bench.svg"
ALT = "Start, memory and replacement after a crash, by the number of services"
INTRO = (
    f"One run of `bench/compare` on {os.cpu_count()} cores. Figures of a machine drift by half from day to day,\n"
    "so they count beside each other only. Memory is drawn as PSS: what processes share is counted once."
)
COLUMNS = ("start", "rss", "idle_10s", "crash", "status", "stop", "log_rate", "log_cost")
WRITERS = 1
BEGIN, END = "<!-- bench/compare --publish writes this -->", "<!-- until here -->"


def publish(root, rows):
    """Writes the chart, and it with the table between the markers of the README."""
    (root / CHART).write_text(chart(rows))
    readme = root / "README.md"
    text = readme.read_text()
    between = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    table = report.table(joined(rows), COLUMNS, counts=False)
    found = f"{BEGIN}\n![{ALT}]({CHART})\n\n{INTRO}\n\n{table}\n\n{samples(rows)}\n{END}"
    readme.write_text(between.sub(lambda _: found, text, count=1))


def joined(rows):
    """The figures of the one writer stand in the first line of its supervisor, for want of an N."""
    logs = {row["name"]: row["figures"] for row in rows if row["n"] == WRITERS}
    lines = [row | {"figures": dict(row["figures"])} for row in rows if row["n"] != WRITERS]
    for row in lines:
        row["figures"] |= logs.pop(row["name"], {})
    return lines


def samples(rows):
    """How many samples the medians have, where they have more than one."""
    said = []
    for key, title, _ in report.COLUMNS:
        counts = {len(row["figures"][key].samples) for row in rows if key in row["figures"]}
        if key in COLUMNS and max(counts, default=1) > 1:
            said.append(f"{title}: {' or '.join(str(count) for count in sorted(counts))}")
    return f"Medians of so many samples: {', '.join(said)}; the others are one sample each."
