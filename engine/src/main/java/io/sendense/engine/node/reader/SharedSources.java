package io.sendense.engine.node.reader;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.node.protocol.VCenterAccess;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.source.inventory.VmSource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/// The connections to vCenters that jobs share: one for each address, account, password and pin.
/// Thread-safe.
///
/// Whoever knows another password gets another session, which the vCenter judges. When the last one
/// gives its share back, the session ends and the password is wiped.
final class SharedSources {
    private final NodeSources sources;

    @GuardedBy("this")
    private final List<Shared> open = new ArrayList<>();

    SharedSources(NodeSources sources) {
        this.sources = sources;
    }

    private static final class Shared {
        final VCenterAccess access;
        final VmSource source;
        int users;

        Shared(VCenterAccess access, VmSource source) {
            this.access = access;
            this.source = source;
        }
    }

    /// Takes a share. Nothing is sent yet.
    ///
    /// @param access from now on this one's to wipe
    synchronized Lease take(VCenterAccess access) throws EngineException {
        for (Shared each : open) {
            if (same(each.access, access)) {
                access.close();
                each.users++;
                return new Lease(each);
            }
        }
        try {
            Shared shared = new Shared(access, sources.connect(access));
            shared.users = 1;
            open.add(shared);
            return new Lease(shared);
        } catch (EngineException | RuntimeException e) {
            access.close();
            throw e;
        }
    }

    private static boolean same(VCenterAccess one, VCenterAccess other) {
        return one.url().equals(other.url())
                && one.user().equals(other.user())
                && one.pin().equals(other.pin())
                && MessageDigest.isEqual(bytes(one), bytes(other));
    }

    private static byte[] bytes(VCenterAccess access) {
        return access.password().reveal().getBytes(StandardCharsets.UTF_8);
    }

    /// How many there are.
    synchronized int count() {
        return open.size();
    }

    private void giveBack(Shared shared) {
        synchronized (this) {
            if (--shared.users > 0) {
                return;
            }
            open.remove(shared);
        }
        try {
            shared.source.close();
        } finally {
            shared.access.close();
        }
    }

    /// A share of a connection. Confined to one thread; its source is not.
    final class Lease implements AutoCloseable {
        private final Shared shared;
        private boolean returned;

        private Lease(Shared shared) {
            this.shared = shared;
        }

        VmSource source() {
            return shared.source;
        }

        @Override
        public void close() {
            if (!returned) {
                returned = true;
                giveBack(shared);
            }
        }
    }
}
