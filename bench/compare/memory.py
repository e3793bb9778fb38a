"""What processes hold in memory, and how much they may have open."""
import os, pathlib, re, resource

from programs import Failed, output


def pss(pid):
    """Bytes of a process, of what it shares its part; none of one that has ended."""
    try:
        found = re.search(r'^Pss:\s+(\d+) kB', pathlib.Path(f'/proc/{pid}/smaps_rollup').read_text(), re.M)
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return int(found.group(1)) << 10


def below(pid):
    """The processes that a process has started, and those that they have."""
    children = {}
    for stat in pathlib.Path('/proc').glob('[0-9]*/stat'):
        try:
            parent = int(stat.read_text().rsplit(')', 1)[1].split()[1])
        except OSError:  # it has ended meanwhile
            continue
        children.setdefault(parent, []).append(int(stat.parent.name))
    found, ask = [], [pid]
    while ask:
        some = children.get(ask.pop(), [])
        found += some
        ask += some
    return found


def cpu(pid):
    """Seconds of a processor that a process has used, and those of its processes that have ended."""
    fields = pathlib.Path(f'/proc/{pid}/stat').read_text().rsplit(')', 1)[1].split()
    return sum(map(int, fields[11:15])) / os.sysconf('SC_CLK_TCK')


def collected(pid, java):
    """Has a JVM collect its garbage, and tells how many bytes of its heap are used then."""
    jcmd = java.rsplit('/', 1)[0] + '/jcmd' if '/' in java else 'jcmd'
    output(jcmd, str(pid), 'GC.run')
    said = output(jcmd, str(pid), 'GC.heap_info')
    used = re.findall(r'^\s*(?:def new generation|tenured generation|garbage-first heap|DefNew|Tenured)\b.*?used (\d+)K', said, re.M)
    if not used:
        raise Failed(f'jcmd {pid} GC.heap_info: expected "used NK", got: {said}')
    return sum(map(int, used)) << 10


def open_files(count):
    """Lets this process, and what it starts, have as many files open."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft >= count:
        return
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (count, max(hard, count)))
    except (ValueError, OSError) as e:
        raise Failed(f'expected {count:,} files to be allowed, got {soft:,}: ulimit -n {count} ({e})') from None
