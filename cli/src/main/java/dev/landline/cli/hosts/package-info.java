/** The command that shows which hosts there are, and what an expression over them means. */
@NullMarked
package dev.landline.cli.hosts;

import org.jspecify.annotations.NullMarked;
