/**
 * The C library of 64-bit Linux, for the packages of Landline alone: functions, error numbers,
 * descriptors. What is built on it says in the words of its own trade what failed.
 */
@NullMarked
package dev.landline.libc;

import org.jspecify.annotations.NullMarked;
