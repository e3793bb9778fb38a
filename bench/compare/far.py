"""The other side of a comparison: an account of its own on this machine, an sshd and a Landline server
for it on loopback ports, and what a client needs to get in. All of it is thrown away at the end."""
import contextlib, os, pathlib, pwd, shutil, signal, socket, subprocess, tempfile, time

from ciphers import all_ciphers
from leftovers import HOMES, MINE, end_processes
from programs import LANDLINE, Failed, output, program

STARTING = 30  # seconds that a server may take until it listens
MOST_ADDRESSES = 16  # that one sshd listens on


class Far:
    """The other side while it is up: `with Far() as far`. With several addresses it looks like as many machines."""

    def __init__(self, addresses=('127.0.0.1',)):
        self.addresses = addresses

    def __enter__(self):
        with contextlib.ExitStack() as ends:
            # Not in /tmp: both servers want a home that nobody else could have written to.
            self.place = pathlib.Path(tempfile.mkdtemp(prefix=f'{MINE}-', dir=HOMES))
            ends.callback(shutil.rmtree, self.place, ignore_errors=True)
            self.place.chmod(0o755)
            self.name = MINE
            self._account(ends)
            self._keys()
            self.known = known = self.place / 'known_hosts'
            self.ssh_port = self._sshd(ends)
            self.ssh_options = [
                '-F', 'none', '-i', str(self.key), '-o', f'UserKnownHostsFile={known}']
            for option in ('IdentitiesOnly=yes', 'IdentityAgent=none', 'BatchMode=yes', 'ControlPath=none',
                           'StrictHostKeyChecking=yes', 'GlobalKnownHostsFile=none', 'LogLevel=ERROR'):
                self.ssh_options += ['-o', option]
            self.ssh = [program('ssh'), *self.ssh_options, '-p', str(self.ssh_port),
                        f'{self.name}@{self.addresses[0]}']
            self.env = self._environment()
            self.landline_port = self._landline(ends)[0]
            self.target = f'{self.name}@{self.addresses[0]}:{self.landline_port}'
            self.landline_options = ['-i', str(self.key), '--known-hosts', str(known), '--never-ask']
            self.trust(self.ssh_port)
            self.trust(self.landline_port)
            for first in (self.ssh + ['true'], self.landline('exec', self.target, '--', 'true')):
                output(*first, env=self.env)
            self._ends = ends.pop_all()
        return self

    def __exit__(self, *_):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        self._ends.close()

    def trust(self, port):
        """Lets clients know the host at one more port."""
        host_key = ' '.join((self.place / 'host.pub').read_text().split()[:2])
        with self.known.open('a') as lines:
            lines.writelines(f'[{address}]:{port} {host_key}\n' for address in self.addresses)

    def landline(self, verb, *words):
        """A command line of Landline."""
        return [LANDLINE, verb, *self.landline_options, *words]

    def as_account(self, *command):
        """A command line that this machine runs as the account."""
        return [program('setpriv'), f'--reuid={self.name}', f'--regid={self.name}', '--clear-groups',
                *command]

    def owns(self, directory):
        """Makes a directory that the account may write to."""
        directory.mkdir()
        os.chown(directory, self.uid, self.gid)
        return directory

    def _account(self, ends):
        """An account with an empty home, so that no start-up file of a shell costs time."""
        self.home = self.place / 'home'
        # '*' is no password, and yet not a locked account, which sshd would refuse.
        output(program('useradd'), '--system', '--no-create-home', '--home-dir', str(self.home),
               '--shell', '/bin/sh', '--password', '*', self.name)
        ends.callback(output, program('userdel'), self.name)
        entry = pwd.getpwnam(self.name)
        self.uid, self.gid = entry.pw_uid, entry.pw_gid
        ends.callback(end_processes, self.uid)
        self.owns(self.home)

    def _keys(self):
        self.key = self.place / 'key'
        for name in ('key', 'host'):
            output(program('ssh-keygen'), '-q', '-t', 'ed25519', '-N', '', '-C', 'bench', '-f',
                   str(self.place / name))
        ssh = self.owns(self.home / '.ssh')
        shutil.copyfile(self.place / 'key.pub', ssh / 'authorized_keys')

    def _environment(self):
        """Nothing of whoever starts this but where Java is."""
        kept = ('LANDLINE_JAVA_HOME', 'LANDLINE_JAVA_OPTS', 'JAVA_HOME', 'PATH')
        return {'HOME': str(self.place), 'LC_ALL': 'C.UTF-8',
                **{name: os.environ[name] for name in kept if name in os.environ}}

    def _serve(self, ends, name, command, **options):
        """Starts a server, which ends with this block, and with this process even if that is killed."""
        log = self.place / f'{name}.log'
        with open(log, 'wb') as to:
            server = subprocess.Popen(
                [program('setpriv'), '--pdeathsig', 'TERM', *command], stdin=subprocess.DEVNULL,
                stdout=to, stderr=to, start_new_session=True, **options)
        ends.callback(_end, server)
        return server, log

    def _sshd(self, ends):
        ends.enter_context(separated())
        port = _free_port(self.addresses[0])
        sftp = next((path for path in ('/usr/lib/openssh/sftp-server', '/usr/libexec/openssh/sftp-server',
                                       '/usr/lib/ssh/sftp-server') if os.path.exists(path)), 'internal-sftp')
        for first in range(0, len(self.addresses), MOST_ADDRESSES):
            some = self.addresses[first:first + MOST_ADDRESSES]
            config = self.place / f'sshd_config_{first}'
            config.write_text('\n'.join([
                *(f'ListenAddress {address}' for address in some), f'Port {port}',
                f'HostKey {self.place}/host', f'PidFile {self.place}/sshd_{first}.pid',
                f'AllowUsers {self.name}', 'MaxStartups 1000', 'PerSourceMaxStartups none',
                'AuthenticationMethods publickey', 'UsePAM no', 'UseDNS no', 'PrintMotd no',
                # All that the client has: which it uses by itself is the client's choice.
                'Ciphers ' + ','.join(all_ciphers()), f'Subsystem sftp {sftp}', '']))
            server, log = self._serve(ends, f'sshd_{first}',
                                      [program('sshd'), '-D', '-e', '-f', str(config)])
            for address in some:
                _await(server, log, lambda: _answers(address, port))
            self.sshd_pid = server.pid  # of the last of them
        return port

    @contextlib.contextmanager
    def another(self, options, sessions=''):
        """One more Landline server while this lasts, with options for its JVM and settings of its sessions; its port, and
        its process."""
        with contextlib.ExitStack() as ends:
            yield self._landline(ends, 'another', options, sessions)

    def _landline(self, ends, name='landline', options='', sessions=''):
        config = self.place / f'{name}.toml'
        port = _free_port(self.addresses[0])
        listen = ', '.join(f'"tls://{address}:{port}"' for address in self.addresses)
        # All connections come from one address here, unlike those to as many machines.
        config.write_text(f'''
listen = [{listen}]
host_key = "{self.place}/host"
authorized_keys = []
max_connections = 20000
[accounts]
serve = ["{self.name}"]
[startups]
begin = 1000
full = 1000
per_address = 1000
[sessions]
spool_directory = "{self.place}/spool-{name}"
{sessions}
''')
        env = {**self.env, 'LANDLINE_JAVA_OPTS': f'{self.env.get("LANDLINE_JAVA_OPTS", "")} {options}'.strip()}
        server, log = self._serve(ends, name, [LANDLINE, 'serve', '--config', str(config)], env=env)
        _await(server, log, lambda: log.read_text().count('listening on') == len(self.addresses))
        return port, server.pid


@contextlib.contextmanager
def separated():
    """The empty directory that sshd separates its privileges in. Whoever makes several other sides holds it for all of
    them, or the first to end takes it from the others."""
    run = pathlib.Path('/run/sshd')
    made = not run.exists()
    run.mkdir(mode=0o755, exist_ok=True)
    try:
        yield
    finally:
        if made:
            with contextlib.suppress(OSError):
                run.rmdir()


def _free_port(address):
    with socket.create_server((address, 0)) as probe:
        return probe.getsockname()[1]


def _answers(address, port):
    with contextlib.suppress(OSError), socket.create_connection((address, port), 1) as line:
        return line.recv(4) == b'SSH-'
    return False


def _await(server, log, ready):
    until = time.monotonic() + STARTING
    while time.monotonic() < until:
        if found := ready():
            return found
        if server.poll() is not None:
            break
        time.sleep(0.05)
    raise Failed(f'{server.args}: does not listen; it said: {log.read_text().strip() or "nothing"}')


def _end(server):
    server.terminate()
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
