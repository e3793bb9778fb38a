/**
 * Taking connections in, as far as the gate: addresses, accept loops, limits before authorisation.
 */
@NullMarked
package dev.landline.server.listen;

import org.jspecify.annotations.NullMarked;
