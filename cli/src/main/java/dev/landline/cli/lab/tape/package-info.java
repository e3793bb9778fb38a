/** Sockets on loopback that keep a record of every write and every read. */
@NullMarked
package dev.landline.cli.lab.tape;

import org.jspecify.annotations.NullMarked;
