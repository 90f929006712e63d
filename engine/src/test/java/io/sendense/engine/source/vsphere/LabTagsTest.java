package io.sendense.engine.source.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.lab.product.Product;
import io.sendense.engine.security.Fingerprint;
import io.sendense.engine.security.Secret;
import io.sendense.engine.security.ServerTrust;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.Tag;
import io.sendense.engine.source.inventory.Tags;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Tags of the lab's VMs, and what may go wrong with them without an inventory failing.
@Timeout(120)
class LabTagsTest extends LabSource {
    private static final String NEW = "/api/session";
    private static final String OLD = "/rest/com/vmware/cis/session";
    private static final String ASSOCIATIONS = "/api/cis/tagging/tag-association";
    private static final String VM = "VirtualMachine";

    @Override
    LabOptions options() {
        return super.options().withExtraMachines(120);
    }

    private static List<String> tagsOf(Inventory inventory, String name) {
        ObjectId id =
                inventory.vms().stream()
                        .filter(vm -> vm.name().equals(name))
                        .findFirst()
                        .orElseThrow()
                        .id();
        return inventory.tags().of(id).stream().map(Tag::toString).toList();
    }

    private FaultRule fault(String path, FaultAction action) {
        FaultRule rule = FaultRule.on(FaultRule.TAGGING, action).object(path).always();
        lab.faults().add(rule);
        return rule;
    }

    /// What a source sees that has not asked before.
    private Inventory freshly() throws Exception {
        try (VsphereSource fresh = connect(VsphereLimits.usual().withRetry(RETRY))) {
            return fresh.inventory();
        }
    }

    @Test
    void areReadWithTheirCategories() throws Exception {
        Inventory inventory = source.inventory();
        assertThat(inventory.tags().readable()).isTrue();
        assertThat(inventory.tags().all())
                .extracting(Tag::toString)
                .containsSubsequence(
                        "backup: gold",
                        "backup: none",
                        "backup: silver",
                        "environment: production",
                        "environment: test");
        assertThat(tagsOf(inventory, "pgtest1"))
                .containsExactly("backup: gold", "environment: production");
        assertThat(tagsOf(inventory, "fleet-00040"))
                .containsExactly("backup: gold", "environment: test");
        assertThat(tagsOf(inventory, "no-tools")).isEmpty();
    }

    @Test
    void areReadInTheOlderFormWhereThereIsNoOther() throws Exception {
        Tags usual = source.inventory().tags();
        fault(NEW, new FaultAction.AnswerStatus(404));
        FaultRule asked = fault(ASSOCIATIONS, new FaultAction.AnswerStatus(500));
        assertThat(freshly().tags()).isEqualTo(usual);
        assertThat(lab.faults().matched(asked)).isZero();
    }

    @Test
    void ofFoldersAreReadAndThoseOfDatastoresLeftOut() throws Exception {
        lab.tags().create("place", "cellar");
        ObjectId folder =
                source.inventory().containers().stream()
                        .filter(one -> one.name().equals("Databases"))
                        .findFirst()
                        .orElseThrow()
                        .id();
        lab.tags().attach("place", "cellar", "Folder", folder.value());
        lab.tags().attach("place", "cellar", "Datastore", "datastore-9999");
        Tags tags = source.inventory().tags();
        assertThat(tags.of(folder)).extracting(Tag::name).containsExactly("cellar");
        assertThat(tags.attached()).doesNotContainKey(new ObjectId("datastore-9999"));
        lab.tags().remove("place", "cellar");
        assertThat(source.inventory().tags().of(folder)).isEmpty();
    }

    @Test
    void areReadAgainWithEachInventoryInAsFewCallsAsCanBe() throws Exception {
        assertThat(tagsOf(source.inventory(), "web01")).contains("backup: silver");
        FaultRule calls =
                FaultRule.on(FaultRule.TAGGING, new FaultAction.Delay(Duration.ZERO)).always();
        lab.faults().add(calls);
        String web01 = lab.machines().find("web01").orElseThrow();
        lab.tags().detach("backup", "silver", VM, web01);
        lab.tags().attach("backup", "gold", VM, web01);
        assertThat(tagsOf(source.inventory(), "web01")).contains("backup: gold");
        assertThat(lab.faults().matched(calls)).as("ids of all, what bears them").isEqualTo(2);
        lab.tags().detach("backup", "gold", VM, web01);
        lab.tags().attach("backup", "silver", VM, web01);
        assertThat(tagsOf(source.inventory(), "web01")).contains("backup: silver");
    }

    @Test
    void areReadAgainWhileAnInventoryIsFollowed() throws Exception {
        String id = lab.machines().find("Kasse 1").orElseThrow();
        List<Inventory> told = new CopyOnWriteArrayList<>();
        try (VsphereSource listener =
                connect(
                        VsphereLimits.usual()
                                .withRetry(RETRY)
                                .withRereadTags(Duration.ofMillis(100)))) {
            Thread following =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    listener.follow(told::add);
                                } catch (Exception e) {
                                    // the test ends it
                                }
                            });
            await(told, "Kasse 1", "backup: gold");
            lab.tags().detach("backup", "gold", VM, id);
            // no SOAP call tells of that: the server's next news, or its silence, brings it
            await(told, "Kasse 1", "environment: production");
            assertThat(told.getLast().vms()).hasSameSizeAs(told.getFirst().vms());
            following.interrupt();
            assertThat(following.join(Duration.ofSeconds(30))).isTrue();
        } finally {
            lab.tags().attach("backup", "gold", VM, id);
        }
    }

    private static void await(List<Inventory> told, String vm, String first) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (told.isEmpty() || !tagsOf(told.getLast(), vm).getFirst().equals(first)) {
            assertThat(System.nanoTime()).as("told in time").isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    @Test
    void areReadAgainAfterTheSessionWasLost() throws Exception {
        Tags before = source.inventory().tags();
        lab.expireSessions();
        assertThat(lab.tags().sessionCount()).isZero();
        assertThat(source.inventory().tags()).isEqualTo(before);
        assertThat(lab.tags().sessionCount()).isOne();
    }

    @Test
    void aReadingLogsInOnceAndOutAtTheEnd() throws Exception {
        lab.expireSessions();
        try (VsphereSource other = connect(VsphereLimits.usual())) {
            assertThat(other.inventory().tags().readable()).isTrue();
            assertThat(other.inventory().tags().readable()).isTrue();
            assertThat(lab.tags().sessionCount()).isOne();
        }
        assertThat(lab.tags().sessionCount()).isZero();
    }

    @Test
    void areUnknownWhereTheServerHasNoSuchApiAndItIsNotAskedAgainSoon() throws Exception {
        fault(NEW, new FaultAction.AnswerStatus(404));
        FaultRule last = fault(OLD, new FaultAction.AnswerStatus(404));
        try (VsphereSource other = connect(VsphereLimits.usual().withRetry(RETRY))) {
            for (int i = 0; i < 3; i++) {
                assertThat(other.inventory().tags()).isEqualTo(Tags.UNREADABLE);
                assertThat(other.inventory().vms()).hasSizeGreaterThan(120);
            }
        }
        assertThat(lab.faults().matched(last)).isOne();
    }

    @Test
    void areUnknownWhereTheLoginIsRefusedAndThatIsTriedOnceOnly() throws Exception {
        FaultRule first = fault(NEW, new FaultAction.AnswerStatus(401));
        FaultRule last = fault(OLD, new FaultAction.AnswerStatus(401));
        try (VsphereSource other = connect(VsphereLimits.usual().withRetry(RETRY))) {
            for (int i = 0; i < 3; i++) {
                assertThat(other.inventory().tags()).isEqualTo(Tags.UNREADABLE);
            }
        }
        assertThat(lab.faults().matched(first)).isOne();
        assertThat(lab.faults().matched(last)).isOne();
    }

    @Test
    void areUnknownToAnAccountThatMayNotSeeThem() throws Exception {
        fault("/api/cis/tagging/tag", new FaultAction.AnswerStatus(403));
        Inventory inventory = freshly();
        assertThat(inventory.tags()).isEqualTo(Tags.UNREADABLE);
        assertThat(inventory.vms()).hasSizeGreaterThan(120);
    }

    @Test
    void theLastOnesStayForAWhileWhenTheyCannotBeReadAgain() throws Exception {
        Tags before = source.inventory().tags();
        fault(ASSOCIATIONS, new FaultAction.AnswerStatus(503));
        assertThat(source.inventory().tags()).isEqualTo(before);
    }

    @Test
    void thatDoNotComeKeepNoInventoryWaitingForLong() throws Exception {
        fault("/api/cis/tagging/tag", new FaultAction.Delay(Duration.ofSeconds(25)));
        long begun = System.nanoTime();
        try (VsphereSource other = connect(VsphereLimits.usual().withRetry(RETRY))) {
            assertThat(other.inventory().tags()).isEqualTo(Tags.UNREADABLE);
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(Duration.ofSeconds(22));
        }
    }

    @Test
    void aHostOfItsOwnHasNoneAndIsNotAsked() throws Exception {
        try (LabVCenter host =
                        LabVCenter.start(
                                LabOptions.standard(InstantSource.system())
                                        .withProduct(Product.ESXI)
                                        .withGuestSteps(0));
                VsphereSource direct =
                        VsphereSource.connect(
                                VsphereEndpoint.of(
                                        host.url(),
                                        host.user(),
                                        Secret.of(host.password()),
                                        new ServerTrust.Pin(
                                                new Fingerprint(host.certificateSha256()))))) {
            FaultRule asked =
                    FaultRule.on(FaultRule.TAGGING, new FaultAction.AnswerStatus(500)).always();
            host.faults().add(asked);
            assertThat(direct.inventory().tags()).isEqualTo(Tags.NONE);
            assertThat(host.faults().matched(asked)).isZero();
        }
    }
}
