package io.sendense.ui.vcenter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.NewVCenter;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.source.inventory.About;
import io.sendense.ui.FakeEngine;
import io.sendense.ui.ViewModelBench;
import io.sendense.ui.shared.Fact;
import io.sendense.ui.vcenter.AddVCenterViewModel.Step;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddVCenterViewModelTest {
    private static final Instant NOW = Instant.parse("2026-11-22T20:00:00Z");

    private static final About FREE_ESXI =
            new About(
                    "VMware ESXi 8.0.3",
                    "8.0.3.0",
                    "host-uuid",
                    false,
                    Optional.of("VMware vSphere 8 Hypervisor"));

    private final ViewModelBench bench = new ViewModelBench(new FakeEngine());
    private int closed;
    private final AddVCenterViewModel viewModel =
            new AddVCenterViewModel(
                    bench.link, bench.texts, InstantSource.fixed(NOW), () -> closed++);

    @Test
    void sendsThePasswordOnlyAfterTheCertificateWasAccepted() {
        type("vc.example.com", FakeEngine.PASSWORD);
        viewModel.continueToCertificate();
        assertThat(viewModel.stepProperty().get()).isEqualTo(Step.CERTIFICATE);
        assertThat(viewModel.fingerprintProperty().get()).isEqualTo(FakeEngine.SHA256);
        assertThat(viewModel.certificateProperty().get())
                .contains(new Fact("Issued by", "CN=CA, DC=vsphere, DC=local"));
        assertThat(bench.engine.added()).isEmpty();
        viewModel.acceptAndAdd();
        NewVCenter added = bench.engine.added().orElseThrow();
        assertThat(added.url()).isEqualTo("https://vc.example.com/sdk");
        assertThat(added.name()).as("named as its host").isEqualTo("vc.example.com");
        assertThat(added.pin()).contains(FakeEngine.SHA256);
        assertThat(added.password().reveal())
                .as("wiped when it was used")
                .doesNotContain(FakeEngine.PASSWORD);
        assertThat(closed).isOne();
        assertThat(viewModel.passwordProperty().get()).isEmpty();
        assertThat(bench.link.vcenters().states()).hasSize(1);
    }

    @Test
    void saysWhatAFreeLicenceMeansBeforeItIsLeft() {
        bench.engine.answerAs(FREE_ESXI);
        type("esx.example.com", FakeEngine.PASSWORD);
        viewModel.continueToCertificate();
        viewModel.acceptAndAdd();
        assertThat(bench.engine.added()).as("it can be browsed").isPresent();
        assertThat(viewModel.stepProperty().get()).isEqualTo(Step.LICENSE);
        assertThat(viewModel.passwordProperty().get()).isEmpty();
        assertThat(viewModel.licenseProperty().get())
                .hasValueSatisfying(words -> {
                    assertThat(words.what()).contains("no virtual machine", "backed up");
                    assertThat(words.why()).contains("vSphere 8 Hypervisor", "snapshot");
                    assertThat(words.remedy()).contains("API access");
                });
        assertThat(closed).isZero();
        viewModel.cancel();
        assertThat(closed).isOne();
        assertThat(bench.link.vcenters().states()).hasSize(1);
    }

    @Test
    void showsInPlaceThatTheLoginWasRefusedAndLetsItBeMended() {
        type("vc.example.com", "wrong");
        viewModel.continueToCertificate();
        viewModel.acceptAndAdd();
        assertThat(viewModel.stepProperty().get()).isEqualTo(Step.ACCOUNT);
        assertThat(viewModel.problemProperty().get())
                .get()
                .extracting("code")
                .isEqualTo("VCENTER-LOGIN-REFUSED");
        assertThat(closed).isZero();
        viewModel.passwordProperty().set(FakeEngine.PASSWORD);
        viewModel.continueToCertificate();
        assertThat(viewModel.problemProperty().get()).isEmpty();
        viewModel.acceptAndAdd();
        assertThat(bench.engine.added()).isPresent();
    }

    @Test
    void staysWhereItIsWhenTheServerCannotBeReached() {
        bench.engine.refuseCertificate(
                Problem.of(ProblemCode.VCENTER_UNREACHABLE).with("url", "https://vc/sdk"));
        type("vc", "x");
        viewModel.continueToCertificate();
        assertThat(viewModel.stepProperty().get()).isEqualTo(Step.ACCOUNT);
        assertThat(viewModel.busyProperty().get()).isFalse();
        assertThat(viewModel.problemProperty().get()).isPresent();
    }

    @Test
    void asksNoServerForWhatIsNoAddress() {
        type("http://vc.example.com/sdk", "x");
        viewModel.continueToCertificate();
        assertThat(viewModel.problemProperty().get())
                .get()
                .extracting("what")
                .isEqualTo("This is no address of a server.");
    }

    @Test
    void saysWhichAddressWillBeUsed() {
        viewModel.addressProperty().set("vc.example.com");
        assertThat(viewModel.addressHintProperty().get())
                .isEqualTo("Connects to https://vc.example.com/sdk");
        viewModel.addressProperty().set("https://vc.example.com/sdk");
        assertThat(viewModel.addressHintProperty().get()).isEmpty();
    }

    @Test
    void continuesOnlyWithAddressUserAndPassword() {
        assertThat(viewModel.continuableBinding().get()).isFalse();
        type("vc", "x");
        assertThat(viewModel.continuableBinding().get()).isTrue();
        viewModel.userProperty().set("");
        assertThat(viewModel.continuableBinding().get()).isFalse();
    }

    @Test
    void marksACertificateThatHasExpired() {
        AddVCenterViewModel late =
                new AddVCenterViewModel(
                        bench.link,
                        bench.texts,
                        InstantSource.fixed(Instant.parse("2028-01-01T00:00:00Z")),
                        () -> {});
        late.addressProperty().set("vc");
        late.continueToCertificate();
        assertThat(late.certificateProperty().get())
                .anyMatch(fact ->
                        fact.label().equals("Valid until") && fact.value().endsWith("(expired)"));
    }

    @Test
    void givesUpWhatIsUnderWayWhenItIsLeft() {
        type("vc", FakeEngine.PASSWORD);
        bench.tasks.hold();
        viewModel.continueToCertificate();
        viewModel.cancel();
        bench.tasks.letGo();
        assertThat(viewModel.stepProperty().get()).isEqualTo(Step.ACCOUNT);
        assertThat(closed).isOne();
        assertThat(viewModel.passwordProperty().get()).isEmpty();
    }

    @Test
    void canBeFilledInBeforehand() {
        viewModel.suggest(
                new NewVCenter(
                        "lab",
                        "https://127.0.0.1:9443/sdk",
                        "root",
                        io.sendense.engine.security.Secret.of("s"),
                        Optional.empty(),
                        Optional.empty()));
        assertThat(viewModel.continuableBinding().get()).isTrue();
        assertThat(viewModel.nameProperty().get()).isEqualTo("lab");
    }

    private void type(String address, String password) {
        viewModel.addressProperty().set(address);
        viewModel.userProperty().set("administrator@vsphere.local");
        viewModel.passwordProperty().set(password);
    }
}
