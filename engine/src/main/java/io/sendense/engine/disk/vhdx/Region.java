package io.sendense.engine.disk.vhdx;

/// A part of a file: whole MiB, behind the first (MS-VHDX 2.2.3.2). Immutable.
///
/// @param what its name in error texts
record Region(String what, long offset, long length) {
    static final long UNIT = 1 << 20;

    /// Throws unless it is aligned and within a file of so many bytes.
    void check(String file, long fileBytes) throws VhdxFormatException {
        if (offset < UNIT
                || offset % UNIT != 0
                || length < UNIT
                || length % UNIT != 0
                || offset > fileBytes
                || length > fileBytes - offset) {
            throw new VhdxFormatException(
                    file,
                    what
                            + " of "
                            + Long.toUnsignedString(length)
                            + " bytes at byte "
                            + Long.toUnsignedString(offset)
                            + " is not whole MiB within the file of "
                            + fileBytes
                            + " bytes, behind its first MiB");
        }
    }

    boolean overlaps(Region other) {
        return offset < other.offset + other.length && other.offset < offset + length;
    }
}
