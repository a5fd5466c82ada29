package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.Effect;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import java.util.Optional;

/// Where another configuration is put in force: the world, or a rehearsal from which nothing
/// follows. What is done is the same.
sealed interface Stage {

  /// The number of the newest entry.
  long position();

  /// Whether an operator stopped the instance, and nobody has started it since.
  boolean heldDown(InstanceId id);

  void effect(Effect effect);

  void note(Optional<InstanceId> instance, String type, Cause cause);

  /// The unit's spec changed.
  void settleLater(UnitName unit);

  /// The slot's spec changed, and with it perhaps what goes on beside its instance.
  void accompany(Slot slot);

  /// A slot is new.
  void added();

  /// A slot is gone for good.
  void forget(Slot slot);

  /// The world.
  record Real(World world) implements Stage {
    @Override
    public long position() {
      return world.position();
    }

    @Override
    public boolean heldDown(InstanceId id) {
      return world.heldDown(id);
    }

    @Override
    public void effect(Effect effect) {
      world.effect(effect);
    }

    @Override
    public void note(Optional<InstanceId> instance, String type, Cause cause) {
      world.note(instance, type, cause);
    }

    @Override
    public void settleLater(UnitName unit) {
      world.settleLater(unit);
    }

    @Override
    public void accompany(Slot slot) {
      world.accompany(slot);
    }

    @Override
    public void added() {
      world.added();
    }

    @Override
    public void forget(Slot slot) {
      world.forget(slot);
    }
  }

  /// Nobody looks, and nothing follows; it knows what the world knows.
  record Rehearsed(World world) implements Stage {
    @Override
    public long position() {
      return world.position();
    }

    @Override
    public boolean heldDown(InstanceId id) {
      return world.heldDown(id);
    }

    @Override
    public void effect(Effect effect) {
      // Nothing is done.
    }

    @Override
    public void note(Optional<InstanceId> instance, String type, Cause cause) {
      // Nothing happened.
    }

    @Override
    public void settleLater(UnitName unit) {
      // Nobody settles a rehearsal.
    }

    @Override
    public void accompany(Slot slot) {
      // What goes on beside the instances goes on as it did.
    }

    @Override
    public void added() {
      // Nobody sees it.
    }

    @Override
    public void forget(Slot slot) {
      // It is there still.
    }
  }
}
