package io.sendense.engine.serve;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.wire.nbd.NbdCredentials;
import io.sendense.engine.wire.nbd.NbdEndpoint;
import io.sendense.engine.wire.nbd.NbdLimits;
import io.sendense.engine.wire.nbd.NbdPolicy;
import io.sendense.engine.wire.nbd.NbdServer;
import io.sendense.engine.wire.nbd.NbdServerTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/// Takes the address at which a restore point is to be served. Stateless.
final class ServingPlace {
    private ServingPlace() {}

    /// A server that waits for its exports and for `start`.
    ///
    /// @throws EngineException `SERVE-NOT-LOOPBACK`, or `SERVE-PLACE-UNAVAILABLE`: address, socket
    ///   or certificates cannot be used
    static NbdServer bind(ServeRequest request) throws EngineException {
        ServePlace place = request.place();
        try {
            NbdPolicy policy =
                    NbdPolicy.standard()
                            .withTls(tls(request.tls()))
                            .withReach(
                                    place.network()
                                            ? NbdPolicy.Reach.ANY_ADDRESS
                                            : NbdPolicy.Reach.LOOPBACK_ONLY);
            return NbdServer.bind(endpoint(place), NbdLimits.standard(), policy);
        } catch (IOException | IllegalArgumentException e) {
            throw Problem.of(ProblemCode.SERVE_PLACE_UNAVAILABLE)
                    .with("place", place.toString())
                    .because(e)
                    .toException(e);
        }
    }

    private static NbdEndpoint endpoint(ServePlace place) throws IOException, EngineException {
        Optional<Path> socket = place.socket();
        if (socket.isPresent()) {
            return new NbdEndpoint.UnixSocket(socket.get());
        }
        InetAddress address = InetAddress.getByName(place.host());
        if (!address.isLoopbackAddress() && !place.network()) {
            throw Problem.of(ProblemCode.SERVE_NOT_LOOPBACK)
                    .with("place", place.toString())
                    .toException();
        }
        return new NbdEndpoint.Tcp(new InetSocketAddress(address, place.port()));
    }

    private static NbdServerTls tls(Optional<ServeTls> wanted) throws IOException {
        if (wanted.isEmpty()) {
            return NbdServerTls.off();
        }
        NbdCredentials own = NbdCredentials.ofServer(wanted.get().certificates());
        NbdServerTls tls =
                wanted.get().required() ? NbdServerTls.require(own) : NbdServerTls.allow(own);
        return wanted.get().clientCertificates()
                ? tls.withClients(NbdServerTls.Clients.WITH_CERTIFICATE)
                : tls;
    }
}
