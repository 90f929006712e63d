package io.sendense.engine.api.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConflatingQueueTest {
    private final ConflatingQueue<String> queue = new ConflatingQueue<>(3);

    private String drain() throws InterruptedException {
        queue.close();
        StringBuilder all = new StringBuilder();
        for (String next = queue.take(); next != null; next = queue.take()) {
            all.append(next);
        }
        return all.toString();
    }

    @Test
    void keepsTheNewestOfAKeyAtItsNewestPlace() throws InterruptedException {
        queue.replace("run", "1");
        queue.add("a");
        queue.replace("other", "x");
        queue.replace("run", "2");
        queue.add("b");
        assertThat(drain()).isEqualTo("ax2b");
    }

    @Test
    void refusesMoreThanItsBoundWithoutAKeyAndNothingWithOne() throws InterruptedException {
        assertThat(queue.add("a") && queue.add("b") && queue.add("c")).isTrue();
        assertThat(queue.add("d")).isFalse();
        for (int i = 0; i < 10; i++) {
            queue.replace(i, "" + i);
        }
        assertThat(queue.take()).isEqualTo("a");
        assertThat(queue.add("e")).isTrue();
        assertThat(drain()).isEqualTo("bc0123456789e");
    }

    @Test
    void takesNothingMoreOnceClosed() throws InterruptedException {
        queue.add("a");
        queue.close();
        assertThat(queue.add("b")).isTrue();
        queue.replace("k", "c");
        assertThat(queue.closeWith("d")).isFalse();
        assertThat(drain()).isEqualTo("a");
    }

    @Test
    void leavesOnlyTheLastWord() throws InterruptedException {
        queue.add("a");
        queue.replace("k", "b");
        assertThat(queue.closeWith("bye")).isTrue();
        assertThat(queue.closeWith("bye again")).isFalse();
        assertThat(drain()).isEqualTo("bye");
    }

    @Test
    void wakesWhoWaits() throws InterruptedException {
        Thread taker =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                queue.take();
                                queue.take();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        queue.add("a");
        queue.close();
        assertThat(taker.join(Duration.ofSeconds(20))).isTrue();
    }
}
