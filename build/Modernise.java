import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/// Raises old class files of jars to the version of this JDK, in place. To be run by name, with the
/// jars on the class path too, since stack maps have to know who extends whom.
///
/// The AOT cache refuses class files from before Java 6, because they carry no stack maps: what is
/// published for very old JVMs would be loaded and verified anew at each start.

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

void main(String[] jars) throws IOException {
  for (String jar : jars) {
    try (FileSystem content = FileSystems.newFileSystem(Path.of(jar))) {
      for (Path file : classesIn(content)) {
        raise(file);
      }
    }
  }
}

List<Path> classesIn(FileSystem content) throws IOException {
  try (Stream<Path> all = Files.walk(content.getPath("/"))) {
    return all.filter(file -> file.toString().endsWith(".class")).toList();
  }
}

void raise(Path file) throws IOException {
  ClassFile format = ClassFile.of(ClassFile.StackMapsOption.GENERATE_STACK_MAPS);
  ClassModel old = format.parse(Files.readAllBytes(file));
  if (old.majorVersion() < ClassFile.JAVA_6_VERSION) {
    byte[] raised = format.transformClass(old, RAISE);
    Files.write(file, raised, StandardOpenOption.TRUNCATE_EXISTING);
  }
}
