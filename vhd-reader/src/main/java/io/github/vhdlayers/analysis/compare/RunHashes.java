package io.github.vhdlayers.analysis.compare;

import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a run of sectors on both disks, as 64 lower-case hexadecimal digits.
 *
 * @param a that of A, or null if A has nothing there, or it cannot be read
 * @param b that of B, or null if B has nothing there, or it cannot be read
 * @since 0.1.0
 */
public record RunHashes(@Nullable String a, @Nullable String b) {}
