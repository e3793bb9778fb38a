#!/usr/bin/env python3
"""Compares what idle sessions cost a server in memory: `landline serve`, sshd, and a server of Apache MINA SSHD. Then opens
many of them to a Landline server with a heap of 1 GiB, and has each run a command, whose answer is checked. Needs root.
Writes the section "Idle sessions" of docs/benchmarks.md.
"""
import sys, time

sys.dont_write_bytecode = True

import section
from jvm import Java, Server, Talking, java, place, versions
from memory import below, collected, open_files, pss
from rounds import say

HEAP = '-Xmx1g'
AT_ONCE = 32  # that log in, or run a command


def client(programs, kind, where, count):
    return Talking(programs.command('subject.Idle', kind, *where, count, AT_ONCE), env=programs.env)


def of_jvm(programs, kind, where, count, pid):
    """What sessions cost a server that is a JVM: before they come, and after, with no garbage either time."""
    def memory():
        heap = collected(pid, java())
        return pss(pid), heap
    with client(programs, kind, where, count) as sessions:
        sessions.answer()
        before, heap = memory()
        sessions.ask('open')
        asis = pss(pid)
        after, heap_after = memory()
    return {'sessions': count, 'each': (after - before) / count / 1e3, 'asis': (asis - before) / count / 1e3,
            'heap': (heap_after - heap) / count / 1e3}


def of_sshd(programs, far, count):
    """What they cost sshd, whose processes come with them."""
    with client(programs, 'mina', place(far, far.ssh_port), count) as sessions:
        sessions.answer()
        sessions.ask('open')
        each = sum(map(pss, below(far.sshd_pid))) / count / 1e3
    return {'sessions': count, 'each': each, 'asis': each, 'heap': 0}


def many(programs, far, count):
    """So many sessions under a limited heap, a command on each, and what they need then."""
    with far.another(HEAP) as (port, pid), client(programs, 'landline', place(far, port), count) as sessions:
        sessions.answer()
        begun = time.perf_counter()
        sessions.ask('open')
        opened = time.perf_counter()
        sessions.ask('run')
        ran = time.perf_counter()
        figures = {'opening': opened - begun, 'running': ran - opened, 'pss': pss(pid) / 1e6, 'heap': collected(pid, java()) / 1e6}
    say(f'{count} under {HEAP}: {figures}')
    return figures


def measure(far, options, command):
    sessions, processes = (20, 3) if options.smoke else (options.sessions, max(1, options.sessions // 50))
    crowd = 40 if options.smoke else 2 * sessions
    open_files(crowd + 2_000)  # each side has one for a connection, and some for commands
    programs = Java(options.smoke)

    def landline():
        with far.another('') as (port, pid):
            return of_jvm(programs, 'landline', place(far, port), sessions, pid)

    def mina():
        with Server(programs, far, 'mina', options=['-XX:+UseSerialGC']) as server:
            return of_jvm(programs, 'mina', server.place, sessions, server.process.pid)

    found = section.turns(options.rounds, {
        '`landline serve`': landline, '`sshd`': lambda: of_sshd(programs, far, processes), 'MINA SSHD': mina})
    crowded = many(programs, far, crowd)
    ours = found['`landline serve`']
    rows = [[name, f'{rounds[0]["sessions"]:,}', f'{section.middle(rounds, "each"):,.1f} kB', section.spread(rounds, 'each', 1),
             f'{section.middle(rounds, "asis"):,.1f} kB', f'{section.middle(rounds, "heap"):,.1f} kB' if rounds[0]['heap'] else '',
             '' if rounds is ours else f'× {section.middle(ours, "each") / section.middle(rounds, "each"):.2f}']
            for name, rounds in found.items()]
    return [
        *section.head('Idle sessions', 'What a connection that is logged in and does nothing costs the server in memory.', command,
                      versions(programs.path),
                      'Memory is what the kernel calls PSS: resident, what is shared counted in parts. Of a JVM it is the '
                      'difference that the sessions made, after its garbage was collected; and before that, which is "at once". '
                      f'Both JVMs collect with `SerialGC`. Medians of {options.rounds} rounds, each with servers of its own.',
                      'kB is 1,000 bytes. "Landline needs × 0.50" means half the memory of that row.'),
        section.table(['', 'sessions', 'each', 'min–max', 'at once', 'of it heap', 'Landline needs'], rows),
        f'{crowd:,} sessions on a `landline serve` with `{HEAP}`: open after {crowded["opening"]:.1f} s; each then ran a command '
        f'and had the right answer, in {crowded["running"]:.1f} s. After that its heap held {crowded["heap"]:,.0f} MB, and the '
        f'process {crowded["pss"]:,.0f} MB.']


if __name__ == '__main__':
    section.run('idle', __doc__, measure, lambda said: said.add_argument(
        '--sessions', type=int, default=5_000, help='of each server; twice as many with a heap of 1 GiB (default: 5000)'))
