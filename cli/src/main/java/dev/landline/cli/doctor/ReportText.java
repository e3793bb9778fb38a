package dev.landline.cli.doctor;

import dev.landline.client.diagnosis.Report;
import java.util.List;
import java.util.stream.Stream;

/** What stands behind the steps. */
final class ReportText {

    /** A line for each finding, with an empty one before them. */
    List<String> ending(Report report) {
        List<String> findings =
                report.findings().stream()
                        .map(finding -> finding.kind().word() + ": " + finding.text())
                        .toList();
        return findings.isEmpty() ? List.of() : concat("", findings);
    }

    private static List<String> concat(String first, List<String> rest) {
        return Stream.concat(Stream.of(first), rest.stream()).toList();
    }
}
