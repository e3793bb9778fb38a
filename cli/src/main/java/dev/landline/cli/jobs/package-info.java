/** The commands about sessions that are there already. */
@NullMarked
package dev.landline.cli.jobs;

import org.jspecify.annotations.NullMarked;
