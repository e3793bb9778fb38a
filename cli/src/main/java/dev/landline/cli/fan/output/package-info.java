/** How what many hosts write is shown: as it comes, folded, for programs, in files. */
@NullMarked
package dev.landline.cli.fan.output;

import org.jspecify.annotations.NullMarked;
