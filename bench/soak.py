#!/usr/bin/env python3
"""Has one Landline server do a bit of everything for a long time, over a line that is cut now and then, and looks at the end
whether it is as it was: its threads, descriptors, heap and processes, and what its account still runs. Needs root.

Commands, terminals and copies are whole processes of `landline`; what they bring is checked. Whatever a cut has ended must
have said so. The first minute warms the server up.
"""
import argparse, collections, os, pathlib, random, re, signal, socket, subprocess, sys, tempfile, threading, time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'compare'))

import memory
from far import Far
from jvm import java
from leftovers import HOMES, sweep
from programs import LANDLINE, Failed, install, output
from rounds import say

FAILED = 255  # landline's own status: here, that the line was cut
CUT = re.compile(rb'connection|cannot connect|TLS|handshake')  # what it says then
SLOWEST = 120  # seconds that one process may take
SETTLING = 90  # seconds until everything must be over
SESSIONS = 'keep = "10s"\nkeep_most = "10s"\nresults = "5s"'
HEAP_SHARE, HEAP_ROOM = 1.25, 8 << 20  # what it may have grown by: caches fill


class Line:
    """A proxy on loopback whose connections can be cut: `with Line(port) as line`."""

    def __init__(self, port):
        self.port = port
        self.open = set()
        self.lock = threading.Lock()

    def __enter__(self):
        self.listener = socket.create_server(('127.0.0.1', 0), backlog=128)
        self.at = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.cut(1)

    def _accept(self):
        while True:
            try:
                near = self.listener.accept()[0]
            except OSError:  # closed
                return
            try:
                far = socket.create_connection(('127.0.0.1', self.port), 10)
            except OSError:
                near.close()
                continue
            far.settimeout(None)
            for one in (near, far):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            pair = (near, far)
            with self.lock:
                self.open.add(pair)
            ends = threading.Barrier(2)
            for source, to in (pair, pair[::-1]):
                threading.Thread(target=self._carry, args=(source, to, pair, ends), daemon=True).start()

    def _carry(self, source, to, pair, ends):
        try:
            while data := source.recv(1 << 16):
                to.sendall(data)
            to.shutdown(socket.SHUT_WR)
        except OSError:
            self._end(pair)
        if ends.wait() == 0:
            with self.lock:
                self.open.discard(pair)
            for one in pair:
                one.close()

    @staticmethod
    def _end(pair):
        for one in pair:
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def cut(self, share, chance=random.Random(0)):
        """Cuts a share of what is open."""
        with self.lock:
            some = [pair for pair in self.open if share >= 1 or chance.random() < share]
        for pair in some:
            self._end(pair)


class Work:
    """What is done again and again, by several at once."""

    def __init__(self, far, line, place, seed):
        self.far, self.place, self.seed = far, place, seed
        self.target = f'{far.name}@127.0.0.1:{line.at}'
        self.done = collections.Counter()
        self.wrong = []
        self.stop = threading.Event()

    def kinds(self):
        return [self.command, self.kept, self.output, self.terminal, self.put, self.get, self.vanish]

    def worker(self, number):
        chance = random.Random(self.seed * 1000 + number)
        here = self.place / f'here-{number}'
        here.mkdir()
        there = self.far.owns(self.place / f'there-{number}')
        while not self.stop.is_set() and not self.wrong:
            kind = chance.choice(self.kinds())
            try:
                self.done[kind.__name__ + ('' if kind(chance, here, there) else ', cut')] += 1
            except Exception as e:  # whatever it is, it ends the soak
                self.wrong.append(f'{kind.__name__}: {e}')

    def run(self, verb, *words, stdin=b''):
        """Runs it; whether it succeeded, and what it printed. Fails unless it ends well or by the line."""
        done = subprocess.run(self.far.landline(verb, *words), env=self.far.env, input=stdin, timeout=SLOWEST, capture_output=True)
        if done.returncode not in (0, FAILED) or (done.returncode and not CUT.search(done.stderr)):
            raise Failed(f'{verb} {words}: status {done.returncode}: {done.stderr[-500:]!r}')
        return done.returncode == 0, done.stdout

    def expect(self, answered, expected):
        ok, got = answered
        if ok and got != expected:
            raise Failed(f'expected {expected[:60]!r} ({len(expected)} bytes), got {got[:60]!r} ({len(got)} bytes)')
        return ok

    def command(self, chance, here, there):
        word = str(chance.random())
        return self.expect(self.run('exec', '--on-disconnect', 'kill', self.target, '--', 'cat', stdin=word.encode()), word.encode())

    def kept(self, chance, here, there):
        lines = chance.randrange(1, 40)
        script = f'i=0; while [ $i -lt {lines} ]; do echo $i; i=$((i+1)); sleep 0.05; done'
        return self.expect(self.run('exec', '-n', self.target, '-c', script), b''.join(b'%d\n' % i for i in range(lines)))

    def output(self, chance, here, there):
        size = chance.randrange(1, 32 << 20)
        return self.expect(self.run('exec', '-n', self.target, '--', 'head', '-c', str(size), '/dev/zero'), bytes(size))

    def terminal(self, chance, here, there):
        word = str(chance.random())
        return self.expect(self.run('exec', '-t', '-n', self.target, '--', 'echo', word), f'{word}\r\n'.encode())

    def put(self, chance, here, there):
        source, copy = here / 'source', there / 'put'
        source.write_bytes(chance.randbytes(chance.randrange(0, 8 << 20)))
        return self.copied(source, copy, str(source), f'{self.target}:{copy}')

    def get(self, chance, here, there):
        source, copy = there / 'source', here / 'got'
        source.write_bytes(chance.randbytes(chance.randrange(0, 8 << 20)))
        source.chmod(0o644)
        return self.copied(source, copy, f'{self.target}:{source}', str(copy))

    def copied(self, source, copy, *places):
        copy.unlink(missing_ok=True)
        ok = self.run('cp', *places)[0]
        if ok and copy.read_bytes() != source.read_bytes():
            raise Failed(f'{copy} is not {source}')
        return ok

    def vanish(self, chance, here, there):
        """A client that is killed in the middle of it."""
        process = subprocess.Popen(self.far.landline('exec', '-n', '--on-disconnect', 'kill', self.target, '--', 'sleep', '600'),
                                   env=self.far.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(chance.uniform(0.2, 2))
        except subprocess.TimeoutExpired:
            process.kill()
        process.wait()
        return True


def state(pid, far):
    """What a server has: numbers by their names."""
    found = collections.Counter()
    heap = memory.collected(pid, java())
    with tempfile.TemporaryDirectory() as directory:
        dump = pathlib.Path(directory) / 'threads'
        output(java().replace('bin/java', 'bin/jcmd'), str(pid), 'Thread.dump_to_file', str(dump))
        for name in re.findall(r'^#\d+ "([^"]*)"', dump.read_text(), re.M):
            name = re.sub(r'\d+', 'N', name)
            if name.startswith('landline'):  # the JVM has its own threads as it needs them
                found[f'threads {name}'] += 1
    for entry in pathlib.Path(f'/proc/{pid}/fd').iterdir():
        try:
            found['descriptors ' + re.sub(r'\d+', 'N', os.readlink(entry))] += 1
        except OSError:  # closed meanwhile
            pass
    found['processes of the server'] = len(memory.below(pid))
    found['processes of the account'] = sum(1 for entry in pathlib.Path('/proc').glob('[0-9]*') if owner(entry) == far.uid)
    return found, heap


def owner(entry):
    try:
        return entry.stat().st_uid
    except OSError:
        return None


def grown(before, after):
    """What there is more of, in words."""
    (counts, heap), (counts_after, heap_after) = before, after
    more = [f'{name}: {counts[name]} before, {number} now' for name, number in sorted(counts_after.items()) if number > counts[name]]
    if heap_after > heap * HEAP_SHARE + HEAP_ROOM:
        more.append(f'heap after a collection: {heap / 1e6:.1f} MB before, {heap_after / 1e6:.1f} MB now')
    return more


def settled(before, pid, far):
    """Waits until nothing is more than it was; what is, when that takes too long."""
    until = time.monotonic() + SETTLING
    while True:
        after = state(pid, far)
        more = grown(before, after) if before else [f'{after[0]["processes of the account"]} processes of the account'] * bool(
            after[0]['processes of the account'])
        if not more or time.monotonic() > until:
            return more, after
        time.sleep(2)


def phase(work, line, seconds, workers, chance):
    """Lets all of them work for so long."""
    work.stop.clear()
    threads = [threading.Thread(target=work.worker, args=(number,)) for number in workers]
    for thread in threads:
        thread.start()
    until = time.monotonic() + seconds
    told = time.monotonic() + 60
    while time.monotonic() < until and not work.wrong:
        work.stop.wait(min(chance.uniform(4, 20), max(0, until - time.monotonic())))
        line.cut(0.5, chance)
        if time.monotonic() > told:
            told += 60
            say(f'{sum(work.done.values())} done, {until - time.monotonic():.0f} s left')
    work.stop.set()
    for thread in threads:
        thread.join()
    if work.wrong:
        raise Failed('; '.join(work.wrong))


def soak(options, far, place):
    chance = random.Random(options.seed)
    with far.another('', SESSIONS) as (port, pid), Line(port) as line:
        far.trust(line.at)
        work = Work(far, line, place, options.seed)
        phase(work, line, options.warm_up, range(options.workers), chance)
        more, before = settled(None, pid, far)
        if more:
            raise Failed(f'after the warm-up, {SETTLING} s later: {more[0]}')
        say(f'warm: {dict(work.done)}')
        phase(work, line, options.minutes * 60, range(options.workers, 2 * options.workers), chance)
        more, after = settled(before, pid, far)
    print(f'Done in {options.minutes:g} minutes: ' + ', '.join(f'{name} {number}' for name, number in sorted(work.done.items())))
    print(f'Heap after a collection: {before[1] / 1e6:.1f} MB after the warm-up, {after[1] / 1e6:.1f} MB at the end')
    if never := [kind.__name__ for kind in work.kinds() if not work.done[kind.__name__]]:
        raise Failed(f'expected each kind to be done whole at least once, never was: {", ".join(never)}; take more minutes')
    if more:
        raise Failed('expected the server to be as it was; it has more of:\n' + '\n'.join(more))
    print('Threads, descriptors, heap and processes are where they were.')


def main():
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, lambda got, frame: sys.exit(128 + got))
    os.umask(0o022)
    said = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    said.add_argument('--minutes', type=float, default=30, help='default: 30')
    said.add_argument('--warm-up', type=float, default=60, help='seconds before them (default: 60)')
    said.add_argument('--workers', type=int, default=4, help='at once (default: 4)')
    said.add_argument('--seed', type=int, default=random.randrange(1 << 30), help='of what is done, and cut, when')
    options = said.parse_args()
    print(f'--seed {options.seed}', flush=True)
    install()
    sweep(HOMES)
    output(LANDLINE, '--version')  # builds it
    with Far() as far:
        place = far.place / 'soak'
        place.mkdir()
        soak(options, far, place)


if __name__ == '__main__':
    try:
        main()
    except Failed as e:
        sys.exit(f'soak.py: {e}')
