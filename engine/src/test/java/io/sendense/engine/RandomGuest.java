package io.sendense.engine;

import io.sendense.engine.lab.storage.FrozenMachine;
import io.sendense.engine.lab.storage.LabDisk;
import io.sendense.engine.lab.storage.MachineDisks;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

/// What happens to the disks of a VM between two backups, and during one, at random.
final class RandomGuest {
    private static final int MOST_BYTES = 600_000;
    private static final long GROWTH_BYTES = 3L << 20;

    private final MachineDisks machine;
    private final List<LabDisk> disks;
    private final Random random;

    RandomGuest(MachineDisks machine, Random random) {
        this.machine = machine;
        this.disks = machine.disks();
        this.random = random;
    }

    /// A few things: writes, zeroes, trims, and now and then a reset, a revert or a larger disk.
    void act() {
        for (int i = 1 + random.nextInt(12); i > 0; i--) {
            LabDisk disk = disks.get(random.nextInt(disks.size()));
            switch (random.nextInt(24)) {
                case 0 -> disk.resetChangeTracking();
                case 1 -> revert(disk);
                case 2 ->
                        machine.grow(
                                disk.key(), disk.capacityBytes() + (1 + random.nextInt(9)) * 512L);
                case 3 -> machine.grow(disk.key(), disk.capacityBytes() + GROWTH_BYTES);
                case 4, 5, 6, 7 -> zero(disk, random);
                default -> write(disk, random);
            }
        }
    }

    /// Nothing but writes and zeroes.
    void write() {
        for (int i = 0; i < 20; i++) {
            LabDisk disk = disks.get(random.nextInt(disks.size()));
            if (i % 5 == 4) {
                zero(disk, random);
            } else {
                write(disk, random);
            }
        }
    }

    /// A snapshot of the user's that is gone again before the next backup.
    private void revert(LabDisk disk) {
        try (FrozenMachine users = machine.freeze("by hand")) {
            write(disk, random);
            zero(disk, random);
            if (random.nextBoolean()) {
                machine.revert(users);
                write(disk, random);
            }
        }
    }

    /// Goes on writing until it is closed.
    AutoCloseable busy() {
        Random own = new Random(random.nextLong());
        AtomicBoolean done = new AtomicBoolean();
        Thread writer =
                Thread.ofVirtual()
                        .start(() -> {
                            while (!done.get()) {
                                LabDisk disk = disks.get(own.nextInt(disks.size()));
                                if (own.nextInt(4) == 0) {
                                    zero(disk, own);
                                } else {
                                    write(disk, own);
                                }
                                pause();
                            }
                        });
        return () -> {
            done.set(true);
            writer.join();
        };
    }

    private static void pause() {
        try {
            Thread.sleep(15);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(LabDisk disk, Random random) {
        byte[] bytes = new byte[1 + random.nextInt(random.nextBoolean() ? 5000 : MOST_BYTES)];
        random.nextBytes(bytes);
        if (random.nextBoolean()) {
            // Something that can be packed.
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] &= 3;
            }
        }
        disk.write(offset(disk, bytes.length, random), ByteBuffer.wrap(bytes));
    }

    private static void zero(LabDisk disk, Random random) {
        long length = 1 + random.nextInt(random.nextBoolean() ? MOST_BYTES : 40 << 20);
        disk.zero(offset(disk, length, random), length);
    }

    /// Anywhere, more often near the ends and where something is likely to be.
    private static long offset(LabDisk disk, long length, Random random) {
        long room = disk.capacityBytes() - length;
        return switch (random.nextInt(4)) {
            case 0 -> random.nextLong(Math.min(room, 2 << 20) + 1);
            case 1 -> room - random.nextLong(Math.min(room, 2 << 20) + 1);
            default -> random.nextLong(room + 1);
        };
    }
}
