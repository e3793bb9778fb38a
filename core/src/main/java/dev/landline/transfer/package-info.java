/**
 * How files travel: what a sender and a receiver say to each other, the walk through trees, and the
 * two parties themselves, of which a client and a server each are one. Source: {@code
 * spec/PROTOCOL.md}, section 6.10.
 */
@NullMarked
package dev.landline.transfer;

import org.jspecify.annotations.NullMarked;
