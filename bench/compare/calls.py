#!/usr/bin/env python3
"""Times calls of a handler on one connection, alone and beside a transfer, and writes a section of the page."""
import argparse, json, pathlib, statistics, sys

import page
from jvm import IMAGE, java
from programs import LANDLINE, ROOT, Failed, output


def measure(calls):
    """One round, in a JVM of its own."""
    lines = output(java(), '--enable-native-access=ALL-UNNAMED', '-cp', f'{IMAGE}/lib/*',
                   str(ROOT / 'bench/compare/Calls.java'), str(calls))
    return [json.loads(line) for line in lines.splitlines() if line.startswith('{')]


def section(command, options, rounds):
    rows = ['|  | at once | calls in a second | median | p99 | longest | beside them |', '|---|---:|---:|---:|---:|---:|---:|']
    for same in zip(*rounds):
        def middle(field):
            return statistics.median(one[field] for one in same)
        first = same[0]
        beside = f'{middle("transfer"):,.0f} MB/s' if first['transfer'] else ''
        rows.append(f'| {first["what"]} | {first["callers"]} | {middle("rate"):,.0f} | {middle("p50"):.2f} ms | '
                    f'{middle("p99"):.2f} ms | {max(one["max"] for one in same):.2f} ms | {beside} |')
    return '\n'.join([
        '## Calls', '',
        'Calls of a handler that adds two numbers, by an interface, on one connection over TLS and loopback. Server and',
        'client share one process and its processors.', '',
        '```', command, '```', '',
        *page.machine()[:2],
        f'- {options.calls:,} calls in each row, after 5,000 that do not count; medians of {len(rounds)} rounds, each in a',
        '  JVM of its own, and the longest of all. The transfer is `cat /dev/zero` on the same connection.', '',
        *rows])


def main():
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument('--rounds', type=int, default=3, help='default: 3')
    said.add_argument('--calls', type=int, default=10_000, help='in each row; default: 10000')
    said.add_argument('--smoke', action='store_true', help='little of everything; writes no page')
    said.add_argument('--page', type=pathlib.Path, default=ROOT / 'docs/benchmarks.md')
    options = said.parse_args()
    if options.smoke:
        options.rounds, options.calls = 1, 500
    output(LANDLINE, '--version')  # builds it
    rounds = [measure(options.calls) for _ in range(options.rounds)]
    text = section(' '.join(['bench/compare/calls.py', *sys.argv[1:]]), options, rounds)
    print(text)
    if not options.smoke:
        page.write(options.page, 'calls', text)


if __name__ == '__main__':
    try:
        main()
    except Failed as e:
        sys.exit(f'calls.py: {e}')
