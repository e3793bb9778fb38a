package dev.landline.cli.lab.experiment;

/**
 * What the record says in the end.
 *
 * @param asExpected whether it happened what the experiment is there to show
 * @param text the same for people, true in either case
 */
public record Verdict(boolean asExpected, String text) {}
