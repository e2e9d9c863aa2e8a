package io.github.vhdlayers.testkit;

/**
 * What sectors hold. A pure function: the same sector always gets the same bytes, so that nothing has to be remembered
 * and the oracle can ask again.
 */
@FunctionalInterface
public interface SectorContent {

    /**
     * Writes the 512 bytes of one sector.
     *
     * @param sector the sector's number on the virtual disk, from 0
     * @param into where the bytes go
     * @param at index in {@code into} of the first of the 512 bytes; all 512 must be written
     * @throws IndexOutOfBoundsException if {@code into} has no 512 bytes from {@code at} on
     */
    void fill(long sector, byte[] into, int at);

    /**
     * Content that differs in every sector and for every seed, and is never all zero.
     *
     * <p>The first 8 bytes are the seed and the next 8 the sector's number, both big-endian, so that a hex dump of a
     * wrong read shows where its bytes came from. The rest is noise that depends on both.
     */
    static SectorContent pattern(long seed) {
        return new PatternContent(seed);
    }

    /** All bytes zero. Written zeros are as good as any other data: they hide what a parent has there. */
    static SectorContent zeros() {
        return ZeroContent.ZEROS;
    }

    /**
     * The bytes of a raw disk or of a piece of one, for tests that need a file system inside the disk.
     *
     * @param bytes the content; a copy is kept. What is past its end reads as zeros
     * @param firstSector the virtual sector at which {@code bytes} begins
     */
    static SectorContent bytes(byte[] bytes, long firstSector) {
        return new BytesContent(bytes.clone(), firstSector);
    }
}
