import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.classfile.attribute.ModuleAttribute.ModuleAttributeBuilder;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.constant.ClassDesc;
import java.lang.constant.ModuleDesc;
import java.lang.constant.PackageDesc;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.reflect.AccessFlag;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Makes the jars of a folder fit for a runtime image and its AOT cache, in place. To be run by name,
/// with the jars on the class path too, since stack maps have to know who extends whom.
///
/// Class files from before Java 6 are raised to the version of this JDK: the AOT cache refuses them,
/// because they carry no stack maps, and what is refused is loaded and verified anew at each start.
///
/// A jar without a description of its module gets one, because an image holds no automatic modules:
/// it exports all that it has, requires what its classes name, and offers the services that its
/// `META-INF/services` lists. What nobody here has is left out: it was optional, or it is not used.
///
/// The same jars give the same bytes, so that builds can be compared.

/// Code that is copied whole stays without stack maps; code that is written anew gets them.
static final CodeTransform WRITE_ANEW = (code, element) -> code.with(element);

static final ClassTransform RAISE =
    (type, element) -> {
      switch (element) {
        case ClassFileVersion _ -> type.withVersion(ClassFile.latestMajorVersion(), 0);
        case MethodModel method ->
            type.transformMethod(method, MethodTransform.transformingCode(WRITE_ANEW));
        default -> type.with(element);
      }
    };

/// Where a class file says its version (JVMS 4.1).
static final int MAJOR_VERSION_AT = 6;

static final FileTime WRITTEN = FileTime.fromMillis(0);

void main(String[] folders) throws IOException {
  for (String folder : folders) {
    ModuleFinder jars = ModuleFinder.of(Path.of(folder));
    Map<String, String> homes = homesOfPackages(jars);
    for (ModuleReference jar : jars.findAll()) {
      try (FileSystem content = FileSystems.newFileSystem(Path.of(jar.location().orElseThrow()))) {
        for (Path file : classesIn(content)) {
          raise(file);
        }
        if (jar.descriptor().isAutomatic()) {
          describe(jar.descriptor(), content, homes);
        }
      }
    }
  }
}

List<Path> classesIn(FileSystem content) throws IOException {
  try (Stream<Path> all = Files.walk(content.getPath("/"))) {
    return all.filter(file -> file.toString().endsWith(".class")).sorted().toList();
  }
}

void raise(Path file) throws IOException {
  byte[] old = Files.readAllBytes(file);
  if (ByteBuffer.wrap(old).getShort(MAJOR_VERSION_AT) < ClassFile.JAVA_6_VERSION) {
    ClassFile format = ClassFile.of(ClassFile.StackMapsOption.GENERATE_STACK_MAPS);
    byte[] raised = format.transformClass(format.parse(old), RAISE);
    write(file, raised, StandardOpenOption.TRUNCATE_EXISTING);
  }
}

void write(Path file, byte[] content, StandardOpenOption how) throws IOException {
  Files.write(file, content, how);
  Files.getFileAttributeView(file, BasicFileAttributeView.class).setTimes(WRITTEN, WRITTEN, WRITTEN);
}

/// Which module each package is in: the JDK's exported ones, and all of the jars'.
Map<String, String> homesOfPackages(ModuleFinder jars) {
  Map<String, String> homes = new HashMap<>();
  for (ModuleReference module : ModuleFinder.ofSystem().findAll()) {
    for (ModuleDescriptor.Exports exports : module.descriptor().exports()) {
      if (!exports.isQualified()) {
        homes.put(exports.source(), module.descriptor().name());
      }
    }
  }
  for (ModuleReference module : jars.findAll()) {
    module.descriptor().packages().forEach(name -> homes.put(name, module.descriptor().name()));
  }
  return homes;
}

void describe(ModuleDescriptor module, FileSystem content, Map<String, String> homes)
    throws IOException {
  Set<String> required = new TreeSet<>();
  for (Path file : classesIn(content)) {
    for (String name : packagesNamedIn(file)) {
      String home = homes.get(name);
      if (home != null && !home.equals(module.name())) {
        required.add(home);
      }
    }
  }
  ModuleAttribute description =
      ModuleAttribute.of(ModuleDesc.of(module.name()), its -> fill(its, module, required));
  write(
      content.getPath("module-info.class"),
      ClassFile.of().buildModule(description),
      StandardOpenOption.CREATE_NEW);
}

void fill(ModuleAttributeBuilder its, ModuleDescriptor module, Set<String> required) {
  its.requires(ModuleDesc.of("java.base"), Set.of(AccessFlag.MANDATED), null);
  required.stream()
      .filter(name -> !name.equals("java.base"))
      .forEach(name -> its.requires(ModuleDesc.of(name), Set.of(), null));
  new TreeSet<>(module.packages())
      .forEach(name -> its.exports(PackageDesc.of(name), Set.of()));
  module.provides().stream()
      .sorted()
      .forEach(
          service ->
              its.provides(
                  ClassDesc.of(service.service()),
                  service.providers().stream().map(ClassDesc::of).toArray(ClassDesc[]::new)));
}

Set<String> packagesNamedIn(Path file) throws IOException {
  Set<String> names = new TreeSet<>();
  for (var entry : ClassFile.of().parse(Files.readAllBytes(file)).constantPool()) {
    if (entry instanceof ClassEntry type && type.asSymbol().isClassOrInterface()) {
      names.add(type.asSymbol().packageName());
    }
  }
  return names;
}
