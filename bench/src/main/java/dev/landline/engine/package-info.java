/**
 * Measurements of what the engine keeps to itself; on the class path they may share its package.
 */
@NullMarked
package dev.landline.engine;

import org.jspecify.annotations.NullMarked;
