package dev.landline.server.handler;

/**
 * One parameter of a handler, for people.
 *
 * @param name the name of the field in the call's parameters
 * @param type what may stand there, such as {@code string} or {@code array of integer}
 * @param optional whether it may be left out
 */
public record ParameterDescription(String name, String type, boolean optional) {}
