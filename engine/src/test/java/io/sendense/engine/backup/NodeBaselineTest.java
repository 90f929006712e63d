package io.sendense.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.MemoryBlockDevice;
import io.sendense.engine.node.protocol.BaselineRecord;
import io.sendense.engine.node.reader.BaselineExport;
import io.sendense.engine.repository.point.PointLayer;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.repository.sums.ClusterSum;
import io.sendense.engine.repository.sums.EffectiveSums;
import io.sendense.engine.repository.sums.Sha256;
import io.sendense.engine.repository.sums.SumsCursor;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a node is told by an export is what a local comparison knows.
@Timeout(120)
class NodeBaselineTest {
    private static final int BLOCK = FakeDisk.BLOCK;
    private static final int KEY = 2000;
    private static final int BLOCKS = 101;

    @TempDir private Path folder;

    /// The records of a disk, as a console offers them.
    private static MemoryBlockDevice records(EffectiveSums sums) throws Exception {
        Sha256 zeroes = Sha256.of(new byte[sums.clusterBytes()]);
        MemoryBlockDevice export =
                new MemoryBlockDevice(BaselineRecord.exportBytes(sums.capacityBytes()));
        SumsCursor cursor = sums.cursor(0);
        for (Optional<ClusterSum> next = cursor.next(); next.isPresent(); next = cursor.next()) {
            ByteBuffer record = ByteBuffer.allocate(BaselineRecord.BYTES);
            if (next.get().sum().equals(zeroes)) {
                BaselineRecord.putZero(record);
            } else {
                ByteBuffer sum = ByteBuffer.allocate(Sha256.BYTES);
                next.get().sum().putInto(sum);
                BaselineRecord.putData(record, sum.array());
            }
            export.write(next.get().index() * BaselineRecord.BYTES, record.flip());
        }
        return export;
    }

    @Test
    void saysTheSameOfEveryCluster() throws Exception {
        try (BackupFixture fixture = new BackupFixture(folder)) {
            FakeDisk disk = fixture.source.addDisk(KEY, (BLOCKS - 1L) * BLOCK + 512);
            fixture.source.write(disk, 0, noise(1, 10 * BLOCK));
            fixture.source.write(disk, 40L * BLOCK, noise(2, 20 * BLOCK));
            fixture.source.write(disk, (BLOCKS - 1L) * BLOCK, noise(3, 512));
            fixture.backup();
            fixture.source.write(disk, 3L * BLOCK, new byte[2 * BLOCK]);
            fixture.source.write(disk, 50L * BLOCK + 7, noise(4, BLOCK));
            fixture.backup();
            RestorePoint point = fixture.repository.points().getFirst();
            PointLayer layer = new PointLayer(point, point.manifest().disks().getFirst());
            byte[] now = disk.bytes();
            byte[] other = noise(5, now.length);
            try (Comparison local = Comparison.with(layer);
                    EffectiveSums sums = point.chain(KEY).checkedSums();
                    BaselineExport told = new BaselineExport(records(sums))) {
                int equal = 0;
                int zero = 0;
                for (int cluster = 0; cluster < BLOCKS; cluster++) {
                    boolean same = local.shows(cluster, part(now, cluster));
                    assertThat(told.shows(cluster, part(now, cluster)))
                            .as("cluster %d", cluster)
                            .isEqualTo(same);
                    assertThat(told.showsZero(cluster)).isEqualTo(local.showsZero(cluster));
                    assertThat(told.shows(cluster, part(other, cluster))).isFalse();
                    equal += same ? 1 : 0;
                    zero += local.showsZero(cluster) ? 1 : 0;
                }
                assertThat(equal).isEqualTo(8 + 20 + 1);
                assertThat(zero).isEqualTo(BLOCKS - equal);
            }
        }
    }

    private static ByteBuffer part(byte[] disk, int cluster) {
        int from = cluster * BLOCK;
        return ByteBuffer.wrap(disk, from, Math.min(BLOCK, disk.length - from));
    }

    private static byte[] noise(long seed, int length) {
        byte[] noise = new byte[length];
        new Random(seed).nextBytes(noise);
        return noise;
    }
}
