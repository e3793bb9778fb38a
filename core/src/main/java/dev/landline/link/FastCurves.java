package dev.landline.link;

import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bouncy Castle's Ed25519 and X25519 before the JDK's, for a process that is Landline's own. On the
 * JDK's, written for any curve, a signature takes 20 ms in a JVM that has just started and 0.7 ms
 * later; on these 1.3 ms and 0.05 ms. {@code docs/decisions/0016-curves-and-compilers.md} has the
 * figures.
 *
 * <p>Only what a TLS handshake needs is offered, by the names of classes, so that the rest of the
 * library is not loaded. A program that embeds Landline may do the same; it concerns all of its
 * process, so Landline does not do it by itself.
 */
public final class FastCurves extends Provider {

    private static final long serialVersionUID = 1L;

    private static final String NAME = "LandlineCurves";
    private static final String PACKAGE = "org.bouncycastle.jcajce.provider.asymmetric.edec.";

    private FastCurves() {
        super(NAME, "1", "Ed25519 and X25519 of Bouncy Castle");
        putService(new Ed25519(this));
        put("KeyPairGenerator.X25519", PACKAGE + "KeyPairGeneratorSpi$X25519");
        put("KeyPairGenerator.XDH", PACKAGE + "KeyPairGeneratorSpi$XDH");
        put("KeyAgreement.X25519", PACKAGE + "KeyAgreementSpi$X25519");
        put("KeyAgreement.XDH", PACKAGE + "KeyAgreementSpi$XDH");
    }

    /** Has the process use them from now on. A second call does nothing. */
    public static void install() {
        Security.insertProviderAt(new FastCurves(), 1);
    }

    /** Makes signatures without a look into the class by its name, which nobody else may use. */
    private static final class Ed25519 extends Service {

        Ed25519(Provider provider) {
            super(
                    provider,
                    "Signature",
                    "Ed25519",
                    Ed25519Signature.class.getName(),
                    List.of(),
                    Map.of());
        }

        @Override
        public Object newInstance(@Nullable Object parameter) {
            return new Ed25519Signature();
        }
    }
}
