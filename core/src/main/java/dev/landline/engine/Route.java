package dev.landline.engine;

/**
 * Where the frames of a channel's streams go. A stream may move from one channel to another; a
 * frame that arrives by a route that the stream has left is not for it any more.
 *
 * @param ch the channel's number
 * @param outbox the output of its connection, which no other connection has
 */
record Route(int ch, Outbox outbox) {}
