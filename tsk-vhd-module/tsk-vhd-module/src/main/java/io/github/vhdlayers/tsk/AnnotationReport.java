package io.github.vhdlayers.tsk;

/**
 * What an annotation did.
 *
 * @param layersAdded artifacts added for layers; 0 if all were there
 * @param layerFilesAdded files added that hold what a layer owns; 0 if all were there
 * @param filesSeen how many files of file systems were looked at
 * @param filesAnnotated results added; files that had one are not counted
 * @param filesUnclear files of which the Sleuth Kit does not tell where they are, or tells it unclearly
 */
public record AnnotationReport(
        int layersAdded, int layerFilesAdded, long filesSeen, long filesAnnotated, long filesUnclear) {}
