#!/usr/bin/env python3
"""Compares one command on many machines by Landline with ClusterShell and parallel-ssh, on this machine.

The machines are loopback addresses, on each of which a real sshd and a Landline server listen, for an account made for
this. Each run is a whole process, the start of its JVM included; what it printed is checked after each run. Needs root.
Writes the section "Many machines" of docs/benchmarks.md.
"""
import argparse, collections, os, pathlib, shlex, signal, sys

sys.dont_write_bytecode = True

import page
from far import Far
from leftovers import HOMES, sweep
from programs import FAN_OUT, LANDLINE, ROOT, Failed, install, output, program
from rounds import Comparison, Tool, compare

LINES = 200  # of a command that prints


class Fan:
    """The comparisons."""

    def __init__(self, far, parallel):
        self.far, self.parallel = far, str(parallel)
        self.printed = far.place / 'printed'
        self.hosts = far.place / 'hosts'
        self.hosts.write_text(''.join(f'{address}\n' for address in far.addresses))
        self.range = f'127.0.1.[1-{len(far.addresses)}]'
        self.ssh = [*far.ssh_options, '-p', str(far.ssh_port)]

    def clush(self, *options):
        return ['clush', '-S', '-w', self.range, '-l', self.far.name, '-f', self.parallel, '-o', shlex.join(self.ssh),
                *options]

    def pssh(self, *options):
        return ['parallel-ssh', '-h', str(self.hosts), '-l', self.far.name, '-p', self.parallel, '-x',
                shlex.join(self.ssh), *options]

    def landline(self, *options):
        return self.far.landline('exec', '-n', '-P', self.parallel, *options,
                                 f'{self.far.name}@{self.range}:{self.far.landline_port}', '--')

    def keeping(self, command):
        """The same with its output kept."""
        return ['bash', '-c', f'exec {shlex.join(command)} > {shlex.quote(str(self.printed))}']

    def all(self):
        hosts = len(self.far.addresses)
        yield Comparison('nothing', f'`true` on {hosts} machines', [
            Tool('clush', [*self.clush(), 'true']),
            Tool('parallel-ssh', [*self.pssh(), 'true']),
            Tool('landline exec', [*self.landline(), 'true'], ours=True)], hosts, 'machines/s')
        lines = ['seq', str(LINES)]
        yield Comparison('lines', f'{LINES} lines from each of {hosts} machines', [
            Tool('clush', self.keeping([*self.clush(), *lines])),
            Tool('parallel-ssh -i', self.keeping([*self.pssh('-i'), *lines])),
            Tool('landline exec', self.keeping([*self.landline(), *lines]), ours=True)], hosts, 'machines/s',
            check=self.each_line)
        yield Comparison('folded', f'the same, equal outputs shown once', [
            Tool('clush -b', self.keeping([*self.clush('-b'), *lines])),
            Tool('landline exec --fold', self.keeping([*self.landline('--fold'), *lines]), ours=True)],
            hosts, 'machines/s', check=self.one_group)

    def each_line(self, tool):
        """Every line has to be there, from every machine."""
        text = self.printed.read_text().splitlines()
        found = collections.Counter(line.split(': ')[-1] for line in text)
        wrong = [number for number in range(1, LINES + 1) if found[str(number)] != len(self.far.addresses)]
        if wrong:
            raise Failed(f'{tool.name}: expected each line {len(self.far.addresses)} times, got {wrong[0]} '
                         f'{found[str(wrong[0])]} times')

    def one_group(self, tool):
        """One group, with all lines."""
        lines = self.printed.read_text().splitlines()
        numbers = [line for line in lines if line.isdigit()]
        if numbers != [str(number) for number in range(1, LINES + 1)]:
            raise Failed(f'{tool.name}: expected {LINES} lines, once, got {len(numbers)}')


def section(command, rounds, parallel, tables):
    """The section of the page."""
    return '\n'.join([
        '## Many machines', '',
        'One command on many machines: how long the whole program takes, from its start to its end, the JVM\'s included.',
        'The machines are addresses of one, so both sides share its processors.', '',
        '```', command, '```', '',
        *page.machine(),
        f'- {output("clush", "--version")}; {output("parallel-ssh", "--version")}; each works on {parallel} machines at once.',
        f'- Medians; rounds: {rounds}, after one that does not count. What was printed is checked after each run.',
        '- "Landline needs × 0.25" means a quarter of the time of the tool in that row.', '',
        *tables])


def main():
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, lambda got, frame: sys.exit(128 + got))
    os.umask(0o022)
    said = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    said.add_argument('--rounds', type=int, default=5, help='rounds that count (default: 5)')
    said.add_argument('--machines', type=int, default=100, help='2 to 250 (default: 100)')
    said.add_argument('--parallel', type=int, default=64, help='machines at once (default: 64)')
    said.add_argument('--smoke', action='store_true', help='little of everything; writes no page')
    said.add_argument('--page', type=pathlib.Path, default=ROOT / 'docs/benchmarks.md')
    options = said.parse_args()
    if options.smoke:
        options.rounds, options.machines = 1, min(options.machines, 20)
    install(FAN_OUT)
    sweep(HOMES)
    output(LANDLINE, '--version')  # builds it
    tables = []
    with Far([f'127.0.1.{number}' for number in range(1, options.machines + 1)]) as far:
        fan = Fan(far, options.parallel)
        for comparison in fan.all():
            tables.append(page.table(comparison, compare(comparison, options.rounds, far.env, first=int(options.smoke))))
    text = section(' '.join(['bench/compare/fanout.py', *sys.argv[1:]]), options.rounds, options.parallel, tables)
    print(text)
    if not options.smoke:
        page.write(options.page, 'fanout', text)


if __name__ == '__main__':
    try:
        main()
    except Failed as e:
        sys.exit(f'fanout.py: {e}')
