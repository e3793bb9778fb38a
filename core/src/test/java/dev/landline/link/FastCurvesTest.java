package dev.landline.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The provider of curves beside the JDK's own. */
class FastCurvesTest {

    private static final String JDK = "SunEC";
    private static final byte[] TEXT = "what is signed".getBytes(UTF_8);

    private static Provider curves;

    @BeforeAll
    static void install() {
        FastCurves.install();
        curves = Security.getProvider("LandlineCurves");
    }

    @AfterAll
    static void remove() {
        Security.removeProvider("LandlineCurves");
    }

    private static KeyPair pair(String algorithm) throws GeneralSecurityException {
        return KeyPairGenerator.getInstance(algorithm, JDK).generateKeyPair();
    }

    private static byte[] signed(Signature signature, KeyPair key) throws GeneralSecurityException {
        signature.initSign(key.getPrivate());
        signature.update(TEXT, 0, 5);
        for (int i = 5; i < TEXT.length; i++) {
            signature.update(TEXT[i]);
        }
        return signature.sign();
    }

    private static boolean verified(Signature signature, KeyPair key, byte[] bytes)
            throws GeneralSecurityException {
        signature.initVerify(key.getPublic());
        signature.update(TEXT);
        return signature.verify(bytes);
    }

    @Test
    void isTheOneThatIsTaken() throws GeneralSecurityException {
        KeyPair key = pair("Ed25519");
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key.getPrivate());

        assertThat(signature.getProvider()).isEqualTo(curves);
    }

    /** RFC 8032: a signature follows from the key and the text, so both give the same bytes. */
    @Test
    void signsAndVerifiesAsTheJdkDoes() throws GeneralSecurityException {
        for (int i = 0; i < 20; i++) {
            KeyPair key = pair("Ed25519");
            Signature fast = Signature.getInstance("Ed25519", curves);
            Signature jdk = Signature.getInstance("Ed25519", JDK);
            byte[] bytes = signed(fast, key);

            assertThat(bytes).isEqualTo(signed(jdk, key));
            assertThat(verified(fast, key, bytes)).isTrue();
            assertThat(verified(jdk, key, bytes)).isTrue();
            assertThat(verified(fast, pair("Ed25519"), bytes)).isFalse();
            bytes[i] ^= 1;
            assertThat(verified(fast, key, bytes)).isFalse();
        }
    }

    @Test
    void canBeUsedAgain() throws GeneralSecurityException {
        KeyPair key = pair("Ed25519");
        Signature fast = Signature.getInstance("Ed25519", curves);
        byte[] first = signed(fast, key);
        fast.update(TEXT);

        assertThat(fast.sign()).isEqualTo(first);
    }

    @Test
    void leavesOtherKeysToOthers() throws GeneralSecurityException {
        KeyPair other = pair("Ed448");
        Signature fast = Signature.getInstance("Ed25519", curves);

        assertThatThrownBy(() -> fast.initSign(other.getPrivate()))
                .isInstanceOf(InvalidKeyException.class);
        assertThatThrownBy(() -> fast.initVerify(other.getPublic()))
                .isInstanceOf(InvalidKeyException.class);
    }

    @Test
    void refusesASignatureThatIsCut() throws GeneralSecurityException {
        KeyPair key = pair("Ed25519");
        Signature fast = Signature.getInstance("Ed25519", curves);
        fast.initVerify(key.getPublic());

        assertThatThrownBy(() -> fast.verify(new byte[63])).isInstanceOf(SignatureException.class);
    }
}
