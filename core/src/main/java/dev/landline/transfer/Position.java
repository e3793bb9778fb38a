package dev.landline.transfer;

import dev.landline.file.FileName;

/**
 * How far a walk has got: everything up to and including this was dealt with.
 *
 * @param source which of the things asked for, from 0 on
 * @param name the path that was sent
 */
public record Position(int source, FileName name) {}
