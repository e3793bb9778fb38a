/** {@code landline settings}: the settings of a server that runs. */
@NullMarked
package dev.landline.cli.settings;

import org.jspecify.annotations.NullMarked;
