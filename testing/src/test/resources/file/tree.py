"""Makes a tree with everything that a file system takes, or says what is in one: make DIR N | show DIR.

Names are bytes here, so this does what Java's own classes cannot.
"""
import hashlib
import os
import random
import stat
import sys


def make(top, entries):
    rnd = random.Random(7)
    os.makedirs(top)
    os.chdir(top)
    big = rnd.randbytes(300_000)
    with open(b"empty", "wb"):
        pass
    write(b"one", b"x")
    write(b"four-kib", big[:4096])
    write(b"large", big)
    write(b"n" * 255, b"long name")
    write(b"new\nline", b"1")
    write(b"tab\tand \x1b[31mcolour", b"2")
    write(b"invalid \xff\xfe utf-8", b"3")
    write("ümläut 漢字".encode(), b"4")
    write(b" leading and trailing ", b"5")
    write(b"-rf", b"6")
    write(b"*?[a-z]", b"7")
    write(b"back\\slash", b"8")
    with open(b"sparse", "wb") as f:
        f.seek(5 << 30)
        f.write(b"end")
        f.seek(1 << 20)
        f.write(b"middle")
    with open(b"hole-at-end", "wb") as f:
        f.write(b"start")
        f.truncate(1 << 20)
    os.symlink(b"one", b"link")
    os.symlink(b"no such \xff thing", b"dangling")
    os.mkdir(b"\xff\xfe directory")
    write(b"\xff\xfe directory/\x80", b"9")
    os.symlink(b"../large", b"\xff\xfe directory/up")
    write(b"\xff\xfe directory/\x81 large", big[:200_000])
    deep = b"deep"
    for _ in range(60):
        os.mkdir(deep)
        deep += b"/d"
    write(deep + b"ir", b"deep down")
    os.mkdir(b"empty-directory")
    os.mkdir(b"read-only")
    write(b"read-only/file", b"10")
    os.mkdir(b"many")
    left = entries - sum(len(d) + len(f) for _, d, f in os.walk(b"."))
    for i in range(left):
        if i % 500 == 0:
            directory = b"many/%d" % (i // 500)
            os.mkdir(directory)
            continue
        write(b"%s/%d" % (directory, i), big[i : i + rnd.choice((0, 1, 100, 4096))])
    modes = (0o600, 0o644, 0o755, 0o444, 0o640, 0o4755)
    for directory, names, files in os.walk(b".", topdown=False):
        for name in files + names:
            path = os.path.join(directory, name)
            if not os.path.islink(path) and name in files:
                os.chmod(path, rnd.choice(modes))
            when = rnd.randrange(-86_400, 2_000_000_000) * 10**9 + rnd.randrange(10**9)
            os.utime(path, ns=(when, when), follow_symlinks=False)
    os.chmod(b"read-only", 0o555)
    os.utime(b".", ns=(10**18, 10**18))


def write(name, content):
    with open(name, "wb") as f:
        f.write(content)


def show(top):
    os.chdir(top)
    for directory, names, files in os.walk(b"."):
        names.sort()
        entries = [(b".", os.lstat(b"."))] if directory == b"." else []
        entries += [(os.path.join(directory, n), os.lstat(os.path.join(directory, n))) for n in sorted(files + names)]
        for path, s in entries:
            what = ""
            if stat.S_ISLNK(s.st_mode):
                what = repr(os.readlink(path))
            elif stat.S_ISREG(s.st_mode):
                digest = hashlib.sha256()
                with open(path, "rb") as f:
                    digest = hashlib.file_digest(f, "sha256") if s.st_size < 1 << 30 else sparse(f)
                what = f"{s.st_size} {digest.hexdigest()} {'sparse' if s.st_blocks * 512 < s.st_size // 2 else ''}"
            print(repr(path), oct(s.st_mode), s.st_mtime_ns, what)


def sparse(f):
    """Only the data of a file that has gigabytes of zeros."""
    digest = hashlib.sha256()
    at = 0
    size = os.fstat(f.fileno()).st_size
    while at < size:
        at = os.lseek(f.fileno(), at, os.SEEK_DATA)
        end = os.lseek(f.fileno(), at, os.SEEK_HOLE)
        digest.update(b"%d %d " % (at, end) + os.pread(f.fileno(), end - at, at))
        at = end
        if end == size:
            break
    return digest


if sys.argv[1] == "make":
    make(os.fsencode(sys.argv[2]), int(sys.argv[3]))
else:
    show(os.fsencode(sys.argv[2]))
