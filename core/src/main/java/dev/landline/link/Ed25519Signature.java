package dev.landline.link;

import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.jspecify.annotations.Nullable;

/**
 * Hands the JDK's keys to Bouncy Castle's Ed25519 (RFC 8032). Its own class for this sets up all of
 * its provider first, some two thousand entries, which takes longer than the handshake.
 */
@SuppressWarnings("deprecation") // two methods of parameters that each such class must have
final class Ed25519Signature extends SignatureSpi {

    /** What stands before the 32 bytes of each public key that is encoded (RFC 8410). */
    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private Ed25519Signer signer = new Ed25519Signer();

    @Override
    protected void engineInitSign(@Nullable PrivateKey key) throws InvalidKeyException {
        if (!(key instanceof EdECPrivateKey own) || !isEd25519(own.getParams())) {
            throw new InvalidKeyException("expected a private Ed25519 key");
        }
        byte[] bytes =
                own.getBytes().orElseThrow(() -> new InvalidKeyException("the key shows no bytes"));
        if (bytes.length != Ed25519PrivateKeyParameters.KEY_SIZE) {
            throw new InvalidKeyException("expected 32 bytes of a key, got " + bytes.length);
        }
        signer = new Ed25519Signer();
        signer.init(true, new Ed25519PrivateKeyParameters(bytes));
    }

    @Override
    protected void engineInitVerify(@Nullable PublicKey key) throws InvalidKeyException {
        if (!(key instanceof EdECPublicKey other) || !isEd25519(other.getParams())) {
            throw new InvalidKeyException("expected a public Ed25519 key");
        }
        byte[] encoded = other.getEncoded();
        if (encoded == null
                || encoded.length != PREFIX.length + Ed25519PublicKeyParameters.KEY_SIZE
                || !Arrays.equals(encoded, 0, PREFIX.length, PREFIX, 0, PREFIX.length)) {
            throw new InvalidKeyException("expected an Ed25519 key as RFC 8410 encodes it");
        }
        signer = new Ed25519Signer();
        try {
            signer.init(false, new Ed25519PublicKeyParameters(encoded, PREFIX.length));
        } catch (IllegalArgumentException e) {
            throw new InvalidKeyException("no point of the curve", e);
        }
    }

    private static boolean isEd25519(NamedParameterSpec curve) {
        return curve.getName().equals(NamedParameterSpec.ED25519.getName());
    }

    @Override
    protected void engineUpdate(byte b) {
        signer.update(b);
    }

    @Override
    protected void engineUpdate(byte[] bytes, int offset, int length) {
        signer.update(bytes, offset, length);
    }

    @Override
    protected byte[] engineSign() {
        return signer.generateSignature();
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
        if (signature.length != Ed25519PrivateKeyParameters.SIGNATURE_SIZE) {
            throw new SignatureException("expected 64 bytes, got " + signature.length);
        }
        return signer.verifySignature(signature);
    }

    @Override
    protected void engineSetParameter(AlgorithmParameterSpec parameters) {
        throw new UnsupportedOperationException("Ed25519 has no parameters here");
    }

    @Override
    protected void engineSetParameter(String name, Object value) {
        throw new UnsupportedOperationException("Ed25519 has no parameters");
    }

    @Override
    protected Object engineGetParameter(String name) {
        throw new UnsupportedOperationException("Ed25519 has no parameters");
    }
}
