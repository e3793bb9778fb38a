/**
 * Test kit for programs that use Landline: a server with throw-away keys, a peer that follows a
 * script, a link that misbehaves, and a check that nothing was left behind. Needs no test
 * framework.
 */
module dev.landline.testing {
    requires transitive dev.landline.client;
    requires transitive dev.landline.server;
    requires java.management;
    requires jdk.management;

    exports dev.landline.testing;
}
