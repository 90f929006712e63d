package io.sendense.ui.vcenter;

import io.sendense.engine.Engine;
import io.sendense.engine.NewVCenter;
import io.sendense.engine.VCenter;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.security.Secret;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ProblemView;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A vCenter or host that was added just now. Immutable.
///
/// @param restrictedLicense the name of its licence where that lets nothing be backed up
record AddedVCenter(Optional<String> restrictedLicense) {
    private static final Logger LOG = LoggerFactory.getLogger(AddedVCenter.class);

    /// Adds it, wipes the password, and reads its licence. Blocks; not on the FX thread.
    static AddedVCenter add(Engine engine, NewVCenter vcenter)
            throws EngineException, InterruptedException {
        try (Secret _ = vcenter.password()) {
            VCenter added = engine.addVCenter(vcenter);
            return new AddedVCenter(license(engine, added.name()));
        }
    }

    /// What cannot be read now is told by the inventory, and before each backup.
    private static Optional<String> license(Engine engine, String vcenter)
            throws InterruptedException {
        try {
            return engine.testVCenter(vcenter).restrictedLicense();
        } catch (EngineException e) {
            LOG.info("the licence of {} could not be read", vcenter, e);
            return Optional.empty();
        }
    }

    /// What its licence means, in words.
    Optional<ProblemView> license(Messages messages) {
        return restrictedLicense.map(license ->
                new ProblemView(
                        "",
                        messages.text("vcenter.license.what"),
                        messages.text("vcenter.license.why", license),
                        messages.text("vcenter.license.do")));
    }
}
