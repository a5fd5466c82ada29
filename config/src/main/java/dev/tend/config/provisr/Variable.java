package dev.tend.config.provisr;

import dev.tend.config.problem.Place;

/// A variable of the environment as it was written, before `${…}` in it is replaced.
record Variable(Place place, String name, String value) {}
