/**
 * What is particular to the operating system, behind one small interface per concern: starting
 * commands, on pipes or terminals, and ending their process groups ({@link
 * dev.landline.server.os.ProcessLauncher}), finding what has left these ({@link
 * dev.landline.server.os.ProcessMarks}), and accounts ({@link dev.landline.server.os.Accounts}).
 * The classes whose names begin with {@code Linux} and those they use implement these for Linux;
 * another system is another such class.
 *
 * <p>Why not {@link java.lang.ProcessBuilder}: it reports {@code exit 137} and an end by signal 9
 * as the same number, its children share the server's session and process group, it cannot say
 * whether a program was missing or forbidden, and its pipes block the carrier threads of virtual
 * threads. Here {@code posix_spawn} starts each child in a session of its own, and whoever reads or
 * writes a pipe or a terminal parks until one shared thread, {@code landline-poll}, has seen it
 * ready.
 */
@NullMarked
package dev.landline.server.os;

import org.jspecify.annotations.NullMarked;
