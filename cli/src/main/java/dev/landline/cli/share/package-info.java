/** Connections that several commands of one user share: where they are, and who keeps them. */
@NullMarked
package dev.landline.cli.share;

import org.jspecify.annotations.NullMarked;
