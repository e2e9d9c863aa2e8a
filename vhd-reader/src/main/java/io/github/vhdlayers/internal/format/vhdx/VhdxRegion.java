package io.github.vhdlayers.internal.format.vhdx;

import io.github.vhdlayers.format.UniqueId;

/**
 * An entry of a region table.
 *
 * @param id what is in the region
 * @param fileOffset where it begins; negative for numbers from 2^63 on
 * @param length how many bytes it has
 * @param required whether a reader that does not know the id must refuse the file
 */
public record VhdxRegion(UniqueId id, long fileOffset, long length, boolean required) {
    /** The block allocation table. */
    public static final UniqueId TABLE = UniqueId.parse("2DC27766-F623-4200-9D64-115E9BFD4A08");
    /** The metadata. */
    public static final UniqueId METADATA = UniqueId.parse("8B7CA206-4790-4B9A-B8FE-575F050F886E");

    /** What is in it, in the words of the specification; the id itself if that is not known. */
    public String name() {
        return id.equals(TABLE) ? "block allocation table" : id.equals(METADATA) ? "metadata region" : "region " + id;
    }

    /** Whether this library knows what is in it. */
    public boolean isKnown() {
        return id.equals(TABLE) || id.equals(METADATA);
    }

    /** The file offset behind its last byte. */
    public long end() {
        return fileOffset + length;
    }
}
