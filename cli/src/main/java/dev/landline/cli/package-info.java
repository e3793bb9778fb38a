/** The {@code landline} command: picks the subcommand and turns failures into messages. */
@NullMarked
package dev.landline.cli;

import org.jspecify.annotations.NullMarked;
