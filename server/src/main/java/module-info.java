/** The embeddable server: listeners, authorisation, running commands. */
module dev.landline.server {
    requires transitive dev.landline.core;
    requires java.management;
    requires jdk.httpserver;
    requires jdk.jfr;
    requires jdk.net;
    requires org.tomlj;
    requires tools.jackson.databind;

    uses dev.landline.server.handler.Handler;

    exports dev.landline.server;
    exports dev.landline.server.auth;
    exports dev.landline.server.classic;
    exports dev.landline.server.config;
    exports dev.landline.server.event;
    exports dev.landline.server.handler;
    exports dev.landline.server.setting;
}
