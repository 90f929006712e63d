package io.sendense.engine.wire.nbd;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/// A connection on which the options can be haggled over: greeted, and over TLS where that is
/// wanted. Immutable.
record ClientOpening(Link link, LinkInput input, OptionExchange options, ClientGreeting greeting) {

    /// Greets, and begins TLS as the options and the URI say.
    ///
    /// @throws NbdTlsException TLS is required, and cannot be had
    static ClientOpening over(Link plain, NbdUri uri, NbdClientOptions wishes) throws IOException {
        LinkInput input = new LinkInput(plain);
        OptionExchange options = new OptionExchange(plain, input, uri);
        ClientGreeting greeting = ClientGreeting.exchange(input, options, uri);
        ClientOpening opening = new ClientOpening(plain, input, options, greeting);
        NbdClientTls.Mode mode =
                uri.tls().isPresent() ? NbdClientTls.Mode.REQUIRE : wishes.tls().mode();
        if (mode == NbdClientTls.Mode.DISABLE) {
            return opening;
        }
        if (greeting.fixed() && options.accepted(Option.STARTTLS, new byte[0])) {
            return opening.secured(uri, wishes);
        }
        if (mode == NbdClientTls.Mode.REQUIRE) {
            options.abort();
            throw new NbdTlsException("the server does not offer TLS, which is required");
        }
        return opening;
    }

    private ClientOpening secured(NbdUri uri, NbdClientOptions wishes) throws IOException {
        if (input.received().hasRemaining()) {
            throw new NbdProtocolException(uri + ": plain text follows the beginning of TLS");
        }
        Link tls = TlsLink.shakeHands(link, credentials(uri, wishes).clientEngine(host(uri)));
        LinkInput decrypted = new LinkInput(tls);
        return new ClientOpening(tls, decrypted, new OptionExchange(tls, decrypted, uri), greeting);
    }

    private static NbdCredentials credentials(NbdUri uri, NbdClientOptions wishes)
            throws IOException {
        if (uri.tls().flatMap(NbdUri.Tls::certificates).isPresent()) {
            return NbdCredentials.ofClient(uri.tls().get().certificates().get());
        }
        return wishes.tls().credentials().isPresent()
                ? wishes.tls().credentials().get()
                : NbdCredentials.ofPlatform();
    }

    /// Whom the certificate must be for. The address of a Unix socket is the file itself: whose
    /// permissions keep others from listening there.
    private static Optional<InetSocketAddress> host(NbdUri uri) {
        Optional<String> named = uri.tls().flatMap(NbdUri.Tls::hostname);
        return switch (uri.endpoint()) {
            case NbdEndpoint.Tcp(InetSocketAddress address) ->
                    Optional.of(
                            InetSocketAddress.createUnresolved(
                                    named.orElse(address.getHostString()), address.getPort()));
            case NbdEndpoint.UnixSocket _ ->
                    named.map(name -> InetSocketAddress.createUnresolved(name, 0));
        };
    }
}
