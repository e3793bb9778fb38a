/**
 * Links: what carries bytes between two peers. Loopback memory, Unix sockets, TCP, TLS 1.3.
 *
 * <p>A link knows nothing of frames.
 */
@NullMarked
package dev.landline.link;

import org.jspecify.annotations.NullMarked;
