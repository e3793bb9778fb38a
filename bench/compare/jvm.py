"""Programs in Java that are measured or do the measuring: those of the module bench, and what they need."""
import contextlib, json, os, pathlib, re, shutil, subprocess, threading

from programs import LANDLINE, ROOT, Failed, output, program

IMAGE = ROOT / 'cli/target/landline'
SLOWEST = 900  # seconds that a program may take
PEERS = 'dev.landline.bench.'


def java():
    """The Java that the launcher takes."""
    for home in (os.environ.get('LANDLINE_JAVA_HOME'), os.environ.get('JAVA_HOME')):
        if home:
            return os.path.join(home, 'bin/java')
    found = IMAGE / 'java-home'
    return os.path.join(found.read_text().strip(), 'bin/java') if found.exists() else 'java'


def classpath():
    """Compiles what is measured; where it and all that it needs is."""
    if given := os.environ.get('LANDLINE_BENCH_CLASSPATH'):  # by a build that has just compiled it
        return given
    target = ROOT / 'bench/target/classpath'
    output(str(ROOT / 'mvnw'), '-B', '-q', '-Dquick', 'package', 'dependency:build-classpath', '-pl', 'bench', '-am',
           '-Dmdep.outputFile=target/classpath', '-Dmdep.includeScope=runtime', cwd=ROOT)
    return f'{ROOT / "bench/target/unchecked/classes"}:{target.read_text().strip()}'


def versions(path):
    """The libraries that Landline is measured beside, as lines of Markdown."""
    found = re.findall(r'/(sshd-core|sshj)-([0-9.]+)\.jar', path)
    names = {'sshd-core': 'Apache MINA SSHD', 'sshj': 'sshj'}
    return '; '.join(f'{names[name]} {version}' for name, version in sorted(found, key=lambda one: list(names).index(one[0])))


class Java:
    """Where the programs are, and how each is started."""

    def __init__(self, smoke=False):
        # What runs for a moment is done sooner without the second compiler.
        self.options = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'] if smoke else []
        output(LANDLINE, '--version')  # builds it, and finds the Java
        self.path = classpath()

    def command(self, name, *words, options=()):
        """The command line of a program of the module; it also needs the environment."""
        return [java(), '-XX:-UsePerfData', '--enable-native-access=ALL-UNNAMED', *self.options, *options, PEERS + name, *map(str, words)]

    @property
    def env(self):
        """The environment that it needs: messages with such a class path in them could not be read."""
        return {**os.environ, 'CLASSPATH': self.path}

    def readable(self, directory):
        """The class path once more, where everybody can read it."""
        if not directory.exists():
            directory.mkdir()
            for number, entry in enumerate(map(pathlib.Path, self.path.split(':'))):
                to = directory / f'{number}-{entry.name}'
                shutil.copytree(entry, to) if entry.is_dir() else shutil.copyfile(entry, to)
        return ':'.join(str(entry) for entry in sorted(directory.iterdir(), key=lambda one: int(one.name.split('-')[0])))

    def figures(self, name, *words, options=()):
        """What a program measured, which it writes as its only line of JSON."""
        lines = output(*self.command(name, *words, options=options), timeout=SLOWEST, env=self.env).splitlines()
        return json.loads(next(line for line in reversed(lines) if line.startswith('{')))


class Talking:
    """A program that is told on its input what to do, and answers in lines: `with Talking(command) as program`."""

    def __init__(self, command, env=None):
        self.command, self.env = command, env

    def __enter__(self):
        self.process = subprocess.Popen(self.command, env=self.env, text=True, bufsize=1, start_new_session=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.said = []
        self.reader = threading.Thread(target=self._errors, daemon=True)
        self.reader.start()
        return self

    def _errors(self):
        for line in self.process.stderr:
            self.said = (self.said + [line])[-40:]

    def __exit__(self, *_):
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.reader.join(10)
        self.process.stdout.close()

    def answer(self):
        """The next line."""
        watch = threading.Timer(SLOWEST, self.process.kill)
        watch.start()
        try:
            line = self.process.stdout.readline()
        finally:
            watch.cancel()
        if not line:
            self.process.wait()
            self.reader.join(10)
            raise Failed(f'{" ".join(self.command)}: ended with {self.process.returncode}: ' + ''.join(self.said).strip()[-2000:])
        return line.strip()

    def ask(self, line):
        """Tells it something; what it answers."""
        with contextlib.suppress(BrokenPipeError):  # what it said at its end is of more interest
            self.process.stdin.write(f'{line}\n')
        return self.answer()


class Server(Talking):
    """A server of the module, which runs as the account of the other side and ends with this block."""

    def __init__(self, java, far, kind, cores=None, options=()):
        directory = far.place / f'peer-{kind}'
        if not directory.exists():
            directory.mkdir()
            for name in ('host', 'host.pub', 'key', 'key.pub'):
                shutil.copyfile(far.place / name, directory / name)
                (directory / name).chmod(0o600)
            output('chown', '-R', far.name, str(directory))
        pinned = [program('taskset'), '-c', str(cores)] if cores is not None else []
        # The JVM's own process is what is asked for its memory: setpriv and taskset become it.
        super().__init__([*pinned, *far.as_account(*java.command('server.Server', kind, directory, options=options))],
                         env={**far.env, 'HOME': str(far.home), 'CLASSPATH': java.readable(far.place / 'lib')})
        self.far = far

    def __enter__(self):
        super().__enter__()
        try:
            self.port = int(self.answer().split()[-1])
        except BaseException:
            self.__exit__()
            raise
        return self

    @property
    def place(self):
        """The words that tell a client where it is."""
        return place(self.far, self.port)


def place(far, port):
    """The words that tell a client of the module where a server is."""
    return [far.addresses[0], str(port), far.name, str(far.place)]
