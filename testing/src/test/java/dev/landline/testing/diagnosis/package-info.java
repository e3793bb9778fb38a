/** What a diagnosis says about servers and lines of every kind. */
@NullMarked
package dev.landline.testing.diagnosis;

import org.jspecify.annotations.NullMarked;
