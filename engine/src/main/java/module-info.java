/// The engine: everything of Sendense that works without a screen.
///
/// It takes records in, gives records and an event stream out, never prompts, never prints and
/// never requires JavaFX.
@org.jspecify.annotations.NullMarked
module io.sendense.engine {
    requires static org.jspecify;
    requires static com.google.errorprone.annotations;
    requires com.fasterxml.jackson.annotation;
    requires com.github.kagkarlsson.scheduler;
    requires com.jcraft.jsch;
    requires com.zaxxer.hikari;
    requires flyway.core;
    requires io.javalin;
    requires java.net.http;
    requires java.rmi;
    requires java.keyring;
    requires java.sql;
    requires java.xml;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires log4j;
    requires org.jdbi.v3.core;
    requires org.slf4j;
    requires transitive tools.jackson.databind;
    requires com.github.luben.zstd_jni;
    requires yavijava;

    exports io.sendense.engine.api.control;
    exports io.sendense.engine.api.node;
    exports io.sendense.engine.api.hub;
    exports io.sendense.engine.api.rest;
    exports io.sendense.engine.catalog;
    exports io.sendense.engine.concern;
    exports io.sendense.engine.disk.block;
    exports io.sendense.engine.home;
    exports io.sendense.engine.job;
    exports io.sendense.engine.lab;
    exports io.sendense.engine.lab.content;
    exports io.sendense.engine.lab.fault;
    exports io.sendense.engine.lab.product;
    exports io.sendense.engine.lab.soap;
    exports io.sendense.engine.lab.guest;
    exports io.sendense.engine.lab.storage;
    exports io.sendense.engine.lab.traffic;
    exports io.sendense.engine.disk.image;
    exports io.sendense.engine.disk.qcow2;
    exports io.sendense.engine.node;
    exports io.sendense.engine.node.protocol;
    exports io.sendense.engine.node.reader;
    exports io.sendense.engine.problem;
    exports io.sendense.engine.repository.export;
    exports io.sendense.engine.repository.point;
    exports io.sendense.engine.repository.sums;
    exports io.sendense.engine.restore;
    exports io.sendense.engine.run;
    exports io.sendense.engine.security;
    exports io.sendense.engine.serve;
    exports io.sendense.engine.source.change;
    exports io.sendense.engine.source.inventory;
    exports io.sendense.engine.source.vsphere;
    exports io.sendense.engine.transfer;
    exports io.sendense.engine.transfer.limit;
    exports io.sendense.engine.wire.nbd;
    exports io.sendense.engine.wire.ssh;
    exports io.sendense.engine;

    // Jackson builds their records.
    opens io.sendense.engine.repository to
            tools.jackson.databind;
    opens io.sendense.engine.repository.point to
            tools.jackson.databind;
    opens io.sendense.engine.node.protocol to
            tools.jackson.databind;
}
