#!/usr/bin/env python3
"""Compares how many connections in a second a server lets in, keys of both sides proved: Landline and Apache MINA SSHD, the
server on one processor and the client on another. Needs root. Writes the section "Handshakes" of docs/benchmarks.md.
"""
import os, sys

sys.dont_write_bytecode = True

import section
from jvm import Java, Server, Talking, versions
from memory import cpu
from programs import Failed, program

AT_ONCE = 8
OURS = 'Landline, with `FastCurves`'


def measured(programs, far, kind, count, warm, cores):
    with Server(programs, far, kind, cores=cores[0]) as server:
        client = [program('taskset'), '-c', str(cores[-1]),
                  *programs.command('subject.Handshakes', kind, *server.place, AT_ONCE)]
        with Talking(client, env=programs.env) as connections:
            connections.ask(warm)
            before = cpu(server.process.pid)
            seconds = float(connections.ask(count))
            used = cpu(server.process.pid) - before
    if used <= 0:
        raise Failed(f'{kind}: expected the server to need time for {count} handshakes')
    return {'rate': count / seconds, 'core': count / used}


def measure(far, options, command):
    warm, count = (5, 20) if options.smoke else (options.handshakes, options.handshakes)
    cores = sorted(os.sched_getaffinity(0))
    programs = Java(options.smoke)
    kinds = {OURS: 'landline+curves', "Landline, with the JDK's curves": 'landline', 'MINA SSHD': 'mina'}
    found = section.turns(options.rounds, {
        name: (lambda kind=kind: measured(programs, far, kind, count, warm, cores)) for name, kind in kinds.items()})
    ours = section.middle(found[OURS], 'core')
    rows = [[name, f'{section.middle(rounds, "rate"):,.0f}', section.spread(rounds, 'rate', 0),
             f'{section.middle(rounds, "core"):,.0f}', section.spread(rounds, 'core', 0),
             '' if name == OURS else f'× {section.middle(rounds, "core") / ours:.2f}'] for name, rounds in found.items()]
    return [
        *section.head('Handshakes', 'Connections, one after the other and eight at once, each with the keys of both sides proved '
                      'and ended again.', command, versions(programs.path),
                      f'{count:,} connections in each round, after {warm:,} that do not count; medians of {options.rounds} rounds, '
                      'each with a server of its own. Server and client have a processor each. Both sides have Ed25519 keys.',
                      'The command and `landline serve` have `FastCurves`, which a program installs for itself.',
                      '"Of a core" is what the time allows that the server\'s processor spent on it. "Landline needs × 0.50" means '
                      'half the processor time of that row.'),
        section.table(['', 'in a second', 'min–max', 'of a core in a second', 'min–max', 'Landline needs'], rows)]


if __name__ == '__main__':
    section.run('handshakes', __doc__, measure, lambda said: said.add_argument(
        '--handshakes', type=int, default=3_000, help='of each round (default: 3000)'))
