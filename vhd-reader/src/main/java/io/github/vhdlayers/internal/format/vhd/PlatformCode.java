package io.github.vhdlayers.internal.format.vhd;

import org.jspecify.annotations.Nullable;

/** What a parent locator holds. */
public enum PlatformCode {
    /** A path relative to the child, in UTF-16 little-endian. */
    W2RU("W2ru"),
    /** An absolute path, in UTF-16 little-endian. */
    W2KU("W2ku"),
    /** A relative path in a Windows code page; deprecated. */
    WI2R("Wi2r"),
    /** An absolute path in a Windows code page; deprecated. */
    WI2K("Wi2k"),
    /** A Mac OS alias, opaque. */
    MAC("Mac "),
    /** A file URL in UTF-8. */
    MACX("MacX");

    private final String text;

    PlatformCode(String text) {
        this.text = text;
    }

    /** The four characters that are stored. */
    public String text() {
        return text;
    }

    /** The code that four stored bytes stand for, or null if they are none of the specification's. */
    public static @Nullable PlatformCode of(int stored) {
        for (PlatformCode code : values()) {
            if (FourCharCode.of(code.text) == stored) {
                return code;
            }
        }
        return null;
    }
}
