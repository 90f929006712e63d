package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.ChildJvm;
import io.sendense.engine.disk.image.CommitProgress;
import io.sendense.engine.disk.image.LayerCommit;
import io.sendense.engine.disk.qcow2.ManyCommits.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// kill -9 while layers are resized, committed, emptied and renamed, several at once, at random
/// points of every phase: whoever reads through a layer finds its bytes, no file has worse than
/// leaks, the file below the one that is committed into is untouched, and the next commit ends
/// right.
@Timeout(180)
class KilledWhileCommittingTest {
    private static final int LAYERS = 5;
    private static final int KILLS = 24;

    @TempDir private Path folder;
    private final Random random = new Random(seed());
    private final Map<Phase, Integer> hits = new EnumMap<>(Phase.class);
    private final Map<String, Long> durations = new HashMap<>();

    private static long seed() {
        long seed = Long.getLong("sendense.seed", new Random().nextLong());
        System.out.println("seed " + seed);
        return seed;
    }

    @Test
    void readsTheSameAndEndsRight() throws Exception {
        measure();
        int points = 0;
        for (int round = 0; round < KILLS; round++) {
            List<CommitChain> chains = make();
            Phase target = Phase.values()[round % Phase.DONE.ordinal()];
            String line = round % LAYERS + " " + target;
            // Half of the kills come early: the phase may be over sooner than it was measured.
            double part = random.nextDouble() / (1 + round / Phase.DONE.ordinal() % 2);
            long patience = (long) (part * durations.getOrDefault(line, 0L));
            Map<Integer, Phase> reached = killed(line, patience);
            for (int i = 0; i < LAYERS; i++) {
                Phase phase = reached.get(i);
                if (phase != null && phase != Phase.DONE) {
                    hits.merge(phase, 1, Integer::sum);
                    points++;
                }
                String what = "kill %d, %d ns after %s, layer %d in %s";
                chains.get(i)
                        .judge(
                                Optional.ofNullable(phase),
                                what.formatted(round, patience, line, i, phase));
                endRight(i, chains.get(i), "after kill " + round);
            }
        }
        System.out.println(points + " points: " + hits);
        assertThat(points).isGreaterThanOrEqualTo(60);
        for (Phase phase : Phase.values()) {
            if (phase != Phase.DONE) {
                assertThat(hits.getOrDefault(phase, 0)).as("kills while %s", phase).isPositive();
            }
        }
    }

    private List<CommitChain> make() throws IOException {
        List<CommitChain> chains = new ArrayList<>();
        for (int i = 0; i < LAYERS; i++) {
            chains.add(CommitChain.make(folder, i, random));
        }
        return chains;
    }

    /// How long each phase takes where nobody is killed.
    private void measure() throws Exception {
        make();
        Map<Integer, String> phases = new HashMap<>();
        Map<Integer, Long> since = new HashMap<>();
        try (ChildJvm child = start("nothing", 0)) {
            for (String line : child.lines()) {
                String[] words = line.split(" ");
                int number = Integer.parseInt(words[0]);
                long now = Long.parseLong(words[2]);
                if (phases.containsKey(number)) {
                    durations.put(number + " " + phases.get(number), now - since.get(number));
                }
                phases.put(number, words[1]);
                since.put(number, now);
            }
        }
        assertThat(durations).hasSize(LAYERS * Phase.DONE.ordinal());
    }

    private ChildJvm start(String line, long patience) throws IOException {
        return ChildJvm.start(ManyCommits.class, folder, LAYERS, CommitChain.GROWN, line, patience);
    }

    /// In which phase each layer was when the process was killed; absent before its first.
    private Map<Integer, Phase> killed(String line, long patience) throws Exception {
        Map<Integer, Phase> reached = new HashMap<>();
        try (ChildJvm child = start(line, patience)) {
            for (String said : child.lines()) {
                String[] words = said.split(" ");
                reached.put(Integer.parseInt(words[0]), Phase.valueOf(words[1]));
            }
            assertThat(child.exit()).as("killed after %s", line).isIn(128 + 9, 0);
        }
        return reached;
    }

    private void endRight(int number, CommitChain chain, String what) throws Exception {
        BackingFiles files = BackingFiles.within(folder);
        Qcow2Resize.run(chain.top(), CommitChain.GROWN, false, files);
        LayerCommit.run(chain.top(), files, LayerCommit.Layer.EMPTIED, CommitProgress.none());
        String other = "also-" + number + ".qcow2";
        BackingChange.run(chain.top(), new BackingName(other, Optional.of("qcow2")));
        // What was leaked is given back too.
        Qcow2Check.repairLeaks(chain.top());
        chain.judge(Optional.of(Phase.DONE), what);
        assertThat(Files.exists(folder.resolve(other))).isTrue();
    }
}
