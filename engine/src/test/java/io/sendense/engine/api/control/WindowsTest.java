package io.sendense.engine.api.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.Engine;
import io.sendense.engine.home.EngineHome;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Another start of the console finds the window that is open on its home.
@Timeout(90)
class WindowsTest extends ServedHome {
    private final List<String> raised = new CopyOnWriteArrayList<>();

    private boolean raise() throws Exception {
        return HomeEngine.raiseWindow(home, fake.version());
    }

    @Test
    void findsNoneWhereOnlyCommandsAreAtWork() throws Exception {
        assertThat(raise()).isFalse();
        EngineHome idle = EngineHome.create(folder.resolve("idle"));
        assertThat(HomeEngine.raiseWindow(idle, fake.version()))
                .as("no engine runs, and none is started")
                .isFalse();
    }

    @Test
    void raisesTheWindowOfTheOwner() throws Exception {
        HomeEngine owner = new HomeEngine.Owned(fake, server, lock);
        try (Engine.Subscription _ = owner.offerWindow(() -> raised.add("owner's"))) {
            assertThat(raise()).isTrue();
            assertThat(raised).containsExactly("owner's");
        }
        assertThat(raise()).as("it is closed").isFalse();
    }

    @Test
    void raisesTheWindowOfAProcessThatIsAttached() throws Exception {
        HomeEngine attached = new HomeEngine.Attached(client);
        Engine.Subscription window = attached.offerWindow(() -> raised.add("attached"));
        assertThat(raise()).isTrue();
        eventually(() -> raised.equals(List.of("attached")));
        window.close();
        eventually(() -> !offered());
    }

    @Test
    void forgetsTheWindowOfAProcessThatIsGone() throws Exception {
        try (SocketEngine second = attach()) {
            var _ = new HomeEngine.Attached(second).offerWindow(() -> raised.add("gone"));
        }
        eventually(() -> !offered());
    }

    @Test
    void raisesTheFirstOfSeveral() throws Exception {
        HomeEngine owner = new HomeEngine.Owned(fake, server, lock);
        try (Engine.Subscription _ = owner.offerWindow(() -> raised.add("first"));
                Engine.Subscription _ = owner.offerWindow(() -> raised.add("second"))) {
            raise();
            assertThat(raised).containsExactly("first");
        }
    }

    private boolean offered() {
        return server.windows().raise();
    }
}
