package io.sendense.engine.catalog;

import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.RunId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Commits rows from several threads for ever and prints the number of each after its commit: `run
/// N` or `event N RUN`. Ends with `failed CODE: text` when the catalog fails.
final class CommittingProcess {
    private CommittingProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        // Never closed: a close after the failure would only repeat it.
        Catalog catalog = Catalog.open(new CatalogLocation.H2File(Path.of(arguments[0])));
        System.out.println("open");
        Thread[] threads = new Thread[3];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> commit(catalog));
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void commit(Catalog catalog) {
        Instant start = Instant.parse("2026-11-22T10:00:00Z");
        try {
            while (true) {
                RunId run =
                        catalog.runs()
                                .insert(
                                        new NewRun(
                                                "vc1",
                                                "web",
                                                "vm-42",
                                                "uuid",
                                                "default",
                                                start,
                                                Bandwidth.UNLIMITED,
                                                Optional.empty(),
                                                "0.1.0",
                                                "abc1234"));
                print("run " + run);
                for (int i = 0; i < 3; i++) {
                    long number =
                            catalog.events()
                                    .append(run, start, EventCode.DISK_RETRY, Map.of())
                                    .number();
                    print("event " + number + " " + run);
                }
            }
        } catch (CatalogException e) {
            print("failed " + e.problem().code().id() + ": " + e.problem().arguments());
        }
    }

    private static synchronized void print(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
