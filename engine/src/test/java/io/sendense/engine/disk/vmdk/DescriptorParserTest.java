package io.sendense.engine.disk.vmdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptorParserTest {
    private static final String ESXI =
            """
            # Disk DescriptorFile
            version=1
            encoding="UTF-8"
            CID=fb183c20
            parentCID=ffffffff
            isNativeSnapshot="no"
            createType="vmfs"

            # Extent description
            RW 33554432 VMFS "web01-flat.vmdk"

            # Change Tracking File
            changeTrackPath="web01-ctk.vmdk"

            # The Disk Data Base
            #DDB

            ddb.adapterType = "lsilogic"
            ddb.geometry.cylinders = "2088"
            ddb.longContentID = "e0c3de5ff2a7dc5db4d9c5d0fb183c20"
            ddb.uuid = "60 00 C2 91 50 b5 e4 32-0c 3a f1 5b 6d 2c 91 4e"
            """;

    private static Descriptor parse(String text) throws VmdkFormatException {
        return DescriptorParser.parse("web01.vmdk", text.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertIsEsxis(Descriptor descriptor) {
        assertThat(descriptor.cid()).hasValue(0xfb183c20L);
        assertThat(descriptor.isDelta()).isFalse();
        assertThat(descriptor.createType()).isEqualTo("vmfs");
        assertThat(descriptor.parentHint()).isEmpty();
        assertThat(descriptor.extents()).hasSize(1);
        ExtentLine extent = descriptor.extents().getFirst();
        assertThat(extent.bytes()).isEqualTo(16L << 30);
        assertThat(extent.type()).isEqualTo("VMFS");
        assertThat(extent.file()).isEqualTo("web01-flat.vmdk");
        assertThat(extent.offset()).isZero();
    }

    @Test
    void readsWhatEsxiWrites() throws Exception {
        assertIsEsxis(parse(ESXI));
    }

    @Test
    void takesAnyLineEndPaddingAndSpacing() throws Exception {
        assertIsEsxis(parse(ESXI.replace("\n", "\r\n")));
        assertIsEsxis(parse(ESXI.replace("\n", "\r")));
        assertIsEsxis(parse(ESXI + "\0\0garbage RW \0"));
        assertIsEsxis(parse(ESXI.replace("=", "  =\t").replace("RW ", "  rw \t ")));
        assertIsEsxis(parse(ESXI.replace("CID=", "cid=").replace("\"vmfs\"", "vmfs")));
        assertIsEsxis(
                parse(ESXI + "\nnonsense\n=\n\"\nx=\"y\nRWX 1 FLAT\nfuture.key=\"1\" trailing"));
    }

    @Test
    void readsEveryKindOfExtentLine() throws Exception {
        Descriptor descriptor =
                parse(
                        """
                        parentCID=0000abcd
                        CID=1
                        parentFileNameHint="../base/web 01.vmdk"
                        RW 4192256 SPARSE "w-s001.vmdk"
                        RDONLY 63 FLAT "w-pt.vmdk" 128
                        RW 100 ZERO
                        NOACCESS 1 FLAT "x=#y.vmdk" 0
                        RW 1 FLAT "\\\\.\\PhysicalDrive0" 63 partitionUUID abc
                        """);
        assertThat(descriptor.isDelta()).isTrue();
        assertThat(descriptor.parentCid()).isEqualTo(0xabcd);
        assertThat(descriptor.parentHint()).contains("../base/web 01.vmdk");
        assertThat(descriptor.extents())
                .containsExactly(
                        new ExtentLine(4, "RW", 4192256L * 512, "SPARSE", "w-s001.vmdk", 0),
                        new ExtentLine(5, "RDONLY", 63 * 512, "FLAT", "w-pt.vmdk", 128 * 512),
                        new ExtentLine(6, "RW", 100 * 512, "ZERO", "", 0),
                        new ExtentLine(7, "NOACCESS", 512, "FLAT", "x=#y.vmdk", 0),
                        new ExtentLine(8, "RW", 512, "FLAT", "\\\\.\\PhysicalDrive0", 63 * 512));
    }

    @Test
    void readsOtherEncodingsByteByByte() throws Exception {
        byte[] text = "RW 1 FLAT \"stra\u00dfe.vmdk\" 0".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(DescriptorParser.parse("x", text).extents().getFirst().file())
                .isEqualTo("stra\u00dfe.vmdk");
        assertThat(parse("RW 1 FLAT \"\u78c1\u789f.vmdk\" 0").extents().getFirst().file())
                .isEqualTo("\u78c1\u789f.vmdk");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RW FLAT \"a\" 0",
                "RW 1",
                "RW -1 FLAT \"a\" 0",
                "RW 1 FLAT \"a 0",
                "RW 1 FLAT a 0",
                "RW 1 FLAT \"a\" x",
                "RW 99999999999999999999 FLAT \"a\" 0",
                "RW 9223372036854775807 FLAT \"a\" 0",
                "RW 1 FLAT \"a\" 9223372036854775807",
                "CID=xyz",
                "CID=123456789",
                "parentCID=",
                "version=4",
                "version=one",
                "CID=1\nCID=2",
                "createType=\"a\"\ncreateType=\"b\""
            })
    void namesTheFileAndWhatIsWrong(String text) {
        assertThatThrownBy(() -> parse("version=1\n".repeat(text.startsWith("v") ? 0 : 1) + text))
                .isInstanceOf(VmdkFormatException.class)
                .hasMessageStartingWith("'web01.vmdk': ");
    }

    @Test
    void boundsTheNumberOfExtents() {
        assertThatThrownBy(() -> parse("RW 1 ZERO\n".repeat(5000)))
                .isInstanceOf(VmdkFormatException.class)
                .hasMessageContaining("4096");
    }
}
