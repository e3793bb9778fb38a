"""The programs that are compared, and running those that only have to be done with."""
import os, pathlib, shutil, subprocess, sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
LANDLINE = str(ROOT / 'landline')

# What has to be there, each with the Debian package that brings it.
PROGRAMS = {
    'ssh': 'openssh-client', 'sshd': 'openssh-server', 'rsync': 'rsync', 'tar': 'tar', 'bash': 'bash',
    'cmp': 'diffutils', 'diff': 'diffutils', 'setpriv': 'util-linux', 'useradd': 'passwd',
}

# What many machines at once are compared with.
FAN_OUT = {'clush': 'clustershell', 'parallel-ssh': 'pssh'}


class Failed(Exception):
    """The comparison cannot go on; the message says why, and what to do."""


def program(name):
    """The path of a program, or None: also of those that only root has on the PATH."""
    return shutil.which(name, path=os.environ.get('PATH', '') + ':/usr/sbin:/sbin:/usr/bin:/bin')


def output(*command, **options):
    """What a command that has to succeed writes to both outputs."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          stdin=subprocess.DEVNULL, text=True, **options)
    if done.returncode:
        raise Failed(f'{" ".join(command)}: exit status {done.returncode}: {done.stdout.strip()}')
    return done.stdout.strip()


def install(more=()):
    """Installs what is missing, where that can be done."""
    if os.geteuid() != 0:
        raise Failed('expected to be run by root, which makes an account for the other side and '
                     'removes it again: sudo ' + sys.argv[0])
    wanted = {**PROGRAMS, **dict(more)}
    missing = sorted({package for name, package in wanted.items() if not program(name)})
    if not missing:
        return
    if not program('apt-get'):
        raise Failed('missing: ' + ', '.join(missing) + ' (the names are those of Debian); install '
                     'them and try again')
    apt = dict(os.environ, DEBIAN_FRONTEND='noninteractive')
    output('apt-get', 'update', '-qq', env=apt)
    output('apt-get', 'install', '-y', '-qq', '--no-install-recommends', *missing, env=apt)
