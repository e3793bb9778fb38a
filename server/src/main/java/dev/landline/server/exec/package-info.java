/**
 * The {@code exec} service: running commands.
 *
 * <p>Source: {@code spec/PROTOCOL.md}, section 6.1.
 */
@NullMarked
package dev.landline.server.exec;

import org.jspecify.annotations.NullMarked;
