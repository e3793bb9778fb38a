"""What every script here does around its comparison: options, the other side, the page."""
import argparse, contextlib, os, pathlib, signal, statistics, sys

import page
from far import Far
from leftovers import HOMES, sweep
from programs import LANDLINE, ROOT, Failed, install, output
from rounds import say


def options(description, add=lambda said: None):
    """Those of the command line."""
    said = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    said.add_argument('--rounds', type=int, default=5, help='rounds that count (default: 5)')
    said.add_argument('--smoke', action='store_true', help='little of everything; writes no page')
    said.add_argument('--page', type=pathlib.Path, default=ROOT / 'docs/benchmarks.md',
                      help='the page whose section is written (default: docs/benchmarks.md)')
    add(said)
    chosen = said.parse_args()
    if chosen.rounds < 1:
        said.error(f'--rounds: expected 1 or more, got {chosen.rounds}')
    if chosen.smoke:
        chosen.rounds = 1
    return chosen


def run(name, description, measure, add=lambda said: None):
    """Makes a comparison with another side, shows its section, and writes it unless this is a smoke.

    measure takes that side, the options and the command that gives the section, and returns its lines.
    """
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, lambda got, frame: sys.exit(128 + got))
    os.umask(0o022)
    try:
        chosen = options(description, add)
        install()
        sweep(HOMES)
        output(LANDLINE, '--version')  # builds it
        with Far() as far:
            command = ' '.join([f'bench/compare/{os.path.basename(sys.argv[0])}', *sys.argv[1:]])
            text = '\n'.join(measure(far, chosen, command))
        print(text)
        if not chosen.smoke:
            page.write(chosen.page, name, text)
    except Failed as e:
        sys.exit(f'{os.path.basename(sys.argv[0])}: {e}')


def head(title, words, command, *notes):
    """How a section begins."""
    return [f'## {title}', '', words, '', '```', command, '```', '', *page.machine(), *(f'- {note}' for note in notes), '']


def turns(rounds, tools, first=1):
    """Measures each tool once a round, in an order that moves on; what each round gave, by name.

    tools are functions by name. With first at 0 there is a round 0, which counts for nothing.
    """
    found = {name: [] for name in tools}
    names = list(tools)
    for number in range(first, rounds + 1):
        start = number % len(names)
        for name in names[start:] + names[:start]:
            figures = tools[name]()
            say(f'{number or "-"}  {name:44} ' + '  '.join(f'{key} {value:g}' for key, value in figures.items()))
            if number:
                found[name].append(figures)
    return found


def middle(rounds, key):
    """The median of the rounds."""
    return statistics.median(one[key] for one in rounds)


def spread(rounds, key, digits):
    """The least and the greatest."""
    every = [one[key] for one in rounds]
    return f'{min(every):,.{digits}f}–{max(every):,.{digits}f}'


def table(heads, rows):
    """Markdown."""
    return '\n'.join('| ' + ' | '.join(row) + ' |' for row in
                     [heads, ['---'] + ['---:'] * (len(heads) - 1), *rows]) + '\n'
