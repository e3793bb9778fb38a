package dev.landline.cli.jobs;

import dev.landline.Printable;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A signal as people call it: {@code TERM}, {@code SIGTERM}, {@code term} or {@code 15}. */
final class SignalName implements ITypeConverter<String> {

    /** Those that have a number of their own on Linux, in order from 1. */
    private static final List<String> NAMES =
            List.of(
                    "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1",
                    "SEGV", "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP",
                    "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO",
                    "PWR", "SYS");

    @Override
    public String convert(String value) {
        if (value.matches("[0-9]{1,3}")) {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= NAMES.size()) {
                return NAMES.get(number - 1);
            }
        }
        String name = value.toUpperCase(Locale.ROOT);
        name = name.startsWith("SIG") ? name.substring("SIG".length()) : name;
        if (!NAMES.contains(name)) {
            throw new TypeConversionException(
                    "expected a signal such as TERM, SIGTERM or 15, got '"
                            + Printable.brief(value)
                            + "'");
        }
        return name;
    }
}
