#!/usr/bin/env python3
"""Compares copies of files by Landline with those by scp, rsync and tar over ssh, on this machine.

Makes an account, an sshd and a Landline server of its own on loopback, which end with it. Each run is a
whole process, the start of its JVM included; what it made is compared with the original, byte for
byte, after each run. Needs root. Writes the section "Files" of docs/benchmarks.md when all
comparisons were made.
"""
import argparse, contextlib, mmap, os, pathlib, re, shlex, shutil, signal, sys, tempfile

sys.dont_write_bytecode = True

import page
import trees
from ciphers import FAST, fastest
from far import Far
from leftovers import HOMES, MINE, sweep
from programs import LANDLINE, ROOT, Failed, install, output
from rounds import Comparison, Tool, compare

MIB = 1 << 20
WARMING = 3  # rounds of Landline alone


class Sizes:
    """How much there is to do."""

    def __init__(self, smoke):
        self.file = 4 * MIB if smoke else 2048 * MIB
        self.directories, self.in_each, self.small = (4, 10, 4096) if smoke else (100, 100, 4096)
        self.changed = 4 if smoke else 100
        self.delta, self.edit = (4 * MIB, MIB // 16) if smoke else (256 * MIB, MIB)
        self.probe, self.tries = (MIB, 1) if smoke else (256 * MIB, 3)

    @property
    def files(self):
        return self.directories * self.in_each


class Files:
    """The comparisons. Each is made when it is its turn, and its files go before the next."""

    def __init__(self, far, sizes, work, ours):
        self.far, self.sizes, self.ours = far, sizes, ours
        self.here = work / 'here'
        self.here.mkdir()
        self.there = far.owns(work / 'there')
        self.rsync = ['rsync', '-e', shlex.join(['ssh', *far.ssh_options, '-p', str(far.ssh_port)])]

    def scp(self, *words):
        return ['scp', *self.far.ssh_options, '-P', str(self.far.ssh_port), *words]

    def ssh_place(self, path):
        return f'{self.far.name}@127.0.0.1:{path}'

    def place(self, path):
        return f'{self.far.target}:{path}'

    def tools(self, *tools):
        return [tool for tool in tools if self.ours or not tool.ours]

    def start(self):
        """What all the others pay before the first byte."""
        yield Comparison('start', 'A command that does nothing', self.tools(
            Tool('ssh HOST true', [*self.far.ssh, 'true']),
            Tool('landline exec HOST -- true',
                 self.far.landline('exec', self.far.target, '--', 'true'), ours=True)))

    def one_file(self):
        """One large file, there and back."""
        chosen = ['', FAST, *fastest(self.far, self.sizes.probe, self.sizes.tries)]
        source = self.here / 'large'
        trees.make_file(source, self.sizes.file)
        for key, words, copy, ssh, ours in (
                ('file-put', 'to the server', self.there / 'copy', self.put_ssh, self.put),
                ('file-get', 'from the server', self.here / 'copy', self.get_ssh, self.get)):
            tools = [Tool(f'scp -c {cipher}' if cipher else 'scp',
                          self.scp(*['-c', cipher] * bool(cipher), *ssh(source, copy)))
                     for cipher in chosen]
            yield Comparison(
                key, f'One file of {size(self.sizes.file)} {words}',
                self.tools(*tools, Tool('rsync -e ssh', [*self.rsync, *ssh(source, copy)]),
                           Tool('landline cp', self.far.landline('cp', *ours(source, copy)), ours=True)),
                self.sizes.file / 1e6, 'MB/s', *self.afresh(source, copy))
        trees.remove(source)

    def tree(self):
        """Many small files, there and back."""
        source = self.here / 'tree'
        trees.make_tree(source, self.sizes.directories, self.sizes.in_each, self.sizes.small)
        here, there = shlex.quote(str(source)), shlex.quote(str(self.there / 'copy'))
        back = shlex.quote(str(self.here / 'copy'))
        ssh = shlex.join(self.far.ssh)
        put_tar = f"tar c -C {here} . | {ssh} 'mkdir {there} && tar x -C {there}'"
        get_tar = f"mkdir {back} && {ssh} 'tar c -C {here} .' | tar x -C {back}"
        for key, words, copy, places, ours, tar, arrow in (
                ('tree-put', 'to the server', self.there / 'copy', self.put_ssh, self.put, put_tar,
                 'tar c | ssh HOST tar x'),
                ('tree-get', 'from the server', self.here / 'copy', self.get_ssh, self.get, get_tar,
                 'ssh HOST tar c | tar x')):
            inside = [place + '/' for place in places(source, copy)]
            yield Comparison(
                key, f'{self.sizes.files:,} files of {size(self.sizes.small)} in '
                     f'{self.sizes.directories} directories {words}',
                self.tools(
                    Tool('scp -r', self.scp('-r', *places(source, copy))),
                    Tool('rsync -a -e ssh', [*self.rsync, '-a', *inside], preserves=True),
                    Tool(arrow, ['bash', '-o', 'pipefail', '-c', tar], preserves=True),
                    Tool('landline cp -r -p', self.far.landline('cp', '-r', '-p', *ours(source, copy)),
                         ours=True, preserves=True)),
                self.sizes.files, 'files/s', *self.afresh(source, copy))
        trees.remove(source)

    def sync(self):
        """A tree that is there already."""
        old, new, copy = self.here / 'tree', self.here / 'changed', self.there / 'copy'
        trees.make_tree(old, self.sizes.directories, self.sizes.in_each, self.sizes.small)
        self.duplicate(old, copy)
        yield self.synced('sync-same', f'{self.sizes.files:,} files of which none has changed', old, copy,
                          lambda: None)
        output('cp', '-a', str(old), str(new))
        every = self.sizes.files // self.sizes.changed
        changed = sorted(path.relative_to(new) for path in new.rglob('*.bin'))[::every]
        for path in changed:
            trees.change(new / path, 0, self.sizes.small)

        def prepare():
            for path in changed:
                trees.restore(copy / path, old / path)
            trees.same_times(copy, old)

        yield self.synced('sync-some', f'{self.sizes.files:,} files of which {len(changed)} have changed',
                          new, copy, prepare)
        for path in (old, new, copy):
            trees.remove(path)

    def delta(self):
        """A large file that is there already, but for a part."""
        old, new, copy = self.here / 'old', self.here / 'new', self.there / 'copy'
        new.mkdir()
        trees.make_file(new / 'large', self.sizes.delta)
        output('cp', '-a', str(new), str(old))
        self.duplicate(old, copy)
        trees.change(new / 'large', self.sizes.delta // 3, self.sizes.edit)

        def prepare():
            trees.restore(copy / 'large', old / 'large')
            trees.same_times(copy, old)

        yield self.synced('sync-delta', f'One file of {size(self.sizes.delta)} of which '
                                        f'{size(self.sizes.edit)} has changed', new, copy, prepare)
        for path in (old, new, copy):
            trees.remove(path)

    def synced(self, key, title, source, copy, prepare):
        inside = [place + '/' for place in self.put_ssh(source, copy)]
        return Comparison(
            key, title,
            self.tools(
                Tool('rsync -a -e ssh', [*self.rsync, '-a', *inside], preserves=True),
                Tool('landline sync', self.far.landline('sync', *self.put(source, copy)),
                     ours=True, preserves=True)),
            prepare=prepare, check=lambda tool: trees.check(copy, source, tool.preserves), line=True)

    def put_ssh(self, source, copy):
        return [str(source), self.ssh_place(copy)]

    def get_ssh(self, source, copy):
        return [self.ssh_place(source), str(copy)]

    def put(self, source, copy):
        return [str(source), self.place(copy)]

    def get(self, source, copy):
        return [self.place(source), str(copy)]

    def afresh(self, source, copy):
        """What to do before a run, and after it."""
        def prepare():
            trees.remove(copy)
            if source.is_file():
                touch(source.stat().st_size * 3 // 2)

        def check(tool):
            trees.check(copy, source, tool.preserves)
            trees.remove(copy)
        return prepare, check

    def duplicate(self, source, copy):
        """A copy on the other side, as exact as one can be."""
        output(*self.far.as_account('cp', '-a', str(source), str(copy)))


def touch(size):
    """Fills so much memory and gives it back. Memory that the machine's own host has taken from it meanwhile costs whoever
    touches it first, which is no tool's doing."""
    available = int(re.search(r'MemAvailable:\s*(\d+)', pathlib.Path('/proc/meminfo').read_text()).group(1)) << 10
    mmap.mmap(-1, min(size, available // 2),
              flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | mmap.MAP_POPULATE).close()


def size(number):
    """A size as a person writes it."""
    for unit, name in ((1 << 30, 'GiB'), (MIB, 'MiB'), (1 << 10, 'KiB')):
        if number >= unit:
            return f'{number / unit:g} {name}'
    return f'{number} bytes'


GROUPS = {'start': Files.start, 'file': Files.one_file, 'tree': Files.tree, 'sync': Files.sync,
          'delta': Files.delta}


def arguments():
    said = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    said.add_argument('--rounds', type=int, default=5, help='rounds that count (default: 5)')
    said.add_argument('--dir', default='/dev/shm', help='where the files lie (default: /dev/shm)')
    said.add_argument('--only', action='append', choices=GROUPS, help='some of it; writes no page')
    said.add_argument('--peers', action='store_true', help='all but Landline; writes no page')
    said.add_argument('--smoke', action='store_true', help='little of everything; writes no page')
    said.add_argument('--page', type=pathlib.Path, default=ROOT / 'docs/benchmarks.md',
                      help='the page whose section is written (default: docs/benchmarks.md)')
    options = said.parse_args()
    if options.rounds < 1:
        said.error(f'--rounds: expected 1 or more, got {options.rounds}')
    if options.smoke:
        options.rounds = 1
    return options


def room(where, sizes):
    """Complains of a place that is too small before it is full."""
    needed, free = 2 * sizes.file + 512 * MIB, shutil.disk_usage(where).free
    if free < needed:
        raise Failed(f'{where}: expected {size(needed)} to be free, got {size(free)}; name another place '
                     'with --dir')


def main():
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, lambda got, frame: sys.exit(128 + got))
    os.umask(0o022)
    options = arguments()
    sizes = Sizes(options.smoke)
    install()
    sweep(HOMES, options.dir)
    room(options.dir, sizes)
    output(LANDLINE, '--version')  # builds it
    tables = []
    with contextlib.ExitStack() as ends:
        work = pathlib.Path(tempfile.mkdtemp(prefix=f'{MINE}-', dir=options.dir))
        ends.callback(shutil.rmtree, work, ignore_errors=True)
        work.chmod(0o755)
        far = ends.enter_context(Far())
        files = Files(far, sizes, work, not options.peers)
        for group in options.only or GROUPS:
            for comparison in GROUPS[group](files):
                figures = compare(comparison, options.rounds, far.env, first=1 if options.smoke else -WARMING)
                tables.append(page.table(comparison, figures))
    command = ' '.join(['bench/compare/files.py', *sys.argv[1:]])
    text = page.files(command, options.rounds, WARMING, options.dir, tables)
    print(text)
    if not (options.only or options.peers or options.smoke):
        page.write(options.page, 'files', text)


if __name__ == '__main__':
    try:
        main()
    except Failed as e:
        sys.exit(f'files.py: {e}')
