/// The daemon's programs.
package dev.tend.daemon;
