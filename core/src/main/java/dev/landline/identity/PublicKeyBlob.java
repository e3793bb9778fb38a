package dev.landline.identity;

import java.io.IOException;
import java.security.PublicKey;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.OpenSSHPublicKeyUtil;

/**
 * Public keys as bytes, in the way that SSH writes them (RFC 4253 section 6.6, RFC 5656 section
 * 3.1, RFC 8709 section 4). Equal keys have equal bytes, so the bytes serve as a key's identity.
 */
final class PublicKeyBlob {

    private PublicKeyBlob() {}

    static byte[] encode(PublicKey key) throws KeyFormatException {
        KeyType.of(key);
        try {
            return OpenSSHPublicKeyUtil.encodePublicKey(KeyPairs.parameters(key));
        } catch (IOException e) {
            throw new KeyFormatException("cannot encode the key: " + e.getMessage(), e);
        }
    }

    static PublicKey decode(byte[] blob) throws KeyFormatException {
        KeyType type = KeyType.require(new BlobReader(blob).text("the key type"));
        AsymmetricKeyParameter parameters;
        try {
            parameters = OpenSSHPublicKeyUtil.parsePublicKey(blob);
        } catch (RuntimeException e) {
            throw new KeyFormatException(
                    "truncated or damaged: not a public key of type " + type.sshName(), e);
        }
        PublicKey key = KeyPairs.publicKey(parameters);
        if (KeyType.of(key) != type) {
            throw new KeyFormatException(
                    "damaged: expected a key of type " + type.sshName() + ", got another");
        }
        return key;
    }
}
