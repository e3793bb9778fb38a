package dev.landline.cli.settings;

import dev.landline.Printable;
import dev.landline.cli.console.Columns;
import dev.landline.json.JsonValue;
import dev.landline.setting.Setting;
import java.util.ArrayList;
import java.util.List;

/**
 * Settings for people. What the other side has written is made harmless.
 *
 * @param width how many columns there are
 */
record SettingTable(int width) {

    private static final List<String> HEAD =
            List.of("NAME", "VALUE", "FROM", "RANGE", "DESCRIPTION");
    private static final int GAP = 2;
    private static final int LEAST_LAST = 10;
    private static final int WIDEST = 40;

    List<String> lines(List<Setting> settings) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        settings.forEach(setting -> rows.add(row(setting)));
        int[] widths = new int[HEAD.size() - 1];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Columns.of(row.get(i)));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private List<String> row(Setting setting) {
        return List.of(
                Printable.of(setting.name()),
                clipped(withNext(setting)),
                setting.from().word(),
                clipped(Printable.of(setting.range())),
                Printable.of(setting.description()) + (setting.live() ? "" : " (needs a restart)"));
    }

    /** What a program reads is not clipped. */
    private String clipped(String text) {
        return width == Integer.MAX_VALUE ? text : Columns.shortened(text, WIDEST);
    }

    private static String withNext(Setting setting) {
        return shown(setting.value())
                + setting.next().map(next -> " (next start: " + shown(next) + ")").orElse("");
    }

    private static String shown(JsonValue value) {
        return Printable.of(Setting.shown(value), Integer.MAX_VALUE);
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        int column = 0;
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i)).repeat(' ', widths[i] - Columns.of(row.get(i)) + GAP);
            column += widths[i] + GAP;
        }
        int room = Math.max(LEAST_LAST, width - column);
        return line.append(Columns.fitting(row.getLast(), room)).toString();
    }

    /** What a change has come to: name, value, and where that comes from. */
    static String changed(Setting setting) {
        return Printable.of(setting.name())
                + " = "
                + withNext(setting)
                + " ("
                + setting.from().word()
                + ")";
    }

    /** The value alone. */
    static String value(Setting setting) {
        return shown(setting.value());
    }
}
