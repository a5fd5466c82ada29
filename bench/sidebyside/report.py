"""The figures as a table and as JSON, and back."""

import os

from sidebyside.work import Figure

COLUMNS = [
    ("start", "start all", "{:.0f} ms"),
    ("rss", "RSS", "{:.0f} MB"),
    ("pss", "PSS", "{:.0f} MB"),
    ("anonymous", "anonymous", "{:.0f} MB"),
    ("processes", "own processes", "{:.0f}"),
    ("idle_10s", "CPU in 10 s idle", "{:.0f} ms"),
    ("crash", "crash to new pid", "{:.1f} ms"),
    ("status", "one status", "{:.0f} ms"),
    ("stop", "stop all", "{:.0f} ms"),
    ("log_rate", "log", "{:.0f} MB/s"),
    ("log_cost", "log cost", "{:.2f} CPU ms/MB"),
    ("log_lost", "lost", "{:.0f} MB"),
]


def table(rows, keys=None, counts=True):
    """A Markdown table with the median of each figure; `(n)` behind it is how many samples it has.

    `keys` are the columns to be shown; without them all that there are.
    """
    columns = [
        column
        for column in COLUMNS
        if (keys is None or column[0] in keys) and any(column[0] in row["figures"] for row in rows)
    ]
    lines = [
        "| | N | " + " | ".join(title for _, title, _ in columns) + " |",
        "|" + "---|" * (len(columns) + 2),
    ]
    for row in rows:
        cells = [cell(row["figures"].get(key), form, counts) for key, _, form in columns]
        failed = " (failed)" if "failed" in row else ""
        lines.append(f"| {row['name']}{failed} | {row['n']} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def cell(figure, form, counts):
    if figure is None:
        return ""
    return form.format(figure.median) + (f" ({len(figure.samples)})" if counts else "")


def document(rows, machine):
    """All figures, with the machine they hold for: absolute ones mean nothing without it."""
    return {
        "machine": {
            "kernel": machine.release,
            "architecture": machine.machine,
            "cores": os.cpu_count(),
        },
        "rows": [
            row
            | {"figures": {key: figure.as_json() for key, figure in row["figures"].items()}}
            for row in rows
        ],
    }


def rows_of(document):
    """The rows that were written into a document."""
    return [
        row | {"figures": {key: Figure(it["unit"], it["values"]) for key, it in row["figures"].items()}}
        for row in document["rows"]
    ]
