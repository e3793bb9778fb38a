#!/usr/bin/env python3
"""Compares a command that does nothing, from the start of the program to its end: `landline exec` with ssh, each alone and
over a connection that another process keeps open. Needs root. Writes the section "Starts" of docs/benchmarks.md.
"""
import contextlib, sys

sys.dont_write_bytecode = True

import page, section
from library import Sharing
from programs import LANDLINE, output
from rounds import Comparison, Tool, compare

SHARE = '--share'


def shares(far):
    """Whether this Landline can share a connection."""
    return SHARE in output(LANDLINE, 'exec', '--help', env=far.env)


def measure(far, options, command):
    with contextlib.ExitStack() as ends:
        sharing = ends.enter_context(Sharing(far))
        alone = Comparison('alone', 'A connection of its own', [
            Tool('ssh HOST true', [*far.ssh, 'true']),
            Tool('landline exec HOST -- true', far.landline('exec', far.target, '--', 'true'), ours=True)])
        kept = [Tool('ssh HOST true', [*far.ssh, 'true']),
                Tool('ssh HOST true, over a ControlMaster', [*sharing.ssh, 'true'])]
        if shares(far):
            kept.append(Tool(f'landline exec {SHARE} HOST -- true',
                             far.landline('exec', SHARE, far.target, '--', 'true'), ours=True))
        comparisons = [alone, Comparison('kept', 'A connection that is kept', kept)]
        tables = [page.table(one, compare(one, options.rounds, far.env, first=int(options.smoke))) for one in comparisons]
    return [
        *section.head('Starts', "A command that does nothing: how long the whole program takes, the JVM's start included.", command,
                      f'Medians; rounds: {options.rounds}, after one that does not count.',
                      '"Landline needs × 0.50" means half the time of that row.'),
        *tables]


if __name__ == '__main__':
    section.run('starts', __doc__, measure)
