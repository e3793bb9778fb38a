package dev.landline.cli.lab.view;

import java.util.List;

/** The colour of each message; its header has a lighter one. */
enum Palette {
    SKY(117, 153, "#7cc4f5", "#c9e5fb"),
    ORANGE(215, 223, "#f9b265", "#fddcb5"),
    GREEN(114, 157, "#86cf86", "#cdebcd"),
    VIOLET(183, 189, "#c9a4ec", "#e6d6f7"),
    YELLOW(221, 230, "#ead04f", "#f6ebb2");

    private final int terminal;
    private final int terminalOfHeader;
    private final String web;
    private final String webOfHeader;

    Palette(int terminal, int terminalOfHeader, String web, String webOfHeader) {
        this.terminal = terminal;
        this.terminalOfHeader = terminalOfHeader;
        this.web = web;
        this.webOfHeader = webOfHeader;
    }

    private static Palette of(char letter) {
        List<Palette> all = List.of(values());
        return all.get((Character.toUpperCase(letter) - 'A') % all.size());
    }

    /** One of the 256 colours of a terminal, to have black text on. */
    static int terminal(char letter) {
        return Character.isLowerCase(letter) ? of(letter).terminalOfHeader : of(letter).terminal;
    }

    /** The same for a picture. */
    static String web(char letter) {
        return Character.isLowerCase(letter) ? of(letter).webOfHeader : of(letter).web;
    }
}
