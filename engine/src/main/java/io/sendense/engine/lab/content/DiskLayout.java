package io.sendense.engine.lab.content;

import java.util.List;
import java.util.Map;

/// How a lab disk is divided. Immutable.
///
/// @param partitions ascending, not overlapping, with different names
public record DiskLayout(Scheme scheme, List<DiskPartition> partitions) {
    /// The raw partition that the record log is written to.
    public static final String RECORDS = "records";

    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final long RECORDS_BYTES = 8 * MIB;

    /// The kind of partition table.
    public enum Scheme {
        GPT,
        MBR
    }

    public DiskLayout {
        partitions = List.copyOf(partitions);
        long end = 0;
        for (DiskPartition partition : partitions) {
            if (partition.extent().offset() < end) {
                throw new IllegalArgumentException(partition.name() + " overlaps another");
            }
            end = partition.extent().end();
        }
    }

    /// The system disk of a database server: at least 101 GiB. Its records lie at the far end.
    public static DiskLayout databaseSystem() {
        return gpt(
                DiskPartition.of("EFI system", PartitionType.EFI_SYSTEM, MIB, ShippedImage.EFI),
                DiskPartition.of("system", PartitionType.LINUX, 300 * MIB, ShippedImage.SYSTEM),
                DiskPartition.of(
                        "exchange", PartitionType.WINDOWS, 50 * GIB, ShippedImage.EXCHANGE),
                DiskPartition.raw(RECORDS, 100 * GIB, RECORDS_BYTES));
    }

    /// The data disk of a database server: at least 5 GiB.
    public static DiskLayout databaseData() {
        return gpt(
                DiskPartition.of("database", PartitionType.LINUX, MIB, ShippedImage.DATABASE),
                DiskPartition.raw(RECORDS, 4 * GIB + 512 * MIB, RECORDS_BYTES));
    }

    /// The only disk of a small Linux server: at least 8 GiB.
    public static DiskLayout linux() {
        return gpt(
                DiskPartition.of("EFI system", PartitionType.EFI_SYSTEM, MIB, ShippedImage.EFI),
                DiskPartition.of("root", PartitionType.LINUX, GIB, ShippedImage.LINUX));
    }

    /// The only disk of a Windows desktop: at least 10 GiB.
    public static DiskLayout windows() {
        return gpt(
                DiskPartition.of("EFI system", PartitionType.EFI_SYSTEM, MIB, ShippedImage.EFI),
                DiskPartition.of("windows", PartitionType.WINDOWS, GIB, ShippedImage.WINDOWS));
    }

    /// The disk of an appliance, with an old-fashioned partition table: at least 256 MiB.
    public static DiskLayout appliance() {
        return new DiskLayout(
                Scheme.MBR,
                List.of(
                        DiskPartition.of(
                                "settings", PartitionType.FAT16, MIB, ShippedImage.APPLIANCE)));
    }

    private static DiskLayout gpt(DiskPartition... partitions) {
        return new DiskLayout(Scheme.GPT, List.of(partitions));
    }

    /// This layout's bytes on a disk of `capacityBytes`.
    public BaseContent content(long capacityBytes, long seed, ImageLibrary library) {
        return new PartitionedContent(this, capacityBytes, seed, library);
    }

    /// The partition tables by their offset.
    Map<Long, byte[]> tables(long capacityBytes, long seed) {
        return switch (scheme) {
            case GPT -> {
                GptWriter writer = new GptWriter(partitions, capacityBytes, seed);
                yield Map.of(
                        0L,
                        writer.primary(),
                        capacityBytes - GptWriter.BACKUP_BYTES,
                        writer.backup());
            }
            case MBR -> Map.of(0L, MbrWriter.sector(partitions, seed));
        };
    }
}
