package org.amends;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which package may import which, and which library may be seen from where, held against classes.
 *
 * @param root   the package that all of ours lie in; names in rows and fences are below it, "" is itself
 * @param rows   one for every package that has classes
 * @param fences one for every library
 */
record PackageMap(String root, List<Row> rows, List<Fence> fences) {

    /**
     * What a package may import of ours, beside itself.
     *
     * @param because why no more
     */
    record Row(String name, List<String> mayImport, String because) {

        static Row row(String name, String mayImport, String because) {
            return new Row(name, words(mayImport), because);
        }
    }

    /**
     * Where a library may be seen from. A library of which nobody makes use, or a place that makes none of it, is a fence
     * around nothing and as wrong as a hole.
     *
     * @param library packages, as ArchUnit writes them
     */
    record Fence(List<String> library, List<String> seenFrom, String because) {

        static Fence fence(String library, String seenFrom, String because) {
            return new Fence(words(library), words(seenFrom), because);
        }
    }

    /** Everything in which classes and map differ, a line each; empty where they agree. */
    List<String> differences(JavaClasses classes) {
        List<String> differences = new ArrayList<>();
        Set<String> there = classes.stream().filter(type -> !type.getSimpleName().equals("package-info"))
                .map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));
        Set<String> mapped = rows.stream().map(row -> full(row.name())).collect(Collectors.toCollection(TreeSet::new));
        there.stream().filter(name -> !mapped.contains(name)).forEach(name -> differences.add(name + " has no row"));
        mapped.stream().filter(name -> !there.contains(name)).forEach(name -> differences.add(name + " has no classes"));
        rows.forEach(row -> differences.addAll(broken(arrow(row), classes)));
        fences.forEach(fence -> differences.addAll(holes(fence, classes)));
        String[] known = Stream.concat(Stream.of("java..", root + ".."), fences.stream().flatMap(f -> f.library().stream()))
                .toArray(String[]::new);
        differences.addAll(broken(noClasses().should().dependOnClassesThat(not(resideInAnyPackage(known)))
                .because("every library has its fence"), classes));
        return differences;
    }

    private ArchRule arrow(Row row) {
        String[] allowed = Stream.concat(Stream.of(row.name()), row.mayImport().stream()).map(this::full)
                .toArray(String[]::new);
        return noClasses().that().resideInAPackage(full(row.name())).should()
                .dependOnClassesThat(resideInAPackage(root + "..").and(not(resideInAnyPackage(allowed))))
                .because(row.because()).allowEmptyShould(true);
    }

    private List<String> holes(Fence fence, JavaClasses classes) {
        String[] library = fence.library().toArray(String[]::new);
        String[] seenFrom = fence.seenFrom().stream().map(this::full).toArray(String[]::new);
        List<String> holes = new ArrayList<>(broken(noClasses().that().resideOutsideOfPackages(seenFrom).should()
                .dependOnClassesThat().resideInAnyPackage(library).because(fence.because()).allowEmptyShould(true),
                classes));
        for (String place : seenFrom) {
            boolean used = classes.stream().filter(resideInAPackage(place)).flatMap(
                    type -> type.getDirectDependenciesFromSelf().stream())
                    .anyMatch(dependency -> resideInAnyPackage(library).test(dependency.getTargetClass()));
            if (!used) {
                holes.add("nobody in " + place + " makes use of " + fence.library());
            }
        }
        return holes;
    }

    private static List<String> broken(ArchRule rule, JavaClasses classes) {
        return rule.evaluate(classes).getFailureReport().getDetails().stream()
                .map(detail -> detail.lines().findFirst().orElse("") + " | " + rule.getDescription()).toList();
    }

    private String full(String name) {
        return name.isEmpty() ? root : root + "." + name;
    }

    /** "here" stands for the root itself. */
    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).map(word -> word.equals("here") ? "" : word)
                .toList();
    }
}
