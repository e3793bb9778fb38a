/**
 * Sessions: commands that run, the output of theirs that may be needed once more, and who is joined
 * to them. A session outlives the connection that opened it.
 *
 * <p>Source: {@code spec/PROTOCOL.md}, sections 4.1 and 6.
 */
@NullMarked
package dev.landline.server.session;

import org.jspecify.annotations.NullMarked;
