"""Files to copy, and whether a copy is one."""
import contextlib, os, pathlib, shutil, stat, subprocess

from programs import Failed

# When the files were last changed: long ago, so that a copy which keeps the time can be told from
# one that does not.
LONG_AGO = 1_600_000_000
SECOND = 1_000_000_000
BLOCK = 1 << 20


def make_file(path, size):
    """A file of random bytes, which no compression makes smaller."""
    with open(path, 'wb') as file:
        for at in range(0, size, BLOCK):
            file.write(os.urandom(min(BLOCK, size - at)))
    _age(path, 0)


def make_tree(top, directories, files, size):
    """A tree of directories with as many small files in each."""
    top.mkdir()
    for directory in range(directories):
        inside = top / f'{directory:03}'
        inside.mkdir()
        for file in range(files):
            path = inside / f'{file:04}.bin'
            path.write_bytes(os.urandom(size))
            _age(path, directory * files + file)
        _age(inside, directory)
    _age(top, 0)


def _age(path, number):
    # Odd nanoseconds, as files have them.
    os.utime(path, ns=2 * ((LONG_AGO + number) * SECOND + 123_456_789,))


def change(path, at, length):
    """Writes other bytes over some of a file, and has it be an hour younger than before."""
    before = path.stat().st_mtime_ns
    with open(path, 'r+b') as file:
        file.seek(at)
        file.write(os.urandom(length))
    os.utime(path, ns=2 * (before + 3600 * SECOND,))


def restore(path, good):
    """Puts the content and the times of one file into another that is there, whatever the other's owner."""
    with open(good, 'rb') as source, open(path, 'r+b') as target:
        shutil.copyfileobj(source, target, BLOCK)
        target.truncate()
    _times(path, good)


def _times(path, good):
    facts = good.stat()
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))


def same_times(copy, good):
    """Has directories that were written to look untouched."""
    for below, directories, _ in os.walk(good):
        for name in ['.', *directories]:
            path = pathlib.Path(below, name)
            _times(copy / path.relative_to(good), path)


def remove(path):
    """Removes a file or a tree, if it is there."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        with contextlib.suppress(FileNotFoundError):
            path.unlink()


def check(copy, good, preserved):
    """Raises Failed where a copy is not what was copied, byte for byte."""
    tool = ['diff', '-rq', '--no-dereference'] if good.is_dir() else ['cmp']
    done = subprocess.run([*tool, str(good), str(copy)], capture_output=True, text=True, errors='replace')
    if done.returncode:
        raise Failed(f'{copy} is not the same as {good}: {(done.stdout + done.stderr).strip()[:2000]}')
    if preserved:
        _check_facts(copy, good)
        for below, directories, files in os.walk(good):
            for name in directories + files:
                path = pathlib.Path(below, name)
                _check_facts(copy / path.relative_to(good), path)


def _check_facts(copy, good):
    # Seconds: tar's ordinary format has no more.
    wanted, got = ((int(facts.st_mtime), stat.filemode(facts.st_mode))
                   for facts in (good.lstat(), copy.lstat()))
    if wanted != got:
        raise Failed(f'{copy}: expected time and permissions {wanted}, got {got}')
