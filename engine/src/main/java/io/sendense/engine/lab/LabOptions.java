package io.sendense.engine.lab;

import io.sendense.engine.lab.product.Product;
import io.sendense.engine.lab.storage.StorageLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/// How a lab is to be. Immutable; start from [#standard] and change what matters.
///
/// @param port the port to listen on, 0 for any free one
/// @param content what there is in it
/// @param account who may log in; empty for the usual name with a new random password
/// @param keepFrozen where to keep the disks of every snapshot as raw files, if anywhere
/// @param pace how it behaves in time
/// @param limits what it gives at once
public record LabOptions(
        int port,
        Content content,
        Optional<Login> account,
        Optional<Path> keepFrozen,
        Pace pace,
        Limits limits) {

    /// A name and a password. Its text form hides the password.
    ///
    /// @param user the name
    /// @param password the password
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }

    /// What there is in a lab.
    ///
    /// @param product a vCenter, or a host of its own
    /// @param seed the same seed gives the same identities and contents
    /// @param extraMachines how many plain VMs there are besides the table's
    public record Content(Product product, long seed, int extraMachines) {
        /// Refuses a negative number.
        public Content {
            if (extraMachines < 0) {
                throw new IllegalArgumentException(extraMachines + " extra VMs");
            }
        }
    }

    /// How a lab behaves in time.
    ///
    /// @param clock what it takes the time from
    /// @param taskTime how long every task takes at least
    /// @param sessionIdle how long a session lasts without a call
    /// @param guestSteps how many steps per second the guest of `pgtest1` does; 0 for no guests.
    ///   Those of the table's other running VMs do a twentieth of it, at least one.
    public record Pace(
            InstantSource clock, Duration taskTime, Duration sessionIdle, int guestSteps) {
        /// Refuses a negative rate.
        public Pace {
            if (guestSteps < 0) {
                throw new IllegalArgumentException(guestSteps + " guest steps per second");
            }
        }
    }

    /// What a lab gives at once.
    ///
    /// @param pageObjects most objects in one page of properties
    /// @param storage its disks
    /// @param privileges ids of what the account may do; empty for everything
    public record Limits(
            int pageObjects, StorageLimits storage, Optional<Set<String>> privileges) {}

    /// Any port, seed 1, the table's VMs, tasks of a fifth of a second, sessions of half an hour,
    /// 40 guest steps per second, pages of 1000 objects.
    public static LabOptions standard(InstantSource clock) {
        return new LabOptions(
                0,
                new Content(Product.VCENTER, 1, 0),
                Optional.empty(),
                Optional.empty(),
                new Pace(clock, Duration.ofMillis(200), Duration.ofMinutes(30), 40),
                new Limits(1000, StorageLimits.standard(), Optional.empty()));
    }

    /// The same on another port.
    public LabOptions withPort(int newPort) {
        return new LabOptions(newPort, content, account, keepFrozen, pace, limits);
    }

    /// The same with another seed.
    public LabOptions withSeed(long seed) {
        return new LabOptions(
                port,
                new Content(content.product(), seed, content.extraMachines()),
                account,
                keepFrozen,
                pace,
                limits);
    }

    /// The same with that many plain VMs more.
    public LabOptions withExtraMachines(int count) {
        return new LabOptions(
                port,
                new Content(content.product(), content.seed(), count),
                account,
                keepFrozen,
                pace,
                limits);
    }

    /// The same as something else: a host of its own, for instance.
    public LabOptions withProduct(Product product) {
        return new LabOptions(
                port,
                new Content(product, content.seed(), content.extraMachines()),
                account,
                keepFrozen,
                pace,
                limits);
    }

    /// The same with a known name and password.
    public LabOptions withAccount(String user, String password) {
        return new LabOptions(
                port, content, Optional.of(new Login(user, password)), keepFrozen, pace, limits);
    }

    /// The same, keeping the disks of every snapshot.
    public LabOptions withKeepFrozen(Path directory) {
        return new LabOptions(port, content, account, Optional.of(directory), pace, limits);
    }

    /// The same with tasks that take so long.
    public LabOptions withTaskTime(Duration time) {
        return new LabOptions(
                port,
                content,
                account,
                keepFrozen,
                new Pace(pace.clock(), time, pace.sessionIdle(), pace.guestSteps()),
                limits);
    }

    /// The same with sessions that end after so long without a call.
    public LabOptions withSessionIdle(Duration time) {
        return new LabOptions(
                port,
                content,
                account,
                keepFrozen,
                new Pace(pace.clock(), pace.taskTime(), time, pace.guestSteps()),
                limits);
    }

    /// The same with guests that do so many steps per second; 0 for disks that nobody writes to.
    public LabOptions withGuestSteps(int perSecond) {
        return new LabOptions(
                port,
                content,
                account,
                keepFrozen,
                new Pace(pace.clock(), pace.taskTime(), pace.sessionIdle(), perSecond),
                limits);
    }

    /// The same with smaller or larger pages of properties.
    public LabOptions withPageObjects(int count) {
        return new LabOptions(
                port,
                content,
                account,
                keepFrozen,
                pace,
                new Limits(count, limits.storage(), limits.privileges()));
    }

    /// The same with other limits of its disks.
    public LabOptions withStorage(StorageLimits storage) {
        return new LabOptions(
                port,
                content,
                account,
                keepFrozen,
                pace,
                new Limits(limits.pageObjects(), storage, limits.privileges()));
    }

    /// The same with an account that may do no more than this.
    public LabOptions withPrivileges(Set<String> ids) {
        return new LabOptions(
                port,
                content,
                account,
                keepFrozen,
                pace,
                new Limits(limits.pageObjects(), limits.storage(), Optional.of(Set.copyOf(ids))));
    }
}
