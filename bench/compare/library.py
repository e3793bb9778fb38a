#!/usr/bin/env python3
"""Compares commands on a connection that is open: Landline's library with ssh over a ControlMaster socket, and with the
libraries Apache MINA SSHD and sshj. Every answer is checked. Needs root. Writes the section "Commands on an open
connection" of docs/benchmarks.md.
"""
import contextlib, subprocess, sys, time

sys.dont_write_bytecode = True

import section
from jvm import Java, Server, place, versions
from programs import Failed, output, program


class Sharing:
    """A connection of ssh that others use."""

    def __init__(self, far):
        self.far, self.socket = far, str(far.place / 'master')

    def __enter__(self):
        # The last word counts for a user, the first for ssh.
        self.ssh = [program('ssh'), '-o', f'ControlPath={self.socket}', *self.far.ssh[1:]]
        output(self.ssh[0], '-o', 'ControlMaster=yes', '-o', 'ControlPersist=yes', *self.ssh[1:-1], '-f', '-N', self.ssh[-1],
               env=self.far.env)
        return self

    def __exit__(self, *_):
        with contextlib.suppress(Failed):
            output(*self.ssh[:-1], '-O', 'exit', self.ssh[-1], env=self.far.env)

    def figures(self, seconds):
        took = []
        begun = time.perf_counter()
        while not took or time.perf_counter() - begun < seconds:
            word = f'answer-{len(took)}'
            started = time.perf_counter()
            done = subprocess.run([*self.ssh, 'echo', word], env=self.far.env, stdin=subprocess.DEVNULL, capture_output=True,
                                  text=True)
            took.append((time.perf_counter() - started) * 1000)
            if done.returncode or done.stdout != f'{word}\n':
                raise Failed(f'ssh: expected {word}, got {done.returncode} {done.stdout!r} {done.stderr!r}')
        seconds, count = time.perf_counter() - begun, len(took)
        took.sort()
        at = lambda percent: took[min(count - 1, count * percent // 100)]
        return {'count': count, 'rate': count / seconds, 'p50': at(50), 'p90': at(90), 'p99': at(99), 'max': took[-1]}


def measure(far, options, command):
    java = Java(options.smoke)
    warm, seconds = (0.3, 0.3) if options.smoke else (options.seconds, options.seconds)
    with Sharing(far) as sharing, Server(java, far, 'landline') as own, Server(java, far, 'mina') as mina:
        def runs(kind, where):
            return lambda: java.figures('subject.Runs', kind, *where, warm, seconds)
        landline = 'Landline, `landline serve`'
        own_landline = 'Landline, a server in a program'
        found = section.turns(options.rounds, {
            'ssh over a ControlMaster, `sshd`': lambda: sharing.figures(seconds),
            landline: runs('landline', place(far, far.landline_port)),
            'MINA SSHD, `sshd`': runs('mina', place(far, far.ssh_port)),
            'sshj, `sshd`': runs('sshj', place(far, far.ssh_port)),
            own_landline: runs('landline', own.place),
            'MINA SSHD, a server of its own in a program': runs('mina', mina.place),
            'sshj, a server of MINA SSHD': runs('sshj', mina.place),
        })
    rows = []
    for name, rounds in found.items():
        ours = found[own_landline if 'a server' in name else landline]
        rows.append([name, f'{section.middle(rounds, "p50"):.2f} ms', section.spread(rounds, 'p50', 2),
                     f'{section.middle(rounds, "p90"):.2f} ms', f'{section.middle(rounds, "p99"):.2f} ms',
                     f'{section.middle(rounds, "rate"):,.0f}',
                     '' if ours is rounds else f'× {section.middle(ours, "p50") / section.middle(rounds, "p50"):.2f}'])
    return [
        *section.head('Commands on an open connection',
                      '`echo` with a word, one after the other, on a connection that is open and logged in.', command,
                      versions(java.path),
                      f'{seconds:g} s in each round, after {warm:g} s that do not count, in a JVM of its own; with ssh each is a '
                      f'process. Medians of {options.rounds} rounds.',
                      '`sshd` and `landline serve` are run by root and start each command as another account. What is '
                      'called "in a program" runs commands as itself, and is compared with its like.',
                      '"Landline needs × 0.50" means half the time of that row.'),
        section.table(['', 'median', 'min–max', 'p90', 'p99', 'in a second', 'Landline needs'], rows)]


if __name__ == '__main__':
    section.run('library', __doc__, measure, lambda said: said.add_argument(
        '--seconds', type=float, default=10, help='of each round (default: 10)'))
