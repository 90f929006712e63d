package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;

/// The header of a QCOW2 file, version 2 or 3, checked against its own rules and the file's length.
/// Immutable.
///
/// Field by field, all numbers big-endian (source: QEMU's `docs/interop/qcow2`, section Header):
///
/// | offset | bytes | field | here |
/// |---|---|---|---|
/// | 0 | 4 | magic `QFI\xfb` | |
/// | 4 | 4 | version, 2 or 3 | `version` |
/// | 8 | 8 | offset of the backing file name, 0 for none | `extensions.backing` |
/// | 16 | 4 | length of that name, at most 1023 | |
/// | 20 | 4 | cluster bits, 9 to 21 | `clusterBytes` |
/// | 24 | 8 | size of the disk in bytes | `size` |
/// | 32 | 4 | encryption method; only 0 is read | |
/// | 36 | 4 | L1 entries | `tables` |
/// | 40 | 8 | L1 offset, cluster aligned | |
/// | 48 | 8 | refcount table offset, cluster aligned | |
/// | 56 | 4 | refcount table length in clusters | |
/// | 60 | 4 | number of internal snapshots | |
/// | 64 | 8 | snapshot table offset, cluster aligned | |
/// | 72 | 8 | incompatible features (from here on: version 3 only) | `features` |
/// | 80 | 8 | compatible features | |
/// | 88 | 8 | autoclear features | |
/// | 96 | 4 | refcount order: refcounts are `1 << order` bits wide; 4 in version 2 | `refcountBits` |
/// | 100 | 4 | header length, at least 104, a multiple of 8; 72 in version 2 | |
/// | 104 | 1 | compression type, with incompatible bit 3 | `compression` |
///
/// Behind it come header extensions (type 4, length 4, data padded to 8) up to type 0, then the
/// backing file name, all within the first cluster.
public record Qcow2Header(
        int version,
        Geometry geometry,
        TableLocations tables,
        FeatureBits features,
        CompressionType compression,
        HeaderExtensions extensions) {

    /// Reads and checks the header of `file`. Memory use is at most one cluster.
    ///
    /// @throws Qcow2FormatException no QCOW2 file, or a broken one
    /// @throws UnsupportedFeatureException a sound one we cannot read
    public static Qcow2Header read(PositionedFile file) throws IOException {
        return HeaderReader.read(file);
    }

    /// Size of the disk in bytes.
    public long size() {
        return geometry.size();
    }

    /// The same header of a disk of another size.
    Qcow2Header withSize(long size) {
        Geometry sized =
                new Geometry(
                        size,
                        geometry.clusterBits(),
                        geometry.refcountOrder(),
                        geometry.extendedL2());
        return new Qcow2Header(version, sized, tables, features, compression, extensions);
    }

    /// Size of a cluster in bytes.
    public int clusterBytes() {
        return geometry.clusterBytes();
    }

    /// Width of a refcount in bits.
    public int refcountBits() {
        return geometry.refcountBits();
    }
}
