package io.sendense.engine.repository;

import io.sendense.engine.repository.point.LayerPacking;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.repository.point.RestorePointDraft;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;

/// Child of the tests: makes points of one VM until it is killed, and says which are published.
/// Every other layer is compressed. With `hold` it only holds one draft.
final class EndlessBackups {
    private EndlessBackups() {}

    public static void main(String[] arguments) throws Exception {
        Repository repository = Repository.open(Path.of(arguments[0]));
        Random random = new Random(Long.parseLong(arguments[1]));
        int points = Integer.parseInt(arguments[2]);
        GuestVm vm = new GuestVm();
        GuestDisk disk = vm.disk(2000, 4 << 20).fill(1, random);
        if (points == 0) {
            hold(repository, vm);
        }
        LayerPacking packing = LayerPacking.ofAnEngine();
        System.out.println("ready");
        for (int i = 0; i < points; i++) {
            disk.fill(random.nextInt(64), random)
                    .fillText(random.nextInt(64), random)
                    .fillText(random.nextInt(64), random)
                    .zero(random.nextInt(64));
            vm.packing(i % 2 == 0 ? Optional.of(packing) : Optional.empty());
            // A child knows nothing of what an earlier one changed: its first point is a full.
            RestorePoint point = i == 0 ? vm.backupFull(repository) : vm.backup(repository);
            System.out.println(point.id());
        }
    }

    private static void hold(Repository repository, GuestVm vm) throws Exception {
        RestorePointDraft draft = repository.draft(vm.identity(), GuestVm.BEGIN);
        draft.disk(GuestVm.request(new GuestDisk(2000, "a", 1 << 20), Optional.empty()));
        System.out.println(draft.folder());
        Thread.sleep(Long.MAX_VALUE);
    }
}
