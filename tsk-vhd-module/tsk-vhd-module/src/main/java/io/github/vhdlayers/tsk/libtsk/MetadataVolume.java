package io.github.vhdlayers.tsk.libtsk;

import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.io.RandomAccessData;

/**
 * What is needed to find metadata without the library.
 *
 * @param disk the disk that the file system is on
 * @param info where it is there, and of what type
 */
record MetadataVolume(RandomAccessData disk, FileSystemInfo info) {}
