package dev.landline.hash;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.HexFormat;
import java.util.Objects;

/** The only class here that loads hash4j. */
final class Xxh3Hash implements FileHash {

    private final HashStream128 stream;

    Xxh3Hash() {
        this(Hashing.xxh3_128().hashStream());
    }

    private Xxh3Hash(HashStream128 stream) {
        this.stream = stream;
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        stream.putBytes(bytes, offset, length);
    }

    @Override
    public String value() {
        HashValue128 value = stream.get();
        HexFormat hex = HexFormat.of();
        return HashAlgorithm.XXH3_128.wire()
                + ":"
                + hex.toHexDigits(value.getMostSignificantBits())
                + hex.toHexDigits(value.getLeastSignificantBits());
    }

    @Override
    public FileHash copy() {
        return new Xxh3Hash(stream.copy());
    }

    @Override
    public void reset() {
        stream.reset();
    }
}
