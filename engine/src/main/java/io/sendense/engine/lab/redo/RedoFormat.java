package io.sendense.engine.lab.redo;

/// How a host writes redo logs: VMFS 6 and large disks have the space-efficient format, everything
/// else the old one.
public enum RedoFormat {
    /// Of VMFS 5 and NFS, below 2 TiB.
    VMFS_SPARSE("vmfsSparse", "VMFSSPARSE", "-delta.vmdk", "redoLogFormat", 1),
    /// Of VMFS 6, and of disks from 2 TiB on.
    SE_SPARSE("seSparse", "SESPARSE", "-sesparse.vmdk", "seSparseFormat", 8);

    private final String createType;
    private final String extentType;
    private final String ending;
    private final String deltaDiskFormat;
    private final int grainSectors;

    RedoFormat(
            String createType,
            String extentType,
            String ending,
            String deltaDiskFormat,
            int grainSectors) {
        this.createType = createType;
        this.extentType = extentType;
        this.ending = ending;
        this.deltaDiskFormat = deltaDiskFormat;
        this.grainSectors = grainSectors;
    }

    /// The format of a disk's redo logs.
    ///
    /// @param spaceEfficient whether the volume prefers that format
    public static RedoFormat of(boolean spaceEfficient, long capacityBytes) {
        return spaceEfficient || capacityBytes >= CowdFile.MAX_CAPACITY ? SE_SPARSE : VMFS_SPARSE;
    }

    /// What a descriptor says of the disk.
    public String createType() {
        return createType;
    }

    /// What a descriptor says of the file.
    public String extentType() {
        return extentType;
    }

    /// What the file's name ends in.
    public String ending() {
        return ending;
    }

    /// What the API calls it.
    public String deltaDiskFormat() {
        return deltaDiskFormat;
    }

    /// Size of a grain in sectors.
    public int grainSectors() {
        return grainSectors;
    }

    /// The file with that content.
    public RedoFile render(RedoContent content) {
        return switch (this) {
            case VMFS_SPARSE -> new CowdFile(content);
            case SE_SPARSE -> new SeSparseFile(content);
        };
    }
}
