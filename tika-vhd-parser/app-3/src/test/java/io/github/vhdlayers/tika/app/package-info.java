/** Tests of the packaged jar in the real Tika app. */
@NullMarked
package io.github.vhdlayers.tika.app;

import org.jspecify.annotations.NullMarked;
