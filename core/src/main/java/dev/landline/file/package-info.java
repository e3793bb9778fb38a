/**
 * Files and directories as the kernel has them: names of bytes, handles instead of paths, errors
 * with their reason.
 *
 * <p>Why not {@link java.nio.file}: a path there is a string that is looked up anew with each call,
 * so that whoever can write to a directory can put a link in the place of what was just looked at;
 * names that the locale cannot decode are lost; and full disks, quotas and refusals are told apart
 * by their English text alone. A {@link dev.landline.file.Directory} is a descriptor, and all that
 * is done in it goes through that descriptor.
 *
 * <p>Linux only so far. System calls block the thread that makes them, and a virtual thread's
 * carrier with it: much work on files belongs on platform threads.
 */
@NullMarked
package dev.landline.file;

import org.jspecify.annotations.NullMarked;
