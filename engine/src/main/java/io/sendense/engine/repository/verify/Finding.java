package io.sendense.engine.repository.verify;

import io.sendense.engine.repository.point.PointId;
import io.sendense.engine.repository.sums.Sha256;
import java.nio.file.Path;

/// One thing that is wrong with a point, or with a point below it. Immutable.
///
/// Its simple class name is its stable kind.
public sealed interface Finding {
    /// The key of a finding that concerns no single disk.
    int NO_DISK = -1;

    /// The point whose files are wrong: the verified one or one that backs it.
    PointId point();

    /// Key of the disk in that point, or [#NO_DISK].
    int disk();

    /// What the operator loses.
    Loss loss();

    /// Technical text with the numbers: file, offset, expected, found.
    String text();

    default Severity severity() {
        return loss().severity();
    }

    /// Stable name of what was found: `BadChecksum`.
    default String kind() {
        return getClass().getSimpleName();
    }

    /// The manifest is missing, is not what was written, or contradicts itself.
    record BadManifest(PointId point, Path file, String cause) implements Finding {
        @Override
        public int disk() {
            return NO_DISK;
        }

        @Override
        public Loss loss() {
            return Loss.POINT;
        }

        @Override
        public String text() {
            return file + ": " + cause;
        }
    }

    /// What a layer is backed by is not there.
    record MissingBase(PointId point, int disk, PointId base, String cause) implements Finding {
        @Override
        public Loss loss() {
            return Loss.DISK;
        }

        @Override
        public String text() {
            return "backed by point " + base + ": " + cause;
        }
    }

    /// The QCOW2 file is not there.
    record MissingLayer(PointId point, int disk, Path file) implements Finding {
        @Override
        public Loss loss() {
            return Loss.DISK;
        }

        @Override
        public String text() {
            return file + " is missing";
        }
    }

    /// The QCOW2 file, or a part of it, cannot be read.
    record UnreadableLayer(PointId point, int disk, Path file, String cause) implements Finding {
        @Override
        public Loss loss() {
            return Loss.DISK;
        }

        @Override
        public String text() {
            return file + " cannot be read: " + cause;
        }
    }

    /// The QCOW2 file names another backing file than the manifest.
    record WrongBacking(PointId point, int disk, Path file, String expected, String found)
            implements Finding {
        @Override
        public Loss loss() {
            return Loss.DISK;
        }

        @Override
        public String text() {
            return file + " is backed by " + found + ", expected " + expected;
        }
    }

    /// A file, or the disk in it, has another size than the manifest says.
    ///
    /// @param what which size
    record SizeMismatch(
            PointId point, int disk, Path file, String what, long expectedBytes, long foundBytes)
            implements Finding {
        @Override
        public Loss loss() {
            return Loss.DISK;
        }

        @Override
        public String text() {
            return "%s: %s is %d bytes, expected %d"
                    .formatted(file, what, foundBytes, expectedBytes);
        }
    }

    /// Header, tables or refcounts of the QCOW2 file, which say where its clusters are, are not
    /// what was written.
    record BadMetadataDigest(PointId point, int disk, Path file, String expected, String found)
            implements Finding {
        @Override
        public Loss loss() {
            return Loss.DISK;
        }

        @Override
        public String text() {
            return "disk %d: SHA-256 of header, tables and refcounts of %s is %s, expected %s"
                    .formatted(disk, file, found, expected);
        }
    }

    /// A cluster does not read as what was backed up.
    ///
    /// @param offset of the cluster in the disk, in bytes
    record BadChecksum(
            PointId point, int disk, long offset, long cluster, Sha256 expected, Sha256 found)
            implements Finding {
        @Override
        public Loss loss() {
            return Loss.SOME_BYTES;
        }

        @Override
        public String text() {
            return "cluster %d at offset %d: SHA-256 is %s, expected %s"
                    .formatted(cluster, offset, found, expected);
        }
    }

    /// The sums are missing, or are not what was written: the layer's contents were not compared.
    record MissingSums(PointId point, int disk, Path file, String cause) implements Finding {
        @Override
        public Loss loss() {
            return Loss.PROOF;
        }

        @Override
        public String text() {
            return file + ": " + cause;
        }
    }

    /// The layer and its sums do not define the same clusters.
    ///
    /// @param side which of the two lacks the range
    /// @param offset of the first such cluster in the disk, in bytes
    record SumsMissingCluster(PointId point, int disk, Side side, long offset, long length)
            implements Finding {
        /// What lacks a cluster that the other has.
        public enum Side {
            /// No sum: the bytes are there, and nothing proves them.
            SUMS,
            /// Not in the layer: the bytes were backed up, and are gone.
            LAYER
        }

        @Override
        public Loss loss() {
            return side == Side.SUMS ? Loss.PROOF : Loss.SOME_BYTES;
        }

        @Override
        public String text() {
            String lacking = side == Side.SUMS ? "in the layer without a sum" : "with a sum only";
            return "%d bytes at offset %d are %s".formatted(length, offset, lacking);
        }
    }

    /// The configuration or NVRAM is missing or not what was written.
    record BadFile(PointId point, Path file, String cause) implements Finding {
        @Override
        public int disk() {
            return NO_DISK;
        }

        @Override
        public Loss loss() {
            return Loss.CONFIGURATION;
        }

        @Override
        public String text() {
            return file + ": " + cause;
        }
    }

    /// A layer or sums file that the manifest does not know.
    record OrphanLayer(PointId point, Path file, long bytes) implements Finding {
        @Override
        public int disk() {
            return NO_DISK;
        }

        @Override
        public Loss loss() {
            return Loss.NOTHING;
        }

        @Override
        public String text() {
            return "%s (%d bytes) is not in the manifest".formatted(file, bytes);
        }
    }

    /// More of the same in one layer than is listed.
    ///
    /// @param of kind of the findings left out
    record More(PointId point, int disk, String of, Loss loss, long count) implements Finding {
        @Override
        public String text() {
            return count + " more " + of;
        }
    }
}
