/** The person's own terminal while a remote one is shown on it. */
@NullMarked
package dev.landline.cli.terminal;

import org.jspecify.annotations.NullMarked;
