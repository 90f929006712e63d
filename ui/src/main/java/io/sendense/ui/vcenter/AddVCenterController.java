package io.sendense.ui.vcenter;

import io.sendense.ui.shared.FactGrid;
import io.sendense.ui.shared.ProblemPane;
import io.sendense.ui.shared.ProblemView;
import io.sendense.ui.vcenter.AddVCenterViewModel.Step;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/// Binds the dialog that adds a vCenter.
public final class AddVCenterController {
    private final AddVCenterViewModel viewModel;

    @FXML private VBox account;
    @FXML private TextField address;
    @FXML private Label addressHint;
    @FXML private TextField name;
    @FXML private TextField user;
    @FXML private PasswordField password;
    @FXML private VBox certificate;
    @FXML private TextArea fingerprint;
    @FXML private FactGrid facts;
    @FXML private ProblemPane problem;
    @FXML private ProgressIndicator busy;
    @FXML private Button back;
    @FXML private Button next;
    @FXML private Button accept;
    @FXML private ProblemPane license;
    @FXML private Button cancel;
    @FXML private Button close;

    public AddVCenterController(AddVCenterViewModel viewModel) {
        this.viewModel = viewModel;
    }

    @FXML
    void initialize() {
        address.textProperty().bindBidirectional(viewModel.addressProperty());
        name.textProperty().bindBidirectional(viewModel.nameProperty());
        user.textProperty().bindBidirectional(viewModel.userProperty());
        password.textProperty().bindBidirectional(viewModel.passwordProperty());
        addressHint.textProperty().bind(viewModel.addressHintProperty());
        fingerprint
                .textProperty()
                .bind(viewModel.fingerprintProperty().map(AddVCenterController::inTwoLines));
        viewModel.certificateProperty().subscribe(facts::show);
        viewModel.problemProperty().subscribe(this::show);
        viewModel.licenseProperty().subscribe(license::show);
        busy.visibleProperty().bind(viewModel.busyProperty());
        account.disableProperty().bind(viewModel.busyProperty());
        next.disableProperty().bind(viewModel.continuableBinding().not());
        accept.disableProperty().bind(viewModel.busyProperty());
        back.disableProperty().bind(viewModel.busyProperty());
        viewModel.stepProperty().subscribe(this::show);
    }

    private void show(Step step) {
        boolean judging = step == Step.CERTIFICATE;
        boolean ended = step == Step.LICENSE;
        place(account, step == Step.ACCOUNT);
        place(next, step == Step.ACCOUNT);
        place(certificate, judging);
        place(back, judging);
        place(accept, judging);
        place(cancel, !ended);
        place(close, ended);
        // a scene has one button for Enter and one for Escape
        next.setDefaultButton(step == Step.ACCOUNT);
        close.setDefaultButton(ended);
        cancel.setCancelButton(!ended);
        close.setCancelButton(ended);
        // Never on the button that accepts: that has to be a decision.
        Node first =
                switch (step) {
                    case ACCOUNT -> address;
                    case CERTIFICATE -> back;
                    case LICENSE -> close;
                };
        first.requestFocus();
    }

    private void show(Optional<ProblemView> why) {
        problem.show(why);
        if (viewModel.loginRefused()) {
            password.requestFocus();
            password.selectAll();
        }
    }

    /// Sixteen of the thirty-two bytes a line, to be compared by eye.
    private static String inTwoLines(String sha256) {
        int half = sha256.length() / 2;
        int cut = sha256.indexOf(':', half);
        return cut < 0 ? sha256 : sha256.substring(0, cut) + "\n" + sha256.substring(cut + 1);
    }

    private static void place(Node node, boolean there) {
        node.setVisible(there);
        node.setManaged(there);
    }

    @FXML
    void next() {
        viewModel.continueToCertificate();
    }

    @FXML
    void accept() {
        viewModel.acceptAndAdd();
    }

    @FXML
    void back() {
        viewModel.back();
    }

    @FXML
    void cancel() {
        viewModel.cancel();
    }
}
