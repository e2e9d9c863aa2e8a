/**
 * Writes VHD disks, whole or broken on purpose, and knows what a right reader must say about them.
 *
 * <p>Here belongs: recipes for images, the bytes they become, the naive oracle over a chain of them, and generators of
 * both. Here does not belong: anything that reads a VHD. The constants of the format are written down a second time in
 * this package on purpose, so that a mistake in the reader cannot be repeated by what judges it.
 */
@NullMarked
package io.github.vhdlayers.testkit;

import org.jspecify.annotations.NullMarked;
