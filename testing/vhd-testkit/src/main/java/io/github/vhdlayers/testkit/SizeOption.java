package io.github.vhdlayers.testkit;

import picocli.CommandLine.TypeConversionException;

/**
 * A size given on the command line.
 *
 * @param bytes at least 0
 */
record SizeOption(long bytes) {
    static SizeOption parse(String text) {
        try {
            return new SizeOption(ByteSize.parse(text));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
