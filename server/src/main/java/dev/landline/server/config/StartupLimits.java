package dev.landline.server.config;

/**
 * How many connections may be on their way through the handshake at once. From {@code begin} on,
 * new ones are dropped with a probability that grows from {@code rate} per cent to certainty at
 * {@code full}, so that a crowd of silent connections cannot lock everybody else out. The same idea
 * as {@code MaxStartups} of OpenSSH's {@code sshd_config(5)}.
 *
 * @param begin connections from which on some are dropped
 * @param rate per cent dropped at first, 0 to 100
 * @param full connections from which on all are dropped
 * @param perAddress connections from one address from which on all of that address are dropped
 */
public record StartupLimits(int begin, int rate, int full, int perAddress) {

    /** 10:30:100 as in OpenSSH, and 20 from one address. */
    public static final StartupLimits DEFAULTS = new StartupLimits(10, 30, 100, 20);

    /** Checks the numbers. */
    public StartupLimits {
        if (begin < 1 || full < begin || perAddress < 1 || rate < 0 || rate > 100) {
            throw new IllegalArgumentException(
                    "startups: expected 1 <= begin <= full, 0 <= rate <= 100 and per_address >= 1,"
                            + " got begin "
                            + begin
                            + ", rate "
                            + rate
                            + ", full "
                            + full
                            + ", per_address "
                            + perAddress);
        }
    }
}
