/** Frames, flow control, the connection engine, links and identities of Landline. */
module dev.landline.core {
    requires transitive org.jspecify;
    requires org.apache.sshd.common;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires tools.jackson.core;

    exports dev.landline;
    exports dev.landline.classic;
    exports dev.landline.engine;
    exports dev.landline.exec;
    exports dev.landline.flow;
    exports dev.landline.identity;
    exports dev.landline.json;
    exports dev.landline.link;
    exports dev.landline.wire;
}
