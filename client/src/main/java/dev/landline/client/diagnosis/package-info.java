/**
 * What is slow or wrong between this machine and a server: every step of a connection, each with
 * its time, then the line itself.
 *
 * <pre>{@code
 * Report report = Diagnosis.of(Target.parse("web1")).run(step -> {});
 * report.failures().forEach(failure -> System.out.println(failure.message()));
 * report.findings().forEach(finding -> System.out.println(finding.text()));
 * }</pre>
 */
@NullMarked
package dev.landline.client.diagnosis;

import org.jspecify.annotations.NullMarked;
