package dev.landline.cli.lab.experiment;

/**
 * A number that was counted or measured.
 *
 * @param name in words joined by underscores, with its unit
 * @param value usually an integer
 */
public record Figure(String name, double value) {}
