"""Tables of figures, and their place in a page that has other sections too."""
import datetime, os, pathlib, platform, re

import charts
from programs import LANDLINE, output, program

PAGE = '''# Benchmarks

How long things take with Landline and with others, measured by scripts that are here. Each section stands in its
entirety between two comments and is written by the command that it names: run that on a quiet machine to have it
anew for yours.
'''


def machine():
    """What the figures were measured on and with, as lines of Markdown."""
    model = re.search(r'model name\s*: (.*)', pathlib.Path('/proc/cpuinfo').read_text())
    memory = int(re.search(r'MemTotal:\s*(\d+)', pathlib.Path('/proc/meminfo').read_text()).group(1))
    system = dict(re.findall(r'(\w+)="?([^"\n]*)', pathlib.Path('/etc/os-release').read_text()))
    return [
        f'- {datetime.date.today().isoformat()}; {model.group(1) if model else platform.machine()}, '
        f'{len(os.sched_getaffinity(0))} cores, {memory / 2**20:.0f} GiB; '
        f'{system.get("PRETTY_NAME", "Linux")}, Linux {platform.release()}',
        f'- {output(LANDLINE, "--version")}; commit {commit()}',
        f'- {output(program("ssh"), "-V")}; {output("rsync", "--version").splitlines()[0]}; '
        f'{output("tar", "--version").splitlines()[0]}',
    ]


def commit():
    """What was measured, as git calls it."""
    root = os.path.dirname(LANDLINE)
    try:
        dirty = output('git', '-C', root, 'status', '--porcelain', '--untracked-files=no')
        return output('git', '-C', root, 'rev-parse', '--short', 'HEAD') + (' with changes' * bool(dirty))
    except Exception:  # no git, or no clone
        return 'unknown'


def table(comparison, figures):
    """One comparison as Markdown."""
    ours = next((figure for figure in figures if figure.tool.ours), None)
    head = ['', 'median', 'min–max']
    if comparison.unit:
        head.append(comparison.unit)
    if comparison.line:
        head.append('over the line')
    if ours:
        head.append('Landline needs')
    rows = [head, ['---'] + ['---:'] * (len(head) - 1)]
    for figure in figures:
        low, high = min(figure.seconds), max(figure.seconds)
        row = ['`' + figure.tool.name.replace('|', '\\|') + '`', f'{figure.median:.3f} s', f'{low:.3f}–{high:.3f}']
        if comparison.unit:
            row.append(f'{comparison.amount / figure.median:,.0f}')
        if comparison.line:
            row.append(f'{sorted(figure.line)[len(figure.line) // 2] / 1e6:,.2f} MB')
        if ours:
            row.append('' if figure is ours else f'× {ours.median / figure.median:.2f}')
        rows.append(row)
    body = '\n'.join('| ' + ' | '.join(row) + ' |' for row in rows)
    return f'### {comparison.title}\n\n{body}\n'


def files(command, count, warming, where, tables):
    """The section of the page."""
    return '\n'.join([
        '## Files', '',
        'Copies over loopback between two directories of one machine: how long the whole program takes, from its',
        "start to its end, the JVM's included.", '',
        '```', command, '```', '',
        *machine(),
        f'- Medians; rounds: {count}, after one that does not count, and {warming} of Landline alone before it: the JVM compiles',
        '  what its server does while it does it. In a round each tool runs once, in an order that moves on from round to',
        '  round. What it made is compared with the original after each run, and removed before the next. Before each run',
        '  with a large file as much memory and half as much again is filled and given back, so that no run pays for what',
        "  the machine's own host had taken away meanwhile.",
        f'- Files lie in `{where}` ({output("stat", "-f", "-c", "%T", where)}). Both servers run as root, listen all',
        '  the time, and work as an account made for this. The bytes are random and cannot be compressed. Options',
        '  of ssh not shown are those that OpenSSH comes with. MB is 1,000,000 bytes.',
        '- "Over the line" is all that went through the loopback device meanwhile, in both directions.',
        '- "Landline needs × 0.50" means half the time of the tool in that row.', '',
        *tables])


def write(path, name, section):
    """Puts a section into a page, in the place of the one of this name, and leaves the rest as it is but for the charts."""
    begin, end = f'<!-- {name}: begin -->', f'<!-- {name}: end -->'
    text = path.read_text() if path.exists() else PAGE
    block = f'{begin}\n{section.strip()}\n{end}'
    if begin in text:
        before, rest = text.split(begin, 1)
        text = before + block + rest.split(end, 1)[1]
    else:
        text = f'{text.rstrip()}\n\n{block}\n'
    path.write_text(text)
    charts.draw(path)
