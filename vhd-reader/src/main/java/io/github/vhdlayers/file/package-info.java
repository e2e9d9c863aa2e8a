/**
 * One opened VHD file: its structures, where each was found, what is odd about them, and where its blocks are. Knows no
 * parent.
 */
@NullMarked
package io.github.vhdlayers.file;

import org.jspecify.annotations.NullMarked;
