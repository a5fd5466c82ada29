import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Writes out, in the jars of a folder and in place, what the JVM would make up while the program
/// runs: switches over types, and the `equals`, `hashCode` and `toString` of records.
///
/// The compiler leaves both to `invokedynamic`. At its first execution such a call spins classes of
/// its own, which takes a millisecond or two and kilobytes that the AOT cache of JDK 25 cannot keep;
/// and each later one goes through method handles, which is slow until it is compiled, and most code
/// of a supervisor never is. Here each becomes a call of a static method beside it that does the
/// same: a chain of `instanceof`, a chain of fields. To be run by name, with the jars on the class
/// path too, since stack maps have to know who extends whom.
///
/// The same jars give the same bytes, so that builds can be compared.

static final ClassDesc SWITCHES = ClassDesc.of("java.lang.runtime.SwitchBootstraps");
static final ClassDesc RECORDS = ClassDesc.of("java.lang.runtime.ObjectMethods");
static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
static final ClassDesc BUILDER = ClassDesc.of("java.lang.StringBuilder");
static final FileTime WRITTEN = FileTime.fromMillis(0);

void main(String[] folders) throws IOException {
  for (String folder : folders) {
    try (Stream<Path> jars = Files.list(Path.of(folder))) {
      for (Path jar : jars.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
        straightenAll(jar);
      }
    }
  }
}

void straightenAll(Path jar) throws IOException {
  try (FileSystem content = FileSystems.newFileSystem(jar);
      Stream<Path> all = Files.walk(content.getPath("/"))) {
    for (Path file : all.filter(each -> each.toString().endsWith(".class")).sorted().toList()) {
      byte[] old = Files.readAllBytes(file);
      byte[] straight = straighten(old);
      if (straight != old) {
        Files.write(file, straight, StandardOpenOption.TRUNCATE_EXISTING);
        Files.getFileAttributeView(file, BasicFileAttributeView.class)
            .setTimes(WRITTEN, WRITTEN, WRITTEN);
      }
    }
  }
}

/// The same class without the calls that can be written out; the same array if it has none.
static byte[] straighten(byte[] bytes) {
  ClassFile format = ClassFile.of();
  ClassModel type = format.parse(bytes);
  List<Straight> written = new ArrayList<>();
  CodeTransform calls =
      (code, element) -> {
        Optional<Straight> straight = straight(type, element, written.size());
        straight.ifPresent(written::add);
        straight.ifPresentOrElse(it -> it.call(code), () -> code.with(element));
      };
  ClassTransform methods =
      ClassTransform.transformingMethods(
          method -> method.code().filter(code -> hasDynamicCalls(code)).isPresent(),
          MethodTransform.transformingCode(calls));
  byte[] changed =
      format.transformClass(
          type,
          methods.andThen(
              ClassTransform.endHandler(its -> written.forEach(method -> method.declare(its)))));
  return written.isEmpty() ? bytes : changed;
}

static boolean hasDynamicCalls(CodeModel code) {
  return code.elementStream().anyMatch(InvokeDynamicInstruction.class::isInstance);
}

/// What a call can be replaced by; empty for any other instruction, and for calls that are better
/// left alone: lambdas, which the AOT cache can keep, and switches over more than types.
static Optional<Straight> straight(ClassModel type, CodeElement element, int number) {
  if (!(element instanceof InvokeDynamicInstruction call)) {
    return Optional.empty();
  }
  DirectMethodHandleDesc maker = call.bootstrapMethod();
  List<ConstantDesc> facts = call.bootstrapArgs();
  Optional<Body> body =
      switch (maker.owner().equals(SWITCHES) ? "switch " + maker.methodName() : record(maker, call)) {
        case "switch typeSwitch" -> typeSwitch(facts);
        case "record equals" -> Optional.of(equalRecords(type, facts));
        case "record hashCode" -> Optional.of(hashRecord(facts));
        case "record toString" -> Optional.of(showRecord(type, facts));
        default -> Optional.empty();
      };
  return body.map(
      code ->
          new Straight(
              type, call.name().stringValue() + "$" + number, call.typeSymbol(), code));
}

static String record(DirectMethodHandleDesc maker, InvokeDynamicInstruction call) {
  return maker.owner().equals(RECORDS) ? "record " + call.name().stringValue() : "";
}

/// The code of a static method.
interface Body {
  void write(CodeBuilder code);
}

/// A static method, and how it is called in place of what it replaces.
record Straight(ClassModel type, String name, MethodTypeDesc shape, Body body) {

  void call(CodeBuilder code) {
    boolean inInterface = (type.flags().flagsMask() & ClassFile.ACC_INTERFACE) != 0;
    code.invokestatic(type.thisClass().asSymbol(), name, shape, inInterface);
  }

  void declare(ClassBuilder its) {
    int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
    its.withMethodBody(name, shape, flags, body::write);
  }
}

/// `SwitchBootstraps.typeSwitch`: -1 for null, else the first label from a position on whose type it
/// is, else the number of labels.
static Optional<Body> typeSwitch(List<ConstantDesc> labels) {
  if (!labels.stream().allMatch(label -> label instanceof ClassDesc)) {
    return Optional.empty();
  }
  return Optional.of(
      code -> {
        Label present = code.newLabel();
        code.aload(0).ifnonnull(present).iconst_m1().ireturn().labelBinding(present);
        for (int i = 0; i < labels.size(); i++) {
          Label next = code.newLabel();
          code.iload(1).loadConstant(i).if_icmpgt(next);
          code.aload(0).instanceOf((ClassDesc) labels.get(i)).ifeq(next);
          code.loadConstant(i).ireturn().labelBinding(next);
        }
        code.loadConstant(labels.size()).ireturn();
      });
}

/// A field of a record.
record Component(ClassDesc owner, String name, ClassDesc type) {
  void load(CodeBuilder code, int variable) {
    code.aload(variable).getfield(owner, name, type);
  }

  TypeKind kind() {
    return TypeKind.from(type);
  }

  /// `Integer` for an `int`; only for primitive ones.
  ClassDesc box() {
    return switch (kind()) {
      case BOOLEAN -> ConstantDescs.CD_Boolean;
      case BYTE -> ConstantDescs.CD_Byte;
      case CHAR -> ConstantDescs.CD_Character;
      case SHORT -> ConstantDescs.CD_Short;
      case INT -> ConstantDescs.CD_Integer;
      case LONG -> ConstantDescs.CD_Long;
      case FLOAT -> ConstantDescs.CD_Float;
      case DOUBLE -> ConstantDescs.CD_Double;
      case REFERENCE, VOID -> throw new IllegalStateException(name + " is not primitive");
    };
  }

  /// How `StringBuilder.append` takes it.
  ClassDesc shown() {
    return switch (kind()) {
      case REFERENCE -> ConstantDescs.CD_Object;
      case BYTE, SHORT -> ConstantDescs.CD_int;
      default -> type;
    };
  }
}

/// What `ObjectMethods.bootstrap` is told: the record, the names, a getter for each.
static List<Component> components(List<ConstantDesc> facts) {
  List<Component> components = new ArrayList<>();
  for (ConstantDesc fact : facts.subList(2, facts.size())) {
    DirectMethodHandleDesc getter = (DirectMethodHandleDesc) fact;
    components.add(
        new Component(
            getter.owner(), getter.methodName(), getter.invocationType().returnType()));
  }
  return components;
}

static Body equalRecords(ClassModel type, List<ConstantDesc> facts) {
  return code -> {
    ClassDesc self = type.thisClass().asSymbol();
    Label different = code.newLabel();
    Label another = code.newLabel();
    code.aload(0).aload(1).if_acmpne(another).iconst_1().ireturn().labelBinding(another);
    code.aload(1).instanceOf(self).ifeq(different);
    code.aload(1).checkcast(self).astore(2);
    for (Component component : components(facts)) {
      component.load(code, 0);
      component.load(code, 2);
      differ(code, component, different);
    }
    code.iconst_1().ireturn().labelBinding(different).iconst_0().ireturn();
  };
}

/// Floating numbers are equal as `compare` has it, which takes NaN for itself.
static void differ(CodeBuilder code, Component component, Label different) {
  switch (component.kind()) {
    case REFERENCE ->
        code.invokestatic(
                OBJECTS,
                "equals",
                MethodTypeDesc.of(
                    ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_Object))
            .ifeq(different);
    case LONG -> code.lcmp().ifne(different);
    case FLOAT, DOUBLE ->
        code.invokestatic(
                component.box(),
                "compare",
                MethodTypeDesc.of(ConstantDescs.CD_int, component.type(), component.type()))
            .ifne(different);
    default -> code.if_icmpne(different);
  }
}

static Body hashRecord(List<ConstantDesc> facts) {
  return code -> {
    code.iconst_0();
    for (Component component : components(facts)) {
      boolean primitive = component.kind() != TypeKind.REFERENCE;
      code.bipush(31).imul();
      component.load(code, 0);
      code.invokestatic(
              primitive ? component.box() : OBJECTS,
              "hashCode",
              MethodTypeDesc.of(
                  ConstantDescs.CD_int, primitive ? component.type() : ConstantDescs.CD_Object))
          .iadd();
    }
    code.ireturn();
  };
}

static Body showRecord(ClassModel type, List<ConstantDesc> facts) {
  return code -> {
    code.new_(BUILDER).dup().invokespecial(BUILDER, "<init>", ConstantDescs.MTD_void);
    String before = simpleName(type) + "[";
    for (Component component : components(facts)) {
      append(code.loadConstant(before + component.name() + "="), ConstantDescs.CD_String);
      component.load(code, 0);
      append(code, component.shown());
      before = ", ";
    }
    append(code.loadConstant(components(facts).isEmpty() ? before + "]" : "]"), ConstantDescs.CD_String);
    code.invokevirtual(BUILDER, "toString", MethodTypeDesc.of(ConstantDescs.CD_String)).areturn();
  };
}

static void append(CodeBuilder code, ClassDesc shown) {
  code.invokevirtual(BUILDER, "append", MethodTypeDesc.of(BUILDER, shown));
}

/// As `Class.getSimpleName` has it: of a nested class, what it is called within the other.
static String simpleName(ClassModel type) {
  ClassDesc self = type.thisClass().asSymbol();
  return type.findAttribute(Attributes.innerClasses()).stream()
      .flatMap(nested -> nested.classes().stream())
      .filter(nested -> nested.innerClass().asSymbol().equals(self))
      .flatMap(nested -> nested.innerName().stream())
      .map(name -> name.stringValue())
      .findFirst()
      .orElseGet(self::displayName);
}
