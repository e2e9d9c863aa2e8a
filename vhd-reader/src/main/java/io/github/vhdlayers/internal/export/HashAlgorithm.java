package io.github.vhdlayers.internal.export;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A hash that examiners compare. MD5 and SHA-1 prove nothing against somebody who means to deceive; lists of known files have them.
 *
 * @since 0.1.0
 */
public enum HashAlgorithm {
    /** MD5, 128 bits. */
    MD5("md5", "MD5"),
    /** SHA-1, 160 bits. */
    SHA1("sha1", "SHA-1"),
    /** SHA-256, 256 bits. */
    SHA256("sha256", "SHA-256");

    private final String id;
    private final String javaName;

    HashAlgorithm(String id, String javaName) {
        this.id = id;
        this.javaName = javaName;
    }

    /** The name as options and fields of documents have it, such as {@code sha256}. */
    public String id() {
        return id;
    }

    /** A new, empty digest, for one thread. */
    public MessageDigest digest() {
        try {
            return MessageDigest.getInstance(javaName);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has " + javaName, e);
        }
    }
}
