#!/usr/bin/env python3
"""Compares output that does not end soon: 4 GiB through `landline exec` and through ssh. How many bytes came is checked after
each run. Needs root. Writes the section "Output" of docs/benchmarks.md.
"""
import shlex, sys

sys.dont_write_bytecode = True

import page, section
from ciphers import FAST
from programs import Failed
from rounds import Comparison, Tool, compare

GIB = 1 << 30


def measure(far, options, command):
    size = GIB >> 8 if options.smoke else options.gib * GIB
    counted = far.place / 'counted'

    def counting(words):
        """The same, its output counted: as it goes into a pipe, which is where output mostly goes."""
        line = f'{shlex.join([*words, "head", "-c", str(size), "/dev/zero"])} | wc -c > {shlex.quote(str(counted))}'
        return ['bash', '-o', 'pipefail', '-c', line]

    def check(tool):
        got = int(counted.read_text())
        if got != size:
            raise Failed(f'{tool.name}: expected {size} bytes, got {got}')

    title = f'{size / GIB:g} GiB' if size >= GIB else f'{size >> 20} MiB'
    figures = compare(Comparison('output', title, [
        Tool('ssh', counting(far.ssh)),
        Tool(f'ssh -c {FAST}', counting([*far.ssh, '-c', FAST])),
        Tool('landline exec', counting(far.landline('exec', far.target, '--')), ours=True),
    ], size / 1e6, 'MB/s', check=check), options.rounds, far.env, first=int(options.smoke))
    return [
        *section.head('Output', "What a command writes, through a pipe at this end: how long the whole program takes, the JVM's start "
                      'included.', command,
                      f'Medians; rounds: {options.rounds}, after one that does not count. The command is `head -c` of zeros; nothing '
                      'is compressed. MB is 1,000,000 bytes.',
                      '"Landline needs × 0.50" means half the time of that row.'),
        page.table(Comparison('output', title, [], size / 1e6, 'MB/s'), figures)]


if __name__ == '__main__':
    section.run('output', __doc__, measure, lambda said: said.add_argument(
        '--gib', type=int, default=4, help='how much of it (default: 4)'))
