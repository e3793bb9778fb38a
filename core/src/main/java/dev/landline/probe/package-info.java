/** What a client and a server say to each other to measure how fast bytes go between them. */
@NullMarked
package dev.landline.probe;

import org.jspecify.annotations.NullMarked;
