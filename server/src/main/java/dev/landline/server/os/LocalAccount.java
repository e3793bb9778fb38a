package dev.landline.server.os;

/**
 * An account of this machine.
 *
 * @param uid its number, 0 to 2^32 − 1
 * @param gid its primary group's number
 * @param name its name
 * @param home its home directory
 * @param shell its login shell
 */
public record LocalAccount(long uid, long gid, String name, String home, String shell) {}
