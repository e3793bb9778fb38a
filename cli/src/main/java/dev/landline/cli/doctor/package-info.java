/** {@code landline doctor}: what is slow or wrong between here and there. */
@NullMarked
package dev.landline.cli.doctor;

import org.jspecify.annotations.NullMarked;
