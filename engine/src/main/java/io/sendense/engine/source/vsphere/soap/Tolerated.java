package io.sendense.engine.source.vsphere.soap;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How often a server said something yavijava does not know. Each name is logged once. Thread-safe.
public final class Tolerated {
    private static final Logger LOG = LoggerFactory.getLogger(Tolerated.class);

    /// A server can invent names without end; past this many they are counted together.
    private static final int MOST_NAMES = 2000;

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    void type(String name) {
        count("type " + name);
    }

    void field(Class<?> owner, String name) {
        count("field " + owner.getSimpleName() + "." + name);
    }

    void constant(Class<?> owner, String name) {
        count("constant " + owner.getSimpleName() + "." + name);
    }

    private void count(String what) {
        String name = counts.size() < MOST_NAMES || counts.containsKey(what) ? what : "others";
        LongAdder count =
                counts.computeIfAbsent(
                        name,
                        first -> {
                            LOG.debug("the server uses a {} that is not known here", first);
                            return new LongAdder();
                        });
        count.increment();
    }

    /// `type VirtualNVMEController`, `field VirtualDisk.vDiskId`, `constant HostState.x` and how
    /// often each came.
    public Map<String, Long> counts() {
        Map<String, Long> all = new TreeMap<>();
        counts.forEach((name, count) -> all.put(name, count.sum()));
        return all;
    }
}
