import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Says what its switches over types and its records do, so that it can be compared with its twin.
public class Twins {
  sealed interface Shape permits Line, Point, Kinds, Colour {}

  record Line(int length, long weight, String name) implements Shape {}

  record Point() implements Shape {}

  record Kinds(float f, double d, boolean z, byte b, short s, char c, int[] ints, List<String> texts)
      implements Shape {}

  enum Colour implements Shape {
    RED,
    GREEN
  }

  interface Named {
    static String of(Object thing) {
      return switch (thing) {
        case null -> "null";
        case String text when text.length() > 2 -> "long " + text;
        case String text -> "short " + text;
        case Integer number when number > 5 -> "large";
        case Integer _ -> "small";
        case Shape shape -> "shape " + shape;
        default -> "other";
      };
    }
  }

  static String taken(Shape shape) {
    return switch (shape) {
      case Line(int length, long _, String name) when length > 3 -> "long " + name;
      case Line line -> line.name();
      case Point _ -> "point";
      case Kinds kinds -> kinds.c() + "";
      case Colour.RED -> "red";
      case Colour _ -> "not red";
    };
  }

  <T extends Comparable<T>> String generic(T thing) {
    return switch (thing) {
      case Integer _ -> "integer";
      case Long _ -> "long";
      default -> "neither";
    };
  }

  public static void main(String[] args) {
    int[] none = null;
    List<Object> all =
        new ArrayList<>(
            Arrays.asList(
                new Line(1, 2, "x"),
                new Line(4, 1L << 40, null),
                new Line(1, 2, "x"),
                new Point(),
                new Kinds(0f, -0.0, true, (byte) 1, (short) 2, 'c', none, List.of("q")),
                new Kinds(-0f, 0.0, true, (byte) 1, (short) 2, 'c', none, List.of("q")),
                new Kinds(Float.NaN, Double.NaN, false, (byte) -1, (short) -2, 'd', none, null),
                new Kinds(Float.NaN, Double.NaN, false, (byte) -1, (short) -2, 'd', none, null),
                Colour.RED,
                Colour.GREEN,
                "ab",
                "abc",
                3,
                9,
                4.5));
    all.add(null);
    for (Object each : all) {
      System.out.println(Named.of(each));
      if (each instanceof Shape shape) {
        System.out.println(taken(shape));
      }
      if (each instanceof Record) {
        System.out.println(each.hashCode());
      }
      for (Object other : all) {
        System.out.print(Objects.equals(each, other) ? '=' : '.');
      }
      System.out.println();
    }
    System.out.println(new Twins().generic(3) + new Twins().generic(3L) + new Twins().generic("x"));
    try {
      taken(null);
    } catch (NullPointerException expected) {
      System.out.println("nothing is no shape");
    }
    record Local(int size) {}
    System.out.println(new Local(3));
  }
}
