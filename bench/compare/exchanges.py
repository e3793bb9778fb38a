#!/usr/bin/env python3
"""Compares small questions and answers on one connection, one at a time and 64 at once: by Landline, by Apache MINA SSHD,
and by TLS of the JDK with nothing over it, which is the limit. Every answer is checked. Needs root. Writes the section
"Questions and answers" of docs/benchmarks.md.
"""
import contextlib, sys

sys.dont_write_bytecode = True

import section
from jvm import Java, Server, versions

LIMIT = 'TLS 1.3 of the JDK'
# What is asked, with the kind of server, of client, and the way.
TOOLS = {
    LIMIT: ('tls', 'tls', 'echo'),
    'Landline, a call that goes on': ('landline', 'landline', 'echo'),
    'the same, on threads of the platform': ('landline', 'landline+threads', 'echo'),
    'Landline, a call for each': ('landline', 'landline', 'call'),
    'MINA SSHD, a command in the server': ('mina', 'mina', 'echo'),
    'Landline, `exec cat`': ('landline', 'landline', 'cat'),
    'MINA SSHD, `exec cat`': ('mina', 'mina', 'cat'),
}
LIKE = {'MINA SSHD, a command in the server': 'Landline, a call that goes on', 'MINA SSHD, `exec cat`': 'Landline, `exec cat`'}


def measure(far, options, command):
    java = Java(options.smoke)
    warm, seconds = (0.2, 0.2) if options.smoke else (options.seconds, options.seconds)
    tables = []
    with contextlib.ExitStack() as ends:
        servers = {kind: ends.enter_context(Server(java, far, kind)) for kind in ('tls', 'landline', 'mina')}
        for at_once in (4,) if options.smoke else (1, 64):
            def asks(server, client, way):
                return lambda: java.figures('subject.Requests', client, *servers[server].place, way, at_once, warm, seconds)
            found = section.turns(options.rounds, {name: asks(*tool) for name, tool in TOOLS.items()})
            limit = section.middle(found[LIMIT], 'rate')
            rows = []
            for name, rounds in found.items():
                rate = section.middle(rounds, 'rate')
                like = LIKE.get(name)
                rows.append([
                    name, f'{rate:,.0f}', section.spread(rounds, 'rate', 0), f'{section.middle(rounds, "p50"):.3f} ms',
                    f'{section.middle(rounds, "p99"):.3f} ms', '' if name == LIMIT else f'× {limit / rate:.2f}',
                    f'× {rate / section.middle(found[like], "rate"):.2f}' if like else ''])
            tables += [f'### {"One at a time" if at_once == 1 else f"{at_once} at once"}\n', section.table(
                ['', 'in a second', 'min–max', 'median', 'p99', 'needs, of TLS alone', 'Landline needs'], rows)]
    return [
        *section.head('Questions and answers', 'Questions of 64 bytes, each answered with the same bytes, on one connection.',
                      command, versions(java.path),
                      f'{seconds:g} s in each round, after {warm:g} s that do not count, the client in a JVM of its own; '
                      f'medians of {options.rounds} rounds. What is asked "at once" has a channel for each, and a virtual thread of the client.',
                      'What is "on threads of the platform" has a client whose connection runs on such threads (`LandlineBuilder.threads`).',
                      '"Landline needs × 0.50" means half the time of that row, for the row of Landline that does the same.'),
        *tables]


if __name__ == '__main__':
    section.run('exchanges', __doc__, measure, lambda said: said.add_argument(
        '--seconds', type=float, default=10, help='of each round (default: 10)'))
