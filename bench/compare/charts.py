#!/usr/bin/env python3
"""Draws the charts of the page out of its tables: what Landline needs of the time or the memory that another needs."""
import html, math, pathlib, re, sys

WIDTH, LEFT, BAR, GAP, TOP = 760, 400, 18, 8, 46
LEAST, MOST = 1 / 16, 4  # the ends of the scale; what lies beyond ends there, and says its number
STYLE = '''text { font: 13px system-ui, sans-serif; fill: #1f2328 }
.title { font-weight: 600 } .small { font-size: 11px; fill: #59636e }
.less { fill: #1a7f37 } .more { fill: #bc4c00 } .line { stroke: #59636e }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc } .small { fill: #9198a1 } .less { fill: #3fb950 } .more { fill: #db6d28 } .line { stroke: #9198a1 }
}'''


def sections(text):
    """The sections of a page, by name."""
    return re.findall(r'<!-- (\w+): begin -->\n(.*?)<!-- \1: end -->', text, re.S)


def ratios(section):
    """The rows of its tables that say what Landline needs of theirs: under which heading, whose, and how much."""
    found, heading, column = [], '', None
    for line in section.splitlines():
        if line.startswith('#'):
            heading, column = line.strip('# '), None
        elif line.startswith('|'):
            cells = [cell.replace('\\|', '|').strip() for cell in re.split(r'(?<!\\)\|', line)[1:-1]]
            if 'Landline needs' in cells:
                column = cells.index('Landline needs')
            elif column is not None and column < len(cells) and (ratio := re.fullmatch(r'× ([0-9.]+)', cells[column])):
                found.append((heading, cells[0].replace('`', ''), float(ratio.group(1))))
        else:
            column = None
    return found


def title(section):
    return re.search(r'^## (.*)', section, re.M).group(1)


def chart(name, rows):
    """One chart. The line in the middle is as much as the other needs; left of it is less."""
    def at(ratio):
        low, high = math.log2(LEAST), math.log2(MOST)
        return LEFT + (WIDTH - LEFT - 60) * (math.log2(min(MOST, max(LEAST, ratio))) - low) / (high - low)

    lines, y, before = [], TOP, ''
    for heading, tool, ratio in rows:
        if heading != before:
            y += GAP
            lines.append(f'<text class="small" x="8" y="{y + 12}">{html.escape(heading)}</text>')
            y += BAR
            before = heading
        start, end = sorted((at(1), at(ratio)))
        lines.append(f'<text x="20" y="{y + 13}">{html.escape(short(tool))}</text>')
        lines.append(f'<rect class="{"less" if ratio <= 1 else "more"}" x="{start:.1f}" y="{y}" width="{max(1, end - start):.1f}" '
                     f'height="{BAR - 4}"/>')
        anchor, x = ('end', start - 4) if ratio <= 1 else ('start', end + 4)
        lines.append(f'<text x="{x:.1f}" y="{y + 12}" text-anchor="{anchor}">× {ratio:.2f}</text>')
        y += BAR + 2
    height = y + 14
    return '\n'.join([
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" role="img">',
        f'<title>{html.escape(name)}: what Landline needs of what the other needs</title>', f'<style>{STYLE}</style>',
        f'<text class="title" x="8" y="18">{html.escape(name)}</text>',
        f'<text class="small" x="{at(1):.1f}" y="{TOP - 10}" text-anchor="middle">less with Landline | more</text>', *lines,
        f'<line class="line" x1="{at(1):.1f}" x2="{at(1):.1f}" y1="{TOP - 4}" y2="{height - 8}"/>', '</svg>', ''])


def short(tool):
    return tool if len(tool) <= 46 else tool[:45] + '…'


def draw(path):
    """Draws a chart for each section that has ratios, beside the page, and shows it under the section's heading."""
    text = path.read_text()
    directory = path.parent / 'charts'
    for key, section in sections(text):
        rows = ratios(section)
        if not rows:
            continue
        directory.mkdir(exist_ok=True)
        (directory / f'{key}.svg').write_text(chart(title(section), rows))
        shown = f'![{title(section)}: what Landline needs of what the other needs](charts/{key}.svg)'
        if shown not in section:
            text = text.replace(section, section.replace(f'## {title(section)}\n', f'## {title(section)}\n\n{shown}\n', 1))
    path.write_text(text)


if __name__ == '__main__':
    draw(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parents[2] / 'docs/benchmarks.md')
