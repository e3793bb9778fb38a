/**
 * What the {@code exec} service is asked for: the vocabulary that client and server share.
 *
 * <p>Source: {@code spec/PROTOCOL.md}, section 6.1.
 */
@NullMarked
package dev.landline.exec;

import org.jspecify.annotations.NullMarked;
