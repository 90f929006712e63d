package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusRunsTest {
    /// A source that says the same of every range of this many bytes, in turn.
    private record Stripes(long bytes, long... states) implements StatusSource {
        @Override
        public List<StatusRun> runs(long offset, long length) {
            List<StatusRun> runs = new ArrayList<>();
            for (long position = offset; position < offset + length; ) {
                long end = Math.min(offset + length, (position / bytes + 1) * bytes);
                long state = states[(int) (position / bytes % states.length)];
                runs.add(new StatusRun(position, end - position, state));
                position = end;
            }
            return runs;
        }

        @Override
        public long mixed(long one, long other) {
            return one & other;
        }
    }

    private static List<String> runs(StatusSource source, int block, long offset, long length)
            throws IOException {
        return new StatusRuns(source, block, StatusRuns.MOST_RUNS)
                .of(offset, length).stream()
                        .map(run -> run.offset() + "+" + run.length() + "=" + run.state())
                        .toList();
    }

    @Test
    void joinsWhatIsAlikeAcrossTheWindowsOfTheSource() throws Exception {
        assertThat(runs(new Stripes(1000, 3), 1, 7, 1L << 30)).containsExactly("7+1073741824=3");
        assertThat(runs(new Stripes(1000, 3, 3, 0), 1, 500, 3000))
                .containsExactly("500+1500=3", "2000+1000=0", "3000+500=3");
    }

    @Test
    void endsNoRunWithinABlock() throws Exception {
        Stripes source = new Stripes(700, 3, 2, 0);
        assertThat(runs(source, 512, 0, 4096))
                .containsExactly(
                        "0+512=3", "512+512=2", "1024+1536=0", "2560+512=2", "3072+1024=0");
    }

    @Test
    void stopsAfterOneRunWhereOneIsWanted() throws Exception {
        StatusRuns one = new StatusRuns(new Stripes(1000, 3, 0), 1, 1);
        assertThat(one.of(0, 10_000)).containsExactly(new StatusRun(0, 1000, 3));
        StatusRuns all = new StatusRuns(new Stripes(1000, 3), 1, 1);
        assertThat(all.of(10, 10_000)).containsExactly(new StatusRun(10, 10_000, 3));
    }

    @Test
    void stopsWhereAReplyIsFull() throws Exception {
        List<StatusRun> found =
                new StatusRuns(new Stripes(1, 3, 0), 1, StatusRuns.MOST_RUNS).of(0, 1 << 20);
        assertThat(found).hasSize(StatusRuns.MOST_RUNS);
        assertThat(found.getLast().end()).isEqualTo(StatusRuns.MOST_RUNS);
    }

    @Test
    void tellsOfNoMoreThanItIsWorthWaitingFor() throws Exception {
        List<StatusRun> found =
                new StatusRuns(new Stripes(Long.MAX_VALUE, 3), 1, StatusRuns.MOST_RUNS)
                        .of(0, 1L << 60);
        assertThat(found).containsExactly(new StatusRun(0, 256L << 30, 3));
    }
}
