package io.xapid.server.host;

import io.xapid.model.host.Host;
import io.xapid.model.host.HostServerCertificate;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Store;
import io.xapid.server.api.NeverBlocks;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.concurrent.CompletionStage;

/** Shows the certificate that clients of this host see. */
@NeverBlocks
public final class HostCertificate implements HostServerCertificate {
    private final Store store;
    private final X509Certificate certificate;

    public HostCertificate(Store store, X509Certificate certificate) {
        this.store = store;
        this.certificate = certificate;
    }

    @Override
    public CompletionStage<String> getServerCertificate(Call call, Ref<Host> host) {
        Answers.host(store.snapshot(), host);
        return Answers.now(pem());
    }

    private String pem() {
        try {
            var lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
            return "-----BEGIN CERTIFICATE-----\n"
                    + lines.encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException(impossible); // it came from a decoder
        }
    }
}
