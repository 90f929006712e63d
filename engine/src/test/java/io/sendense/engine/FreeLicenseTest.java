package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.concern.Concern;
import io.sendense.engine.concern.ConcernRule;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.lab.product.Product;
import io.sendense.engine.lab.soap.SoapFault;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.problem.ProblemText;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A host whose licence lets itself be looked at, and no more.
@Timeout(120)
class FreeLicenseTest {
    private static final String VM = "Kasse 1";

    @TempDir private Path folder;

    private LabEngine start(Product product) throws Exception {
        return LabEngine.start(folder, options -> options.withGuestSteps(0).withProduct(product));
    }

    @Test
    void isFoundBeforeAnythingIsAskedFor() throws Exception {
        try (LabEngine lab = start(Product.FREE_ESXI)) {
            FaultRule snapshots = lab.counting("CreateSnapshot_Task");
            FaultRule changes = lab.counting("ReconfigVM_Task");
            assertThat(lab.engine.testVCenter("lab").restrictedLicense())
                    .hasValueSatisfying(name -> assertThat(name).contains("free"));
            assertThat(lab.engine.inventory("lab").vms()).isNotEmpty();
            assertThat(lab.engine.concerns("lab", lab.vm(VM).summary().id(), BackupOptions.usual()))
                    .extracting(Concern::rule)
                    .first()
                    .isEqualTo(ConcernRule.LICENSE_RESTRICTED);
            RunView run = lab.backup(VM);
            assertThat(run.state()).isEqualTo(RunState.FAILED);
            Problem problem = run.problem().orElseThrow();
            assertThat(problem.code()).isEqualTo(ProblemCode.PREFLIGHT_REFUSED);
            assertThat(problem.toException())
                    .hasMessageContaining("LICENSE-RESTRICTED")
                    .hasMessageContaining("cannot be backed up");
            assertThat(lab.lab.faults().matched(snapshots)).isZero();
            assertThat(lab.lab.faults().matched(changes)).isZero();
        }
    }

    /// A host that shows another edition, or none.
    @ParameterizedTest
    @ValueSource(strings = {"ReconfigVM_Task", "CreateSnapshot_Task"})
    void isToldByItsFaultWhereTheEditionDoesNot(String operation) throws Exception {
        try (LabEngine lab = start(Product.ESXI)) {
            lab.lab
                    .faults()
                    .add(
                            FaultRule.on(
                                            operation,
                                            new FaultAction.AnswerFault(
                                                    SoapFault.restrictedVersion()))
                                    .always());
            RunView run = lab.backup(VM);
            assertThat(run.state()).isEqualTo(RunState.FAILED);
            Problem problem = run.problem().orElseThrow();
            assertThat(problem.code()).isEqualTo(ProblemCode.LICENSE_RESTRICTED);
            ProblemText.Rendered text = ProblemText.english().render(problem);
            assertThat(text.what()).contains("127.0.0.1").contains(operation);
            assertThat(text.why()).contains("Current license or ESXi version prohibits");
            assertThat(text.remedy()).contains("inventory can be browsed");
            assertThat(lab.vm(VM).snapshots()).isEmpty();
        }
    }
}
