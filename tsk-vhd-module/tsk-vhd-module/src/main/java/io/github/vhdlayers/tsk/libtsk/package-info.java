/**
 * The Sleuth Kit's C library, {@code libtsk}, reached from Java: which one was found, a disk of ours as its image, and the
 * files that it finds in it.
 *
 * <p>Begin with {@link io.github.vhdlayers.tsk.libtsk.LibTsk#load()} and
 * {@link io.github.vhdlayers.tsk.libtsk.ExternalImage#open}. Nothing of the library is here: it is installed on the machine or
 * it is absent, and then a message says how to get it.
 */
@NullMarked
package io.github.vhdlayers.tsk.libtsk;

import org.jspecify.annotations.NullMarked;
