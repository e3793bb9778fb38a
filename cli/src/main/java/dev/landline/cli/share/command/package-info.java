/** The commands {@code landline sharing …}, and the process that keeps a connection. */
@NullMarked
package dev.landline.cli.share.command;

import org.jspecify.annotations.NullMarked;
