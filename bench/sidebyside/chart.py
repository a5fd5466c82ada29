"""The figures as a picture: an SVG without scripts, which shows in a light page and in a dark one."""

import math
from xml.sax.saxutils import escape

# Both axes are logarithmic, because the supervisors differ by powers of ten. Memory is PSS: what
# several processes share is counted once, or those of many processes would look worse than they are.
PANELS = [
    ("start", "until all run", lambda it: time_text(it)),
    ("pss", "memory, all own processes", lambda it: memory_text(it)),
    ("crash", "from a crash to the new process", lambda it: time_text(it)),
]

OURS = "tend"
FLOOR = "posix_spawn"

# In the order of the rows; each is told from its page in light (first) and in dark (second).
COLOURS = [
    ("#0550ae", "#58a6ff"),
    ("#9a6700", "#d29922"),
    ("#8250df", "#bc8cff"),
    ("#bf3989", "#f778ba"),
    ("#57606a", "#9ea7b3"),
    ("#0a7e8c", "#39c5cf"),
    ("#cf222e", "#ff7b72"),
]

LEFT, TOP, WIDTH, HEIGHT, LABELS, GAP = 56, 44, 190, 230, 112, 30
LABEL_HEIGHT = 14


def chart(rows):
    """One panel a figure, one line a supervisor with its name at its end."""
    names = list(dict.fromkeys(row["name"] for row in rows))
    others = [name for name in names if name not in (OURS, FLOOR)]
    classes = {name: f"c{index}" for index, name in enumerate(others)} | {OURS: "us", FLOOR: "fl"}
    width = len(PANELS) * (LEFT + WIDTH + LABELS) + (len(PANELS) - 1) * GAP // 2
    height = TOP + HEIGHT + 46
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        'font-family="system-ui, sans-serif" font-size="12">',
        "<title>Start, memory and replacement after a crash, by the number of services</title>",
        style(),
    ]
    for index, (key, title, text) in enumerate(PANELS):
        left = LEFT + index * (LEFT + WIDTH + LABELS + GAP // 2)
        parts += panel(lines(rows, names, key), classes, title, text, left)
    return "\n".join(parts + ["</svg>", ""])


def style():
    light = "".join(colour(f"c{index}", both[0]) for index, both in enumerate(COLOURS))
    dark = "".join(colour(f"c{index}", both[1]) for index, both in enumerate(COLOURS))
    return (
        "<style>text{fill:#57606a}.t{fill:#24292f;font-weight:600}.g{stroke:#d0d7de}"
        "polyline{fill:none;stroke-width:1.5}.us{font-weight:700}.us polyline{stroke-width:3.5}"
        ".fl polyline{stroke-dasharray:4 3}"
        + light + colour("us", "#116329") + colour("fl", "#6e7781")
        + "@media (prefers-color-scheme:dark){text{fill:#9ea7b3}.t{fill:#e6edf3}.g{stroke:#373e47}"
        + dark + colour("us", "#3fb950") + colour("fl", "#8b949e") + "}</style>"
    )


def colour(name, value):
    return f".{name} polyline{{stroke:{value}}}.{name} circle,.{name} text{{fill:{value}}}"


def lines(rows, names, key):
    """The points of each supervisor that has any, by the number of services."""
    found = {
        name: sorted(
            (row["n"], row["figures"][key].median)
            for row in rows
            if row["name"] == name and key in row["figures"]
        )
        for name in names
    }
    return {name: points for name, points in found.items() if points}


def panel(found, classes, title, text, left):
    bottom = TOP + HEIGHT
    parts = [f'<text class="t" x="{left}" y="{TOP - 18}">{escape(title)}</text>']
    if not found:
        return parts
    values = [value for points in found.values() for _, value in points]
    counts = sorted({n for points in found.values() for n, _ in points})
    low, high = span(values)

    def x(n):
        return left + 12 + position(n, counts[0], counts[-1]) * (WIDTH - 24)

    def y(value):
        return bottom - position(value, low, high) * HEIGHT

    tick = low
    while tick <= high * 1.001:
        parts.append(
            f'<path class="g" d="M{left} {y(tick):.1f}h{WIDTH}"/>'
            f'<text x="{left - 7}" y="{y(tick) + 4:.1f}" text-anchor="end">{text(tick)}</text>'
        )
        tick *= 10
    for n in counts:
        parts.append(
            f'<text x="{x(n):.1f}" y="{bottom + 20}" text-anchor="middle">{n}</text>'
        )
    parts.append(
        f'<text x="{left + WIDTH / 2}" y="{bottom + 38}" text-anchor="middle">services</text>'
    )
    ends = spread({name: y(points[-1][1]) for name, points in found.items()}, TOP, bottom)
    # Ours is drawn last, above the others.
    for name, points in sorted(found.items(), key=lambda item: item[0] == OURS):
        path = " ".join(f"{x(n):.1f},{y(value):.1f}" for n, value in points)
        dots = "".join(
            f'<circle cx="{x(n):.1f}" cy="{y(value):.1f}" r="{4 if name == OURS else 2.8}">'
            f"<title>{escape(name)}, {n} services: {text(value)}</title></circle>"
            for n, value in points
        )
        label = f'<text x="{left + WIDTH + 6}" y="{ends[name] + 4:.1f}">{escape(name)}</text>'
        parts.append(f'<g class="{classes[name]}"><polyline points="{path}"/>{dots}{label}</g>')
    return parts


def spread(places, top, bottom):
    """Moves labels apart that would lie upon each other, as little as that takes."""
    order = sorted(places, key=places.get)
    spots = [places[name] for name in order]
    for _ in range(200):
        for i in range(1, len(spots)):
            overlap = LABEL_HEIGHT - (spots[i] - spots[i - 1])
            if overlap > 0.01:
                spots[i - 1] -= overlap / 2
                spots[i] += overlap / 2
        if spots and spots[0] < top:
            spots[0] = top
        if spots and spots[-1] > bottom:
            spots[-1] = bottom
    return dict(zip(order, spots))


def span(values):
    """The powers of ten around these values."""
    low = 10.0 ** math.floor(math.log10(max(min(values), 0.1)))
    high = 10.0 ** math.ceil(math.log10(max(max(values), 0.1)))
    return low, high if high > low else low * 10


def position(value, low, high):
    if high <= low:
        return 0.5
    return (math.log10(max(value, low)) - math.log10(low)) / (math.log10(high) - math.log10(low))


def time_text(millis):
    return f"{number(millis)} ms" if millis < 1000 else f"{number(millis / 1000)} s"


def memory_text(megabytes):
    return f"{number(megabytes)} MB" if megabytes < 1000 else f"{number(megabytes / 1000)} GB"


def number(value):
    return f"{value:.0f}" if value >= 10 else f"{value:.2g}"
