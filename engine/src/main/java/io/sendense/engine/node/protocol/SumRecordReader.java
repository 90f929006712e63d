package io.sendense.engine.node.protocol;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Reads a stream of [SumRecord]s while it comes, in the form of [SumRecordForm]. Confined to one
/// thread.
public final class SumRecordReader {
    private final DataInputStream in;
    private final long clusters;
    private boolean begun;
    private boolean ended;
    private long records;

    /// @param in blocks while nothing comes; not closed here
    /// @param capacityBytes of the disk: no record may lie beyond it
    public SumRecordReader(InputStream in, long capacityBytes) {
        this.in = new DataInputStream(in);
        this.clusters = Math.ceilDiv(capacityBytes, ExtentPlan.CLUSTER_BYTES);
    }

    /// Waits for the next record.
    ///
    /// @return nothing at the end, which was announced
    /// @throws EOFException the stream was cut: what came is not all
    /// @throws SumStreamException it holds something else than records of this disk
    public Optional<SumRecord> next() throws IOException {
        if (ended) {
            return Optional.empty();
        }
        try {
            if (!begun) {
                begin();
            }
            int kind = in.read();
            while (kind == SumRecordForm.NOTHING) {
                kind = in.read();
            }
            return switch (kind) {
                case SumRecordForm.DATA -> Optional.of(data());
                case SumRecordForm.ZEROES -> Optional.of(zeroes());
                case SumRecordForm.END -> end();
                case -1 -> throw new EOFException();
                default -> throw new SumStreamException("a record of kind " + kind);
            };
        } catch (EOFException e) {
            throw (EOFException)
                    new EOFException("the stream of sums was cut after " + records + " records")
                            .initCause(e);
        }
    }

    private void begin() throws IOException {
        long magic = in.readLong();
        if (magic != SumRecordForm.MAGIC) {
            throw new SumStreamException("it begins with " + Long.toHexString(magic));
        }
        begun = true;
    }

    private SumRecord data() throws IOException {
        long cluster = within(in.readLong(), 1);
        byte[] sum = new byte[SumRecord.SUM_BYTES];
        in.readFully(sum);
        records++;
        return new SumRecord.Data(cluster, sum);
    }

    private SumRecord zeroes() throws IOException {
        long first = in.readLong();
        long count = in.readLong();
        records++;
        return new SumRecord.Zeroes(within(first, count), count);
    }

    private Optional<SumRecord> end() throws IOException {
        long announced = in.readLong();
        if (announced != records) {
            throw new SumStreamException(
                    "its end announces " + announced + " records, there were " + records);
        }
        if (in.read() >= 0) {
            throw new SumStreamException("something follows its end");
        }
        ended = true;
        return Optional.empty();
    }

    private long within(long first, long count) throws SumStreamException {
        if (first < 0 || count < 1 || first >= clusters || count > clusters - first) {
            throw new SumStreamException(
                    count + " clusters from " + first + " of a disk that has " + clusters);
        }
        return first;
    }
}
