/** {@code landline call}: handlers of a server, called and listed. */
@NullMarked
package dev.landline.cli.call;

import org.jspecify.annotations.NullMarked;
