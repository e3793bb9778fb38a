/** {@code landline classic}: servers and clients of the classic dialects. */
@NullMarked
package dev.landline.cli.classic;

import org.jspecify.annotations.NullMarked;
