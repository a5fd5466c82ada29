"""The figures as a table, as JSON, and as a picture."""

import math
import os

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


def table(rows):
    """A Markdown table with the median of each figure; `(n)` behind it is how many samples it has."""
    columns = [column for column in COLUMNS if any(column[0] in row["figures"] for row in rows)]
    lines = [
        "| | N | " + " | ".join(title for _, title, _ in columns) + " |",
        "|" + "---|" * (len(columns) + 2),
    ]
    for row in rows:
        cells = [cell(row["figures"].get(key), form) for key, _, form in columns]
        failed = " (failed)" if "failed" in row else ""
        lines.append(f"| {row['name']}{failed} | {row['n']} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def cell(figure, form):
    if figure is None:
        return ""
    return f"{form.format(figure.median)} ({len(figure.samples)})"


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


# The chart: one panel a figure, a line a supervisor, both axes logarithmic because the supervisors
# differ by powers of ten.
PANELS = [("start", "start all, ms"), ("rss", "RSS, MB"), ("crash", "crash to new pid, ms")]
COLOURS = ["#0b6e4f", "#b3541e", "#4a5fa5", "#8a3b8f", "#8c7a1a", "#5b6b73", "#b0305c", "#2b2b2b"]
PANEL_WIDTH, PANEL_HEIGHT, GAP, MARGIN = 250, 190, 62, 46


def chart(rows):
    """An SVG without scripts or fonts of its own, so that it shows wherever a picture may stand."""
    names = list(dict.fromkeys(row["name"] for row in rows))
    width = MARGIN + len(PANELS) * (PANEL_WIDTH + GAP)
    height = PANEL_HEIGHT + 2 * MARGIN + 24
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="11" role="img">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for index, (key, title) in enumerate(PANELS):
        parts += panel(rows, names, key, title, MARGIN + index * (PANEL_WIDTH + GAP))
    parts += legend(names, height - 16)
    return "\n".join(parts + ["</svg>", ""])


def panel(rows, names, key, title, left):
    points = {
        name: sorted(
            (row["n"], row["figures"][key].median)
            for row in rows
            if row["name"] == name and key in row["figures"]
        )
        for name in names
    }
    drawn = [value for line in points.values() for _, value in line]
    counts = sorted({n for line in points.values() for n, _ in line})
    if not drawn:
        return []
    low, high = span(drawn)
    top, bottom = MARGIN, MARGIN + PANEL_HEIGHT

    def x(n):
        return left + 14 + position(n, counts[0], counts[-1]) * (PANEL_WIDTH - 28)

    def y(value):
        return bottom - position(value, low, high) * PANEL_HEIGHT

    parts = [
        f'<text x="{left}" y="{top - 14}" font-weight="bold">{title}</text>',
        f'<path d="M{left} {top}V{bottom}H{left + PANEL_WIDTH}" fill="none" stroke="#999"/>',
    ]
    tick = low
    while tick <= high:
        parts.append(
            f'<text x="{left - 5}" y="{y(tick) + 4:.1f}" text-anchor="end" fill="#555">{tick:g}</text>'
            f'<path d="M{left} {y(tick):.1f}h{PANEL_WIDTH}" stroke="#eee"/>'
        )
        tick *= 10
    for n in counts:
        parts.append(
            f'<text x="{x(n):.1f}" y="{bottom + 15}" text-anchor="middle" fill="#555">N = {n}</text>'
        )
    for name, line in points.items():
        colour = COLOURS[names.index(name) % len(COLOURS)]
        stroke = 3 if name == "tend" else 1.4
        path = " ".join(f"{x(n):.1f},{y(value):.1f}" for n, value in line)
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{stroke}"/>'
        )
        parts += [
            f'<circle cx="{x(n):.1f}" cy="{y(value):.1f}" r="3" fill="{colour}">'
            f"<title>{name}, N = {n}: {value:.1f}</title></circle>"
            for n, value in line
        ]
    return parts


def span(values):
    """The powers of ten around these values."""
    low, high = 1.0, 1.0
    while low > min(values):
        low /= 10
    while low * 10 <= min(values):
        low *= 10
    high = low
    while high < max(values):
        high *= 10
    return low, high if high > low else low * 10


def position(value, low, high):
    if high <= low:
        return 0.5
    return (math.log10(max(value, low)) - math.log10(low)) / (math.log10(high) - math.log10(low))


def legend(names, y):
    parts, x = [], MARGIN
    for index, name in enumerate(names):
        colour = COLOURS[index % len(COLOURS)]
        parts.append(
            f'<rect x="{x}" y="{y - 9}" width="10" height="10" fill="{colour}"/>'
            f'<text x="{x + 15}" y="{y}">{name}</text>'
        )
        x += 34 + 6.5 * len(name)
    return parts
