/** The library that programs embed to run commands on other machines. */
module dev.landline.client {
    requires transitive dev.landline.core;
    requires org.tomlj;
    requires tools.jackson.databind;

    exports dev.landline.client;
    exports dev.landline.client.call;
    exports dev.landline.client.classic;
    exports dev.landline.client.diagnosis;
    exports dev.landline.client.fleet;
    exports dev.landline.client.hosts;
}
