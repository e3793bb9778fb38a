package dev.landline.client.hosts;

import java.util.List;

/**
 * A group as it was written.
 *
 * @param members expressions
 * @param program a program that prints members, and its arguments; empty for none
 * @param variables what holds for its hosts
 * @param where where it stands, for messages
 */
record Group(List<String> members, List<String> program, Variables variables, String where) {}
