package io.github.vhdlayers.testkit;

/** The order in which allocated blocks are in the file. */
public enum Order {
    /** By block number. */
    ASCENDING,
    /** By block number, the last block first. */
    DESCENDING,
    /** Random, from the seed. */
    SHUFFLED
}
