package io.sendense.engine.source.vsphere.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sendense.engine.source.inventory.DatastorePath;
import io.sendense.engine.source.inventory.DiskBacking;
import io.sendense.engine.source.inventory.DiskMode;
import io.sendense.engine.source.inventory.FrozenVm;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.source.vsphere.http.HttpsExchange;
import io.sendense.engine.source.vsphere.http.SessionCookie;
import io.sendense.engine.source.vsphere.transport.DiskToOpen;
import io.sendense.engine.source.vsphere.transport.UnsupportedDiskException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Which disks cannot be read through the folder, and that this is known without asking the server.
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
                    IOException.class,
                    () ->
                            transport.open(
                                    new DiskToOpen(
                                            new FrozenVm(
                                                    new ObjectId("vm-1"),
                                                    new ObjectId("snapshot-1"),
                                                    List.of(disk),
                                                    ""),
                                            disk,
                                            Optional.empty(),
                                            Optional.of("DC"))));
        }
    }

    private static String reason(VirtualDisk disk) throws Exception {
        IOException failure = open(disk);
        assertThat(failure).isInstanceOf(UnsupportedDiskException.class);
        return String.valueOf(failure.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "RAW_PHYSICAL, 'a raw device in physical mode ([store] vm/vm.vmdk): no snapshot holds it still'",
        "RAW_VIRTUAL,  'a raw device ([store] vm/vm.vmdk): its data is on a volume of its own, in no file'",
        "UNKNOWN,      'is not known here'"
    })
    void refusesEveryBackingWithoutFiles(DiskBacking backing, String why) throws Exception {
        assertThat(reason(disk(backing, DiskMode.PERSISTENT, 0)))
                .contains("[store] vm/vm.vmdk", why);
    }

    @ParameterizedTest
    @EnumSource(names = {"INDEPENDENT_PERSISTENT", "INDEPENDENT_NONPERSISTENT"})
    void refusesADiskThatNoSnapshotHoldsStill(DiskMode mode) throws Exception {
        assertThat(reason(disk(DiskBacking.FLAT, mode, 0))).contains(mode.name());
    }

    @Test
    void asksTheServerForTheDescriptor() throws Exception {
        assertThat(open(disk(DiskBacking.FLAT, DiskMode.PERSISTENT, 0)))
                .isNotInstanceOf(UnsupportedDiskException.class)
                .hasMessageContaining("HEAD /folder/vm/vm.vmdk?dcPath=DC&dsName=store");
    }

    @ParameterizedTest
    @CsvSource({
        "ffffffff, vmfs,             VMFS,       'vm-flat.vmdk',        ",
        "ffffffff, vmfsThin,         VMFS,       'vm-flat.vmdk',        ",
        "7c1d4b2a, vmfsSparse,       VMFSSPARSE, 'vm-delta.vmdk',       ",
        "7c1d4b2a, seSparse,         SESPARSE,   'vm-sesparse.vmdk',    ",
        "ffffffff, vmfsSparse,       VMFSSPARSE, 'vm-delta.vmdk',       names no parent",
        "7c1d4b2a, vmfs,             VMFS,       'vm-flat.vmdk',        'redo log over base.vmdk, but'",
        "ffffffff, vmfsRawDeviceMap, VMFSRDM,    'vm-rdm.vmdk',         on a volume of its own",
        "ffffffff, vmfsPassthroughRawDeviceMap, VMFSRDM, 'vm-rdmp.vmdk', physical mode",
        "ffffffff, vmfs,             VMFS,       'vsan://e7e3-1',       vSAN object",
        "7c1d4b2a, vsanSparse,       VSANSPARSE, 'vsan://e7e3-2',       vSAN object",
        "ffffffff, vmfs,             VMFS,       'vvol://naa.6/rfc4122.1', virtual volume",
        "ffffffff, novel,            NOVEL,      'vm-novel.vmdk',       type NOVEL",
        "ffffffff, vmfs,             VMFS,       '/other/vm-flat.vmdk', no file beside"
    })
    void aDescriptorSaysWhetherItsDataIsInFiles(
            String parent, String createType, String extent, String file, String objection) {
        var descriptor =
                VmdkDescriptor.parse(
                                descriptor(
                                        parent,
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
    void aDescriptorOfSeveralFilesOrOfAnEncryptedDiskIsRefused() {
        String flat = "RW 2097152 VMFS \"vm-flat.vmdk\"";
        assertThat(objection(flat + "\nRW 2097152 FLAT \"vm-f002.vmdk\" 0")).contains("2 files");
        assertThat(objection(flat + "\nddb.iofilters = \"vmwarevmcrypt\"")).contains("encrypted");
        assertThat(VmdkDescriptor.parse("KDMV".getBytes(StandardCharsets.US_ASCII))).isEmpty();
    }

    private static String objection(String files) {
        return VmdkDescriptor.parse(descriptor("ffffffff", "vmfs", files))
                .orElseThrow()
                .objection()
                .orElseThrow();
    }

    private static byte[] descriptor(String parent, String createType, String files) {
        return ("# Disk DescriptorFile\nversion=1\nencoding=\"UTF-8\"\nCID=fffffffe\nparentCID="
                        + parent
                        + "\ncreateType=\""
                        + createType
                        + "\""
                        + (parent.equals("ffffffff") ? "" : "\nparentFileNameHint=\"base.vmdk\"")
                        + "\n\n# Extent description\n"
                        + files
                        + "\n\n# The Disk Data Base\nddb.virtualHWVersion = \"19\"\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
