/** What every subcommand has to do with: streams, messages, the terminal, signals. */
@NullMarked
package dev.landline.cli.console;

import org.jspecify.annotations.NullMarked;
