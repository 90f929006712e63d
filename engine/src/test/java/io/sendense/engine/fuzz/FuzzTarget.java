package io.sendense.engine.fuzz;

import io.sendense.engine.node.protocol.NodeRequestFeed;
import io.sendense.engine.restore.ConfigurationFeed;
import io.sendense.engine.source.vsphere.folder.FolderFeed;
import io.sendense.engine.source.vsphere.soap.AnswerFeed;
import io.sendense.engine.wire.nbd.NbdClientFeed;
import io.sendense.engine.wire.nbd.NbdServerFeed;
import java.nio.file.Path;
import java.util.Locale;

/// A kind of bytes that others decide.
public enum FuzzTarget {
    /// A QCOW2 file.
    QCOW2(Qcow2Feed::new),
    /// A VMDK file: descriptor, sparse, stream-optimized.
    VMDK(VmdkFeed::new),
    /// A VHDX file.
    VHDX(VhdxFeed::new),
    /// What an NBD client sends.
    NBD_SERVER(NbdServerFeed::new),
    /// What an NBD server sends.
    NBD_CLIENT(_ -> new NbdClientFeed()),
    /// A `.sums` file of a repository.
    SUMS(SumsFeed::new),
    /// The JSON files of a repository.
    MANIFEST(ManifestFeed::new),
    /// The configuration of a VM that a restore point keeps.
    CONFIGURATION(_ -> new ConfigurationFeed()),
    /// What a vCenter answers to calls.
    SOAP(_ -> new AnswerFeed()),
    /// What a datastore answers: heads of answers, disk descriptors.
    FOLDER(_ -> new FolderFeed()),
    /// What is asked of a node, and the sums it sends back.
    NODE_REQUEST(_ -> new NodeRequestFeed());

    private final Maker maker;

    FuzzTarget(Maker maker) {
        this.maker = maker;
    }

    @FunctionalInterface
    private interface Maker {
        Feed in(Path folder) throws Exception;
    }

    /// Makes the target's feed.
    ///
    /// @param scratch an empty folder, for files
    public Feed feed(Path scratch) throws Exception {
        return maker.in(scratch);
    }

    /// Its name in folders and on command lines: `nbd-server`.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The target of that name.
    public static FuzzTarget of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
