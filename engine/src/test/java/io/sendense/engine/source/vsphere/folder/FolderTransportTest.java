package io.sendense.engine.source.vsphere.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sendense.engine.source.inventory.DatastorePath;
import io.sendense.engine.source.inventory.DiskBacking;
import io.sendense.engine.source.inventory.DiskMode;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.source.vsphere.http.HttpsExchange;
import io.sendense.engine.source.vsphere.http.SessionCookie;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Which disks cannot be read as one flat file, and that this is known without asking the server.
class FolderTransportTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    /// Nobody listens there: whoever asks the server fails otherwise.
    private static final URI NOBODY = URI.create("https://127.0.0.1:9/sdk");

    private static VirtualDisk disk(DiskBacking backing, DiskMode mode, int parentFiles) {
        return new VirtualDisk(
                2000,
                "Hard disk 1",
                "SCSI 0",
                1000,
                0,
                1 << 30,
                new DatastorePath("store", "vm/vm.vmdk"),
                backing,
                mode,
                true,
                false,
                Optional.empty(),
                Optional.empty(),
                parentFiles);
    }

    private static IOException open(VirtualDisk disk) throws Exception {
        SSLContext tls = SSLContext.getDefault();
        var limits = new FolderLimits(SHORT, SHORT, SHORT, 1 << 20, 1, 1);
        try (var https = new HttpsExchange(tls, new HttpsExchange.Limits(SHORT, SHORT, 1000));
                var transport =
                        new FolderTransport(
                                NOBODY, tls, https, new SessionCookie(), refused -> {}, limits)) {
            return catchThrowableOfType(
                    IOException.class, () -> transport.open(disk, Optional.of("DC")));
        }
    }

    private static String reason(VirtualDisk disk) throws Exception {
        IOException failure = open(disk);
        assertThat(failure).isInstanceOf(UnsupportedDiskException.class);
        return ((UnsupportedDiskException) failure).reason();
    }

    @ParameterizedTest
    @EnumSource(names = "FLAT", mode = EnumSource.Mode.EXCLUDE)
    void refusesEveryBackingThatIsNoFlatFile(DiskBacking backing) throws Exception {
        assertThat(reason(disk(backing, DiskMode.PERSISTENT, 0)))
                .contains(backing.name(), "[store] vm/vm.vmdk", "not a flat file");
    }

    @Test
    void refusesARedoLog() throws Exception {
        assertThat(reason(disk(DiskBacking.FLAT, DiskMode.PERSISTENT, 2)))
                .contains("redo log over 2 other files");
    }

    @ParameterizedTest
    @EnumSource(names = {"INDEPENDENT_PERSISTENT", "INDEPENDENT_NONPERSISTENT"})
    void refusesADiskThatNoSnapshotHoldsStill(DiskMode mode) throws Exception {
        assertThat(reason(disk(DiskBacking.FLAT, mode, 0))).contains(mode.name());
    }

    @Test
    void asksTheServerForAFlatFile() throws Exception {
        assertThat(open(disk(DiskBacking.FLAT, DiskMode.PERSISTENT, 0)))
                .isNotInstanceOf(UnsupportedDiskException.class)
                .hasMessageContaining("HEAD /folder/vm/vm.vmdk?dcPath=DC&dsName=store");
    }

    @ParameterizedTest
    @CsvSource({
        "vmfs,             VMFS,       'vm-flat.vmdk',       ",
        "vmfsThin,         VMFS,       'vm-flat.vmdk',       ",
        "vmfsSparse,       VMFSSPARSE, 'vm-delta.vmdk',      VMFSSPARSE",
        "seSparse,         SESPARSE,   'vm-sesparse.vmdk',   SESPARSE",
        "vmfsRawDeviceMap, VMFSRDM,    'vm-rdm.vmdk',        VMFSRDM",
        "vmfs,             VMFS,       '/other/vm-flat.vmdk', no file beside"
    })
    void aDescriptorSaysWhetherItsDataIsFlat(
            String createType, String extent, String file, String objection) {
        var descriptor =
                VmdkDescriptor.parse(
                                descriptor(
                                        "ffffffff",
                                        createType,
                                        "RW 2097152 " + extent + " \"" + file + "\""))
                        .orElseThrow();
        if (objection == null) {
            assertThat(descriptor.objection()).isEmpty();
        } else {
            assertThat(descriptor.objection().orElseThrow()).contains(objection);
        }
    }

    @Test
    void aDescriptorWithAParentOrSeveralFilesIsRefused() {
        String flat = "RW 2097152 VMFS \"vm-000001-flat.vmdk\"";
        assertThat(
                        VmdkDescriptor.parse(descriptor("7c1d4b2a", "vmfs", flat))
                                .orElseThrow()
                                .objection()
                                .orElseThrow())
                .contains("redo log");
        assertThat(
                        VmdkDescriptor.parse(
                                        descriptor(
                                                "ffffffff",
                                                "twoGbMaxExtentFlat",
                                                flat + "\nRW 2097152 FLAT \"vm-f002.vmdk\" 0"))
                                .orElseThrow()
                                .objection()
                                .orElseThrow())
                .contains("2 files");
        assertThat(VmdkDescriptor.parse("KDMV".getBytes(StandardCharsets.US_ASCII))).isEmpty();
    }

    private static byte[] descriptor(String parent, String createType, String files) {
        return ("# Disk DescriptorFile\nversion=1\nencoding=\"UTF-8\"\nCID=fffffffe\nparentCID="
                        + parent
                        + "\ncreateType=\""
                        + createType
                        + "\"\n\n# Extent description\n"
                        + files
                        + "\n\n# The Disk Data Base\nddb.virtualHWVersion = \"19\"\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
