package io.siamese.client;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lists what other people's code can be compiled against, one line for a class or a member of it.
 *
 * <p>A line holds all that the Java virtual machine links by: modifiers, name, parameter and result types. A member line
 * that is there before and after a change means that compiled code still links. Constructors with parameters of Avro's
 * records are left out, because a field more makes them longer; the builders stay.
 */
record PublicApi(SortedSet<String> lines) {
    private static final Set<JavaModifier> SHOWN =
            Set.of(JavaModifier.STATIC, JavaModifier.ABSTRACT, JavaModifier.FINAL, JavaModifier.PROTECTED);

    static PublicApi readPackages(String... packages) {
        SortedSet<String> lines = new TreeSet<>();
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(packages).stream()
                        .filter(PublicApi::isVisible)
                        .forEach(type -> lines.addAll(describeClass(type)));
        return new PublicApi(lines);
    }

    /** Lines of {@code before} that are no longer here. */
    SortedSet<String> goneSince(Set<String> before) {
        SortedSet<String> gone = new TreeSet<>(before);
        gone.removeAll(lines);
        return gone;
    }

    /** Abstract methods that are new in a type of {@code before}: whoever implements the type lacks them. */
    SortedSet<String> newDutiesSince(Set<String> before) {
        Set<String> known = before.stream().map(PublicApi::typeName).collect(Collectors.toSet());
        return lines.stream()
                .filter(line -> line.contains(" abstract ") && !before.contains(line) && known.contains(typeName(line)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String typeName(String line) {
        return line.substring(0, line.indexOf(':'));
    }

    private static boolean isVisible(JavaClass type) {
        return isVisible(type.getModifiers())
                && type.getEnclosingClass().map(PublicApi::isVisible).orElse(true);
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return !modifiers.contains(JavaModifier.SYNTHETIC)
                && (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED));
    }

    private static SortedSet<String> describeClass(JavaClass type) {
        SortedSet<String> lines = new TreeSet<>();
        lines.add(type.getName() + ":" + joinLines(type.getModifiers()) + " type");
        Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream())
                .forEach(above -> lines.add(type.getName() + ": is " + above.getName()));
        type.getMembers().stream()
                .filter(member -> isVisible(member.getModifiers()) && !isConstructorOfRecord(member))
                .forEach(member -> lines.add(
                        type.getName() + ":" + joinLines(member.getModifiers()) + ' ' + describeMember(member)));
        return lines;
    }

    private static boolean isConstructorOfRecord(JavaMember member) {
        return member.getName().equals(JavaConstructor.CONSTRUCTOR_NAME)
                && member.getOwner().isAssignableTo("org.apache.avro.specific.SpecificRecord")
                && !((JavaCodeUnit) member).getRawParameterTypes().isEmpty();
    }

    private static String joinLines(Set<JavaModifier> modifiers) {
        return modifiers.stream()
                .filter(SHOWN::contains)
                .map(modifier -> " " + modifier.name().toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining());
    }

    private static String describeMember(JavaMember member) {
        if (member instanceof JavaField field) {
            return field.getRawType().getName() + ' ' + field.getName();
        }
        JavaCodeUnit code = (JavaCodeUnit) member;
        String parameters =
                code.getRawParameterTypes().stream().map(JavaClass::getName).collect(Collectors.joining(", "));
        return code.getRawReturnType().getName() + ' ' + code.getName() + '(' + parameters + ')';
    }
}
