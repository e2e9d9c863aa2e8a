/**
 * The Sleuth Kit's C library in a process of its own, so that a disk that makes it crash, loop or take all memory ends that process and
 * nothing else.
 *
 * <p>{@link io.github.vhdlayers.tsk.child.TskProcessReader} is the service. The process opens no file of the evidence: it asks for the
 * disk's bytes through its standard output and gets them through its standard input, and sends its answers the same way, in frames
 * ({@code FrameOutput}, {@code FrameInput}) with bounds for all lengths and counts. What it sends is data, as the disk is.
 */
@NullMarked
package io.github.vhdlayers.tsk.child;

import org.jspecify.annotations.NullMarked;
