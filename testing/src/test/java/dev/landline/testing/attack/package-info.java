/** Bad input, each kind by its name, against a live server that has to serve on. */
@NullMarked
package dev.landline.testing.attack;

import org.jspecify.annotations.NullMarked;
