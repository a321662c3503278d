package io.xapid.server.wire;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes a certificate for this host: RSA of 2048 bits, which every client can verify, old Java ones included. */
final class SelfSigned {
    private static final int KEY_BITS = 2048;
    private static final int SERIAL_BITS = 120;
    private static final Duration VALIDITY = Duration.ofDays(3650);
    private static final Duration CLOCK_SKEW = Duration.ofDays(1);

    private SelfSigned() {}

    static ServerCertificate make(Clock clock) throws IOException {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            KeyPair keys = generator.generateKeyPair();
            String hostName = hostName();
            var name = new X500NameBuilder(BCStyle.INSTANCE)
                    .addRDN(BCStyle.CN, hostName)
                    .build();
            Instant now = clock.instant();
            var builder = new JcaX509v3CertificateBuilder(
                    name,
                    new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE),
                    Date.from(now.minus(CLOCK_SKEW)),
                    Date.from(now.plus(VALIDITY)),
                    name,
                    keys.getPublic());
            builder.addExtension(Extension.subjectAlternativeName, false, names(hostName));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            var holder = builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate()));
            return new ServerCertificate(keys.getPrivate(), new JcaX509CertificateConverter().getCertificate(holder));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("a TLS certificate could not be made", e);
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost"; // a host without a name of its own
        }
    }

    private static GeneralNames names(String hostName) throws SocketException {
        var names = new ArrayList<GeneralName>();
        for (String dns : new LinkedHashSet<>(List.of(hostName, "localhost"))) {
            names.add(new GeneralName(GeneralName.dNSName, dns));
        }
        for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress address : Collections.list(card.getInetAddresses())) {
                if (!address.isLinkLocalAddress()) {
                    names.add(new GeneralName(GeneralName.iPAddress, new DEROctetString(address.getAddress())));
                }
            }
        }
        return new GeneralNames(names.toArray(GeneralName[]::new));
    }
}
