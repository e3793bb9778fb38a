"""What ssh encrypts with, and which of it is fast here."""
import math, shlex

from programs import output, program
from rounds import run, say

FAST = 'aes128-gcm@openssh.com'
CLEARLY = 0.95  # a cipher that takes this part of the time of FAST is worth a row of its own


def all_ciphers():
    """What this ssh can encrypt with."""
    return output(program('ssh'), '-Q', 'cipher').split()


def fastest(far, probe, tries):
    """The cipher that ssh is fastest with here, unless that is FAST, or hardly better.

    Returns a list of one or none; probe is the number of bytes to try each with, tries how often.
    """
    took = {}
    for cipher in all_ciphers():
        line = f"head -c {probe} /dev/zero | {shlex.join([*far.ssh, '-c', cipher])} 'cat >/dev/null'"
        took[cipher] = min(run(['bash', '-o', 'pipefail', '-c', line], far.env) for _ in range(tries))
        say(f'cipher        {cipher:34} {took[cipher]:8.3f} s')
    best = min(took, key=took.get)
    return [best] if took[best] < CLEARLY * took.get(FAST, math.inf) else []
