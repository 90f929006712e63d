package io.sendense.engine.wire.ssh;

import io.sendense.engine.wire.ssh.SshException.Reason;
import io.sendense.engine.wire.ssh.TunnelFinding.Hint;
import io.sendense.engine.wire.ssh.TunnelFinding.Item;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tries everything that a run needs of a tunnel, and says what is missing. Takes some seconds, a
/// round trip for each port of the pool; ports that are granted are given back at once.
///
/// @param firstPort of the pool
/// @param lastPort of the pool, included
/// @param restPort of the node's REST interface
public record TunnelCheck(SshSettings settings, int firstPort, int lastPort, int restPort) {

    /// The findings in the order of [Item]; the last one may be wrong and leave out others.
    public List<TunnelFinding> run() {
        List<TunnelFinding> found = new ArrayList<>();
        try (SshTunnel tunnel = SshTunnel.open(settings.withConnections(1), _ -> {})) {
            found.add(TunnelFinding.right(Item.SERVER));
            found.add(TunnelFinding.right(Item.LOGIN));
            @Nullable SshException rest = proveRest(tunnel);
            checkPool(tunnel, rest, found);
            found.add(restFinding(rest));
        } catch (SshException e) {
            boolean login = isLogin(e.reason());
            if (login) {
                found.add(TunnelFinding.right(Item.SERVER));
            }
            found.add(
                    TunnelFinding.wrong(
                            login ? Item.LOGIN : Item.SERVER,
                            login ? Hint.LOGIN : Hint.SERVER,
                            e,
                            List.of()));
        }
        return List.copyOf(found);
    }

    private static boolean isLogin(Reason reason) {
        return switch (reason) {
            case LOGIN_REFUSED,
                    KEY_UNREADABLE,
                    PASSPHRASE_MISSING,
                    PASSPHRASE_WRONG,
                    AGENT_UNUSABLE ->
                    true;
            default -> false;
        };
    }

    private @Nullable SshException proveRest(SshTunnel tunnel) {
        try (LocalForward forward = tunnel.localForward(restPort)) {
            forward.prove();
            return null;
        } catch (SshException e) {
            return e;
        } catch (IOException e) {
            return new SshException(
                    Reason.CONNECTION_LOST, "no port here: " + e, e, settings.address());
        }
    }

    private TunnelFinding restFinding(@Nullable SshException problem) {
        if (problem == null) {
            return TunnelFinding.right(Item.REST);
        }
        Hint hint =
                switch (problem.reason()) {
                    case OPEN_REFUSED -> Hint.OPEN_OFF;
                    case NOTHING_LISTENS -> Hint.NODE_DOWN;
                    default -> Hint.INTERRUPTED;
                };
        return TunnelFinding.wrong(Item.REST, hint, problem, List.of(restPort));
    }

    private void checkPool(
            SshTunnel tunnel, @Nullable SshException rest, List<TunnelFinding> found) {
        List<Integer> refused = new ArrayList<>();
        @Nullable SshException problem = null;
        boolean exposed = false;
        int granted = 0;
        for (int port = firstPort; port <= lastPort; port++) {
            try (RemoteForward _ = tunnel.remoteForward(port, TunnelCheck::nothing)) {
                if (granted++ == 0) {
                    exposed = reachable(port);
                }
            } catch (SshException e) {
                problem = e;
                if (e.reason() != Reason.PORT_REFUSED) {
                    found.add(TunnelFinding.wrong(Item.POOL, Hint.INTERRUPTED, e, List.of(port)));
                    return;
                }
                refused.add(port);
            }
        }
        if (problem == null) {
            found.add(TunnelFinding.right(Item.POOL));
        } else {
            Hint hint = granted > 0 ? Hint.PORTS_REFUSED : whyNone(tunnel, rest);
            found.add(TunnelFinding.wrong(Item.POOL, hint, problem, refused));
        }
        if (granted > 0) {
            Optional<Hint> hint = exposed ? Optional.of(Hint.EXPOSED) : Optional.empty();
            found.add(new TunnelFinding(Item.EXPOSURE, hint, Optional.empty(), List.of()));
        }
    }

    private Hint whyNone(SshTunnel tunnel, @Nullable SshException rest) {
        if (tunnel.listens("localhost", firstPort)) {
            return Hint.LOCALHOST_NAMED;
        }
        boolean opens = rest == null || rest.reason() != Reason.OPEN_REFUSED;
        return opens ? Hint.LISTEN_OFF : Hint.FORWARDING_OFF;
    }

    private static java.nio.channels.SocketChannel nothing() throws IOException {
        throw new IOException("a check has no target");
    }

    /// Whether a forwarded port answers at the address that the server is dialled at. On the
    /// loopback that says nothing.
    private boolean reachable(int port) {
        String host = settings.address().host();
        try (Socket probe = new Socket()) {
            InetAddress address = InetAddress.getAllByName(host)[0];
            if (address.equals(InetAddress.ofLiteral(SshConnection.LOOPBACK))) {
                return false;
            }
            probe.connect(new InetSocketAddress(address, port), 3000);
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
