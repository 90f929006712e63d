package io.sendense.engine.disk.vmdk;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Writes the descriptor of a new disk (Virtual Disk Format 5.0, "The Descriptor File"). Stateless.
final class DescriptorText {
    /// "Unknown tools": what VMware's products write for disks no tools were seen on.
    private static final long UNMANAGED_TOOLS = Integer.MAX_VALUE;

    private DescriptorText() {}

    static byte[] of(StreamOptimizedOptions options) {
        DiskGeometry geometry = DiskGeometry.of(options.size());
        return String.format(
                        Locale.ROOT,
                        """
                        # Disk DescriptorFile
                        version=1
                        encoding="UTF-8"
                        CID=%08x
                        parentCID=ffffffff
                        createType="streamOptimized"

                        # Extent description
                        RW %d SPARSE "%s"

                        # The Disk Data Base
                        #DDB

                        ddb.virtualHWVersion = "4"
                        ddb.geometry.cylinders = "%d"
                        ddb.geometry.heads = "%d"
                        ddb.geometry.sectors = "%d"
                        ddb.adapterType = "lsilogic"
                        ddb.toolsVersion = "%d"
                        """,
                        options.cid(),
                        options.size() / Sectors.BYTES,
                        options.name(),
                        geometry.cylinders(),
                        geometry.heads(),
                        geometry.sectors(),
                        UNMANAGED_TOOLS)
                .getBytes(StandardCharsets.UTF_8);
    }
}
