/**
 * Thousands of disks with Tika Pipes 3.x: rows for each layer, and a text for each content, as files of JSON Lines in one folder.
 *
 * <p>Each layer is walked once and only what it changed is kept; any view of a chain follows from the rows of its layers. Each content
 * is parsed once, in a process of its own, however many disks hold it. A file of the store that is there is done, so a run that
 * ended goes on where it was, and several machines may share one store.
 */
@NullMarked
package io.github.vhdlayers.tika.pipes;

import org.jspecify.annotations.NullMarked;
