"""Puts the figures of a run into the README, where its markers are."""

import re

from sidebyside import report
from sidebyside.chart import chart

CHART = "docs/images/bench.svg"
COLUMNS = ("start", "rss", "idle_10s", "crash", "status", "stop", "log_rate", "log_cost")
BEGIN, END = "<!-- bench/compare --publish writes this -->", "<!-- until here -->"


def publish(root, rows):
    """Writes the chart, and the table between the markers of the README."""
    (root / CHART).write_text(chart(rows))
    readme = root / "README.md"
    text = readme.read_text()
    between = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    table = report.table(rows, COLUMNS, counts=False)
    found = f"{BEGIN}\n{table}\n\n{samples(rows)}\n{END}"
    readme.write_text(between.sub(lambda _: found, text, count=1))


def samples(rows):
    """How many samples the medians have, where they have more than one."""
    said = []
    for key, title, _ in report.COLUMNS:
        counts = {len(row["figures"][key].samples) for row in rows if key in row["figures"]}
        if key in COLUMNS and max(counts, default=1) > 1:
            said.append(f"{title}: {' or '.join(str(count) for count in sorted(counts))}")
    return f"Medians of so many samples: {', '.join(said)}; the others are one sample each."
