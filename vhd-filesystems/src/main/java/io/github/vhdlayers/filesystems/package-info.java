/**
 * Reads file systems in Java: the service {@link io.github.vhdlayers.filesystems.JavaFileSystemReader}, which needs nothing installed.
 */
@NullMarked
package io.github.vhdlayers.filesystems;

import org.jspecify.annotations.NullMarked;
