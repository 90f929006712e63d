package io.sendense.ui.vcenter;

import io.sendense.engine.ServerCertificate;
import io.sendense.ui.shared.Fact;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.Texts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What an operator is told of a certificate besides its fingerprint. Pure functions.
final class CertificateFacts {
    private CertificateFacts() {}

    static List<Fact> of(ServerCertificate shown, Instant now, Texts texts) {
        Messages messages = texts.messages();
        String until = texts.formats().moment(shown.notAfter());
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(messages.text("vcenter.certificate.subject"), shown.subject()));
        facts.add(new Fact(messages.text("vcenter.certificate.issuer"), shown.issuer()));
        facts.add(
                new Fact(
                        messages.text("vcenter.certificate.from"),
                        texts.formats().moment(shown.notBefore())));
        facts.add(
                new Fact(
                        messages.text("vcenter.certificate.until"),
                        now.isAfter(shown.notAfter())
                                ? messages.text("vcenter.certificate.expired", until)
                                : until));
        facts.add(
                new Fact(
                        messages.text("vcenter.certificate.system"),
                        shown.trustedBySystem()
                                ? messages.text("vcenter.certificate.system.yes")
                                : messages.text("vcenter.certificate.system.no")));
        return facts;
    }
}
