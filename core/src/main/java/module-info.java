/**
 * Frames, flow control, the connection engine, links, identities and files of Landline, and what
 * moving files takes: hashes, differences, patterns of names, transfers.
 */
@SuppressWarnings("module") // the modules above are compiled later
module dev.landline.core {
    requires transitive org.jspecify;
    requires com.dynatrace.hash4j;
    requires org.apache.sshd.common;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires tools.jackson.core;

    exports dev.landline;
    exports dev.landline.classic;
    exports dev.landline.delta;
    exports dev.landline.engine;
    exports dev.landline.exec;
    exports dev.landline.file;
    exports dev.landline.flow;
    exports dev.landline.hash;
    exports dev.landline.identity;
    exports dev.landline.info;
    exports dev.landline.json;
    exports dev.landline.libc to
            dev.landline.cli,
            dev.landline.client,
            dev.landline.server;
    exports dev.landline.link;
    exports dev.landline.probe;
    exports dev.landline.select;
    exports dev.landline.setting;
    exports dev.landline.transfer;
    exports dev.landline.wire;
}
