/** The {@code landline} command. */
module dev.landline.cli {
    requires dev.landline.client;
    requires dev.landline.server;
    requires info.picocli;
    requires io.github.javadiffutils;
    requires jdk.unsupported;
    requires org.jline.reader;
    requires org.jline.terminal;

    opens dev.landline.cli to
            info.picocli;
    opens dev.landline.cli.call to
            info.picocli;
    opens dev.landline.cli.classic to
            info.picocli;
    opens dev.landline.cli.connect to
            info.picocli;
    opens dev.landline.cli.console to
            info.picocli;
    opens dev.landline.cli.doctor to
            info.picocli;
    opens dev.landline.cli.exec to
            info.picocli;
    opens dev.landline.cli.fan to
            info.picocli;
    opens dev.landline.cli.files to
            info.picocli;
    opens dev.landline.cli.hosts to
            info.picocli;
    opens dev.landline.cli.info to
            info.picocli;
    opens dev.landline.cli.jobs to
            info.picocli;
    opens dev.landline.cli.keys to
            info.picocli;
    opens dev.landline.cli.lab to
            info.picocli;
    opens dev.landline.cli.serve to
            info.picocli;
    opens dev.landline.cli.settings to
            info.picocli;
    opens dev.landline.cli.share.command to
            info.picocli;
}
