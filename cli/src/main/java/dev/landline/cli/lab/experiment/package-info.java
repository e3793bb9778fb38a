/** The experiments, and what each found out. */
@NullMarked
package dev.landline.cli.lab.experiment;

import org.jspecify.annotations.NullMarked;
