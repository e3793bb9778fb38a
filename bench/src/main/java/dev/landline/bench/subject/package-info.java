/** What is measured; each class is a program that one round starts anew. */
@NullMarked
package dev.landline.bench.subject;

import org.jspecify.annotations.NullMarked;
