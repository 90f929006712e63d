package io.sendense.engine.repository.verify;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.repository.point.PointId;
import io.sendense.engine.repository.sums.Sha256;
import java.nio.file.Path;
import java.util.Optional;

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

    /// What was found, with the numbers: file, offset, expected, found.
    Cause found();

    default Severity severity() {
        return loss().severity();
    }

    /// Stable name of what was found: `BadChecksum`.
    default String kind() {
        return getClass().getSimpleName();
    }

    /// The manifest is missing, is not what was written, or contradicts itself.
    record BadManifest(PointId point, Path file, Cause cause) implements Finding {
        @Override
        public int disk() {
            return NO_DISK;
        }

        @Override
        public Loss loss() {
            return Loss.POINT;
        }

        @Override
        public Cause found() {
            return Cause.of(CauseCode.AT).with("place", file.toString()).because(cause);
        }
    }

    /// What a layer is backed by is not there.
    record MissingBase(PointId point, int disk, PointId base, Cause cause) implements Finding {
        @Override
        public Loss loss() {
            return Loss.DISK;
        }

        @Override
        public Cause found() {
            return Cause.of(CauseCode.BASE_POINT_UNUSABLE)
                    .with("base", base.value())
                    .because(cause);
        }
    }

    /// The QCOW2 file is not there.
    record MissingLayer(PointId point, int disk, Path file) implements Finding {
        @Override
        public Loss loss() {
            return Loss.DISK;
        }

        @Override
        public Cause found() {
            return Cause.of(CauseCode.FILE_MISSING).with("path", file.toString());
        }
    }

    /// The QCOW2 file, or a part of it, cannot be read.
    record UnreadableLayer(PointId point, int disk, Path file, Cause cause) implements Finding {
        @Override
        public Loss loss() {
            return Loss.DISK;
        }

        @Override
        public Cause found() {
            return Cause.of(CauseCode.CANNOT_BE_READ).with("path", file.toString()).because(cause);
        }
    }

    /// The QCOW2 file names another backing file than the manifest.
    record WrongBacking(
            PointId point, int disk, Path file, Optional<String> expected, Optional<String> backing)
            implements Finding {
        @Override
        public Loss loss() {
            return Loss.DISK;
        }

        @Override
        public Cause found() {
            CauseCode code =
                    expected.isEmpty()
                            ? CauseCode.BACKING_NOT_EXPECTED
                            : backing.isEmpty()
                                    ? CauseCode.BACKING_MISSING
                                    : CauseCode.BACKING_DIFFERS;
            return Cause.of(code)
                    .with("path", file.toString())
                    .with("found", backing.orElse(""))
                    .with("expected", expected.orElse(""));
        }
    }

    /// A file, or the disk in it, has another size than the manifest says.
    ///
    /// @param ofDisk whether it is the disk in the file
    record SizeMismatch(
            PointId point, int disk, Path file, boolean ofDisk, long expectedBytes, long foundBytes)
            implements Finding {
        @Override
        public Loss loss() {
            return Loss.DISK;
        }

        @Override
        public Cause found() {
            return Cause.of(ofDisk ? CauseCode.DISK_SIZE_DIFFERS : CauseCode.FILE_SIZE_DIFFERS)
                    .with("path", file.toString())
                    .withBytes("found", foundBytes)
                    .withBytes("expected", expectedBytes);
        }
    }

    /// Header, tables or refcounts of the QCOW2 file, which say where its clusters are, are not
    /// what was written.
    record BadMetadataDigest(PointId point, int disk, Path file, Cause cause) implements Finding {
        @Override
        public Loss loss() {
            return Loss.DISK;
        }

        @Override
        public Cause found() {
            return cause.with("disk", Integer.toString(disk)).with("path", file.toString());
        }
    }

    /// A cluster does not read as what was backed up.
    ///
    /// @param offset of the cluster in the disk, in bytes
    record BadChecksum(
            PointId point, int disk, long offset, long cluster, Sha256 expected, Sha256 actual)
            implements Finding {
        @Override
        public Loss loss() {
            return Loss.SOME_BYTES;
        }

        @Override
        public Cause found() {
            return Cause.of(CauseCode.CLUSTER_DIFFERS)
                    .withCount("cluster", cluster)
                    .withCount("offset", offset)
                    .with("found", actual.hex())
                    .with("expected", expected.hex());
        }
    }

    /// The sums are missing, or are not what was written: the layer's contents were not compared.
    record MissingSums(PointId point, int disk, Path file, Cause cause) implements Finding {
        @Override
        public Loss loss() {
            return Loss.PROOF;
        }

        @Override
        public Cause found() {
            return Cause.of(CauseCode.AT).with("place", file.toString()).because(cause);
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
        public Cause found() {
            return Cause.of(
                            side == Side.SUMS
                                    ? CauseCode.RANGE_WITHOUT_SUM
                                    : CauseCode.RANGE_WITH_SUM_ONLY)
                    .withBytes("length", length)
                    .withCount("offset", offset);
        }
    }

    /// The configuration or NVRAM is missing or not what was written.
    record BadFile(PointId point, Path file, Cause cause) implements Finding {
        @Override
        public int disk() {
            return NO_DISK;
        }

        @Override
        public Loss loss() {
            return Loss.CONFIGURATION;
        }

        @Override
        public Cause found() {
            return Cause.of(CauseCode.AT).with("place", file.toString()).because(cause);
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
        public Cause found() {
            return Cause.of(CauseCode.ORPHAN_FILE)
                    .with("path", file.toString())
                    .withBytes("bytes", bytes);
        }
    }

    /// More of the same in one layer than is listed.
    ///
    /// @param of kind of the findings left out
    record More(PointId point, int disk, String of, Loss loss, long count) implements Finding {
        @Override
        public Cause found() {
            return Cause.of(CauseCode.MORE_FINDINGS).withCount("count", count);
        }
    }
}
