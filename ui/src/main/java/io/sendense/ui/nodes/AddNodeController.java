package io.sendense.ui.nodes;

import io.sendense.ui.nodes.AddNodeViewModel.Step;
import io.sendense.ui.shared.ProblemPane;
import io.sendense.ui.shared.ProblemView;
import java.io.File;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/// Binds the dialog that adds a node.
public final class AddNodeController {
    private final AddNodeViewModel viewModel;
    private final Map<LoginKind, ToggleButton> logins = new EnumMap<>(LoginKind.class);

    @FXML private VBox account;
    @FXML private TextField name;
    @FXML private TextField ssh;
    @FXML private ToggleButton byKey;
    @FXML private ToggleButton byAgent;
    @FXML private ToggleButton byPassword;
    @FXML private VBox keyLine;
    @FXML private TextField keyFile;
    @FXML private VBox passphraseLine;
    @FXML private PasswordField passphrase;
    @FXML private VBox passwordLine;
    @FXML private PasswordField password;
    @FXML private Label agentHint;
    @FXML private PasswordField token;
    @FXML private TextField port;
    @FXML private VBox hostKey;
    @FXML private Label question;
    @FXML private Label keyType;
    @FXML private TextField fingerprint;
    @FXML private TextField command;
    @FXML private ProblemPane problem;
    @FXML private ProgressIndicator busy;
    @FXML private Button back;
    @FXML private Button next;
    @FXML private Button accept;

    public AddNodeController(AddNodeViewModel viewModel) {
        this.viewModel = viewModel;
    }

    @FXML
    void initialize() {
        name.textProperty().bindBidirectional(viewModel.form().nameProperty());
        ssh.textProperty().bindBidirectional(viewModel.form().sshProperty());
        keyFile.textProperty().bindBidirectional(viewModel.form().keyFileProperty());
        passphrase.textProperty().bindBidirectional(viewModel.form().secretProperty());
        password.textProperty().bindBidirectional(viewModel.form().secretProperty());
        token.textProperty().bindBidirectional(viewModel.form().tokenProperty());
        port.textProperty().bindBidirectional(viewModel.form().portProperty());
        bindLogin();
        question.textProperty().bind(viewModel.questionProperty());
        viewModel.hostKeyProperty().subscribe(this::show);
        viewModel.problemProperty().subscribe(this::show);
        busy.visibleProperty().bind(viewModel.busyProperty());
        account.disableProperty().bind(viewModel.busyProperty());
        next.disableProperty().bind(viewModel.continuableBinding().not());
        accept.disableProperty().bind(viewModel.busyProperty());
        back.disableProperty().bind(viewModel.busyProperty());
        viewModel.stepProperty().subscribe(this::show);
    }

    private void bindLogin() {
        logins.put(LoginKind.KEY, byKey);
        logins.put(LoginKind.AGENT, byAgent);
        logins.put(LoginKind.PASSWORD, byPassword);
        logins.forEach((kind, button) ->
                button.setOnAction(_ -> {
                    viewModel.form().loginProperty().set(kind);
                    // A toggle that was pressed while selected has switched itself off.
                    show(kind);
                }));
        viewModel.form().loginProperty().subscribe(this::show);
    }

    private void show(LoginKind login) {
        logins.forEach((kind, button) -> button.setSelected(kind == login));
        place(keyLine, login == LoginKind.KEY);
        place(passphraseLine, login == LoginKind.KEY);
        place(passwordLine, login == LoginKind.PASSWORD);
        place(agentHint, login == LoginKind.AGENT);
    }

    private void show(Optional<ProblemView> why) {
        problem.show(why);
        if (why.isPresent()) {
            (viewModel.nameTaken() ? name : ssh).requestFocus();
        }
    }

    private void show(ShownKey shown) {
        keyType.setText(shown.type());
        fingerprint.setText(shown.fingerprint());
        command.setText(shown.command());
    }

    private void show(Step step) {
        boolean judging = step == Step.HOST_KEY;
        place(account, !judging);
        place(next, !judging);
        place(hostKey, judging);
        place(back, judging);
        place(accept, judging);
        // Never on the button that accepts: that has to be a decision.
        (judging ? back : name).requestFocus();
    }

    private static void place(Node node, boolean there) {
        node.setVisible(there);
        node.setManaged(there);
    }

    private Optional<File> choose() {
        return Optional.ofNullable(new FileChooser().showOpenDialog(name.getScene().getWindow()));
    }

    @FXML
    void browseKey() {
        choose().ifPresent(file -> keyFile.setText(file.getAbsolutePath()));
    }

    @FXML
    void browseToken() {
        choose().ifPresent(file -> viewModel.readToken(file.toPath()));
    }

    @FXML
    void copyCommand() {
        ClipboardContent content = new ClipboardContent();
        content.putString(command.getText());
        Clipboard.getSystemClipboard().setContent(content);
    }

    @FXML
    void next() {
        viewModel.continueToHostKey();
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
