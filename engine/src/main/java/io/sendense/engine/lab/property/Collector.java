package io.sendense.engine.lab.property;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.lab.model.ChangeJournal;
import io.sendense.engine.lab.model.ManagedObject;
import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.soap.Sequence;
import io.sendense.engine.lab.soap.SoapFault;
import io.sendense.engine.lab.soap.Structure;
import io.sendense.engine.lab.soap.Value;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// A `PropertyCollector` of one session: its filters, and what they have to tell. Thread-safe; of
/// several waits at once the later ones wait for the first. Filters may be added and taken out
/// while someone waits.
///
/// Versions count the answers. The client names the last one it got; naming the one before gets the
/// last answer again, so that an answer lost on the way is not lost.
public final class Collector extends ManagedObject {
    private static final Set<String> NAMES = Set.of("filter");

    private final ChangeJournal journal;

    /// Held by the one who waits. Taken before `lock`, never after.
    private final ReentrantLock turn = new ReentrantLock(true);

    /// Guards the state; never held while waiting.
    private final ReentrantLock lock = new ReentrantLock();

    private final AtomicLong cancels = new AtomicLong();
    private final AtomicLong additions = new AtomicLong();

    @GuardedBy("lock")
    private final Map<Reference, Filter> filters = new LinkedHashMap<>();

    @GuardedBy("lock")
    private final Deque<Update> pending = new ArrayDeque<>();

    @GuardedBy("lock")
    private long version;

    @GuardedBy("lock")
    private Optional<Structure> lastAnswer = Optional.empty();

    private final Pages pages;

    /// @param journal tells of changes
    /// @param pages the answers it gives in pages
    public Collector(Reference reference, ChangeJournal journal, Pages pages) {
        super(reference);
        this.journal = journal;
        this.pages = pages;
    }

    /// The answers it gives in pages.
    public Pages pages() {
        return pages;
    }

    /// An update and the filter it belongs to.
    private record Update(Reference filter, Structure object) {}

    /// How long and how much a client waits for.
    ///
    /// @param time at most this long
    /// @param maxObjects at most that many objects in one answer
    /// @param over says that the wait is pointless, because the session has ended
    public record Patience(Duration time, int maxObjects, BooleanSupplier over) {}

    /// Adds a filter.
    public void add(Filter filter) {
        lock.lock();
        try {
            filters.put(filter.reference(), filter);
        } finally {
            lock.unlock();
        }
        additions.incrementAndGet();
        journal.wake();
    }

    /// Takes a filter out, where it is here; whoever waits goes on with the others.
    public void remove(Reference filter) {
        lock.lock();
        try {
            filters.remove(filter);
            pending.removeIf(update -> update.filter().equals(filter));
        } finally {
            lock.unlock();
        }
    }

    /// The filters it has now.
    public List<Reference> filters() {
        lock.lock();
        try {
            return List.copyOf(filters.keySet());
        } finally {
            lock.unlock();
        }
    }

    /// Makes whoever waits give up.
    public void cancelWaits() {
        cancels.incrementAndGet();
        journal.wake();
    }

    /// Waits for updates.
    ///
    /// @param since the version of the last answer the client got, empty for the first
    /// @return an `UpdateSet`; empty where nothing happened in time
    /// @throws SoapFault the version is none of this collector's, or the wait was cancelled
    /// @throws InterruptedException the lab is closing
    public Optional<Structure> await(String since, Patience patience)
            throws SoapFault, InterruptedException {
        long cancelsBefore = cancels.get();
        turn.lockInterruptibly();
        try {
            if (goBackTo(since)) {
                return lastAnswer();
            }
            long deadline = System.nanoTime() + patience.time().toNanos();
            while (true) {
                long changesBefore = journal.now();
                long additionsBefore = additions.get();
                Optional<Structure> answer = answer(patience.maxObjects());
                if (answer.isPresent()) {
                    return answer;
                }
                if (cancels.get() != cancelsBefore) {
                    throw SoapFault.canceled();
                }
                Duration left = Duration.ofNanos(deadline - System.nanoTime());
                if (patience.over().getAsBoolean() || !left.isPositive()) {
                    return Optional.empty();
                }
                boolean _ =
                        journal.awaitChangeAfter(
                                changesBefore,
                                left,
                                () ->
                                        patience.over().getAsBoolean()
                                                || additions.get() != additionsBefore
                                                || cancels.get() != cancelsBefore);
            }
        } finally {
            turn.unlock();
        }
    }

    @Override
    public Set<String> propertyNames() {
        return NAMES;
    }

    @Override
    public Optional<Value> property(String name) {
        if (!name.equals("filter")) {
            return Optional.empty();
        }
        return Optional.of(Sequence.references(filters()));
    }

    private Optional<Structure> lastAnswer() {
        lock.lock();
        try {
            return lastAnswer;
        } finally {
            lock.unlock();
        }
    }

    /// Brings the state to where the client is; true where it wants the last answer again.
    private boolean goBackTo(String since) throws SoapFault {
        lock.lock();
        try {
            if (since.isEmpty()) {
                filters.values().forEach(Filter::reset);
                pending.clear();
                lastAnswer = Optional.empty();
                return false;
            }
            if (since.equals(Long.toString(version))) {
                return false;
            }
            if (since.equals(Long.toString(version - 1)) && lastAnswer.isPresent()) {
                return true;
            }
            throw new SoapFault(
                    Structure.of("InvalidCollectorVersion"),
                    "The collector is at version " + version + ", not '" + since + "'.");
        } finally {
            lock.unlock();
        }
    }

    /// What there is to tell now; empty where that is nothing.
    private Optional<Structure> answer(int maxObjects) throws SoapFault {
        lock.lock();
        try {
            gather();
            if (pending.isEmpty()) {
                return Optional.empty();
            }
            version++;
            lastAnswer = Optional.of(updateSet(maxObjects));
            return lastAnswer;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void gather() throws SoapFault {
        if (!pending.isEmpty()) {
            return; // what was cut off comes first
        }
        for (Filter filter : filters.values()) {
            for (Structure update : filter.updates()) {
                pending.add(new Update(filter.reference(), update));
            }
        }
    }

    @GuardedBy("lock")
    private Structure updateSet(int maxObjects) {
        Map<Reference, List<Structure>> byFilter = new LinkedHashMap<>();
        for (int count = 0; count < maxObjects && !pending.isEmpty(); count++) {
            Update update = pending.remove();
            byFilter.computeIfAbsent(update.filter(), _ -> new ArrayList<>()).add(update.object());
        }
        Structure.Composer set = Structure.of("UpdateSet").with("version", Long.toString(version));
        byFilter.forEach((filter, objects) -> {
            Structure.Composer updates =
                    Structure.of("PropertyFilterUpdate").with("filter", filter);
            objects.forEach(object -> updates.with("objectSet", object));
            set.with("filterSet", updates);
        });
        return set.with("truncated", !pending.isEmpty()).build();
    }
}
