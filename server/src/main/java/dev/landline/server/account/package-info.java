/**
 * The accounts of this machine: whose files of keys let somebody in, and whom commands run as. A
 * server of root has many, any other server has its own.
 */
@NullMarked
package dev.landline.server.account;

import org.jspecify.annotations.NullMarked;
