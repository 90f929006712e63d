package io.sendense.ui.vcenter;

import io.sendense.engine.NewVCenter;
import io.sendense.engine.ServerCertificate;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.security.Secret;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.shared.Fact;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ProblemView;
import io.sendense.ui.shared.Tasks;
import io.sendense.ui.shared.Texts;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// The steps of adding a vCenter. The certificate is fetched without credentials and shown; only
/// after the operator accepted it does the password leave, over a connection that checks exactly
/// this certificate. Where the licence of a host lets nothing be backed up, a last step says so. FX
/// thread only.
public final class AddVCenterViewModel {
    private final EngineLink link;
    private final Texts texts;
    private final InstantSource clock;
    private final Runnable close;
    private final StringProperty address = new SimpleStringProperty("");
    private final StringProperty name = new SimpleStringProperty("");
    private final StringProperty user = new SimpleStringProperty("");
    private final StringProperty password = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Step> step = new ReadOnlyObjectWrapper<>(Step.ACCOUNT);
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private boolean loginRefused;
    private final ReadOnlyObjectWrapper<Optional<ProblemView>> problem =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<ProblemView>> license =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyStringWrapper addressHint = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper fingerprint = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<List<Fact>> certificate =
            new ReadOnlyObjectWrapper<>(List.of());
    private final BooleanBinding continuable;
    private Tasks.@Nullable Work work;

    /// Where the dialog stands.
    enum Step {
        ACCOUNT,
        CERTIFICATE,
        /// It is added; what its licence takes from it is said.
        LICENSE
    }

    /// @param close called once when the dialog has done its work or was left
    public AddVCenterViewModel(EngineLink link, Texts texts, InstantSource clock, Runnable close) {
        this.link = link;
        this.texts = texts;
        this.clock = clock;
        this.close = close;
        this.continuable =
                address.isNotEmpty()
                        .and(user.isNotEmpty())
                        .and(password.isNotEmpty())
                        .and(busy.not());
        address.subscribe(this::showHint);
    }

    /// Fills the dialog in beforehand.
    public void suggest(NewVCenter suggestion) {
        address.set(suggestion.url());
        name.set(suggestion.name());
        user.set(suggestion.user());
        password.set(suggestion.password().reveal());
    }

    private void showHint(String typed) {
        addressHint.set(
                SdkAddress.complete(typed)
                        .map(SdkAddress::url)
                        .filter(url -> !url.equals(typed.strip()))
                        .map(url -> texts.messages().text("vcenter.address.complete", url))
                        .orElse(""));
    }

    /// From the account to the certificate: asks the server for it, without credentials.
    void continueToCertificate() {
        Optional<SdkAddress> complete = SdkAddress.complete(address.get());
        if (complete.isEmpty()) {
            Messages messages = texts.messages();
            problem.set(
                    Optional.of(
                            new ProblemView(
                                    "",
                                    messages.text("vcenter.address.wrong"),
                                    messages.text("vcenter.address.wrong.why"),
                                    "")));
            return;
        }
        begin();
        work =
                link.tasks()
                        .call(
                                () -> link.engine().certificate(complete.get().url()),
                                this::showCertificate,
                                this::showProblem);
    }

    private void begin() {
        busy.set(true);
        loginRefused = false;
        problem.set(Optional.empty());
    }

    private void showCertificate(ServerCertificate shown) {
        busy.set(false);
        fingerprint.set(shown.sha256());
        certificate.set(CertificateFacts.of(shown, clock.instant(), texts));
        step.set(Step.CERTIFICATE);
    }

    /// The operator accepts the certificate: log in with it pinned, and store the vCenter.
    void acceptAndAdd() {
        Optional<SdkAddress> complete = SdkAddress.complete(address.get());
        if (complete.isEmpty() || busy.get()) {
            return;
        }
        begin();
        String chosen = name.get().isBlank() ? complete.get().host() : name.get().strip();
        NewVCenter vcenter =
                new NewVCenter(
                        chosen,
                        complete.get().url(),
                        user.get().strip(),
                        Secret.of(password.get()),
                        Optional.of(fingerprint.get()),
                        Optional.empty());
        work =
                link.tasks()
                        .call(
                                () -> AddedVCenter.add(link.engine(), vcenter),
                                this::added,
                                this::showProblem);
    }

    private void added(AddedVCenter added) {
        busy.set(false);
        password.set("");
        link.vcenters().refresh();
        license.set(added.license(texts.messages()));
        if (license.get().isPresent()) {
            step.set(Step.LICENSE);
        } else {
            leave();
        }
    }

    /// Whatever went wrong can be mended in the account's step: address, name, user, password.
    private void showProblem(Problem why) {
        busy.set(false);
        step.set(Step.ACCOUNT);
        loginRefused = why.code() == ProblemCode.VCENTER_LOGIN_REFUSED;
        problem.set(Optional.of(texts.view(why)));
    }

    /// Whether the last problem is that user name or password were refused.
    boolean loginRefused() {
        return loginRefused;
    }

    /// From the certificate back to the account.
    void back() {
        stop();
        step.set(Step.ACCOUNT);
    }

    /// Leaves without adding. What is under way is given up.
    void cancel() {
        stop();
        leave();
    }

    private void stop() {
        Tasks.Work running = work;
        if (running != null) {
            running.cancel();
        }
        busy.set(false);
    }

    private void leave() {
        password.set("");
        close.run();
    }

    StringProperty addressProperty() {
        return address;
    }

    StringProperty nameProperty() {
        return name;
    }

    StringProperty userProperty() {
        return user;
    }

    StringProperty passwordProperty() {
        return password;
    }

    ReadOnlyObjectProperty<Step> stepProperty() {
        return step.getReadOnlyProperty();
    }

    /// Whether the engine is at work; nothing but leaving is possible then.
    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<ProblemView>> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// What a free licence means; none where the licence takes nothing away.
    ReadOnlyObjectProperty<Optional<ProblemView>> licenseProperty() {
        return license.getReadOnlyProperty();
    }

    /// The address that will be used, where it differs from what was typed.
    ReadOnlyStringProperty addressHintProperty() {
        return addressHint.getReadOnlyProperty();
    }

    /// SHA-256 of the certificate, in pairs with colons.
    ReadOnlyStringProperty fingerprintProperty() {
        return fingerprint.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<Fact>> certificateProperty() {
        return certificate.getReadOnlyProperty();
    }

    BooleanBinding continuableBinding() {
        return continuable;
    }
}
