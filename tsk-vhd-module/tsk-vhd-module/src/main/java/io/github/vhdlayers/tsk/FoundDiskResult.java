package io.github.vhdlayers.tsk;

/**
 * What a case says of a disk file in a data source.
 *
 * @param fileId the id of the file in the case
 * @param path its path in the case
 * @param role what became of it
 * @param conclusion that in a sentence
 * @param details more that there is to say; may be empty
 */
public record FoundDiskResult(long fileId, String path, DiskRole role, String conclusion, String details) {}
