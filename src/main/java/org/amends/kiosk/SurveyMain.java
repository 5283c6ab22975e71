package org.amends.kiosk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import javafx.application.Platform;
import org.amends.ExitCode;
import org.amends.Role;
import org.amends.StartRefused;
import org.amends.kiosk.guest.Timetable;
import org.amends.kiosk.guest.look.Brand;
import org.amends.kiosk.guest.look.BrandFolder;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.guest.look.Look;
import org.amends.kiosk.guest.look.Typefaces;
import org.amends.kiosk.guest.preview.Preview;
import org.amends.kiosk.guest.preview.PreviewFolder;
import org.amends.kiosk.guest.preview.Stand;
import org.amends.kiosk.platform.Machine;
import org.amends.kiosk.settings.LookName;
import org.amends.survey.Survey;
import org.amends.survey.SurveyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Surveys, before they go to a terminal. */
@Command(name = "survey", mixinStandardHelpOptions = true, description = "Checks a survey and shows its screens.", //
        synopsisSubcommandLabel = "COMMAND", subcommands = {SurveyMain.Check.class, SurveyMain.Show.class})
public final class SurveyMain implements Role {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(),
                "Name a command: " + String.join(", ", spec.subcommands().keySet()));
    }

    @Command(name = "check", mixinStandardHelpOptions = true, //
            description = "Reads a survey and lays every screen out on every kind of terminal: what is missing, cannot be"
                    + " reached, cannot be drawn or does not fit is named; so is, with no harm, what is long.")
    static final class Check implements Callable<Integer> {

        @Spec
        private CommandSpec spec;
        @Parameters(paramLabel = "FILE", description = "The survey.")
        private Path file;

        @Option(names = "--brand", paramLabel = "FOLDER", //
                description = "A brand folder to check as well: its colours, files and pictures, and the survey in them.")
        private Path brand;

        @Override
        public Integer call() throws IOException {
            List<String> faults = lookAt(file, LookName.DAY, Optional.ofNullable(brand), List.of(), (_, _) -> {
                // only looked at
            });
            SurveyFile.advice(file, new GuestTexts().languages()).forEach(spec.commandLine().getOut()::println);
            faults.forEach(spec.commandLine().getOut()::println);
            if (faults.isEmpty()) {
                spec.commandLine().getOut().println(file + ": is good");
            }
            return faults.isEmpty() ? ExitCode.OK : ExitCode.BAD_CONFIGURATION;
        }
    }

    @Command(name = "preview", mixinStandardHelpOptions = true, //
            description = "Paints every screen of a survey on every kind of terminal as PNG, and contact sheets of them.")
    static final class Show implements Callable<Integer> {

        @Spec
        private CommandSpec spec;
        @Parameters(index = "0", paramLabel = "FILE", description = "The survey.")
        private Path file;
        @Parameters(index = "1", paramLabel = "FOLDER", description = "Where the pictures go; made if it is not there.")
        private Path folder;
        @Option(names = "--language", paramLabel = "LANGUAGE", split = ",", //
                description = "Only these languages, such as en,ar. Default: all of the survey.")
        private List<String> languages = List.of();
        @Option(names = "--look", paramLabel = "LOOK", defaultValue = "day", //
                description = "day, night or sand. Default: ${DEFAULT-VALUE}")
        private LookName look;
        @Option(names = "--brand", paramLabel = "FOLDER", description = "The brand folder to show it in. Default: none")
        private Path brand;

        @Override
        public Integer call() throws IOException {
            PreviewFolder pictures = new PreviewFolder(Files.createDirectories(folder));
            List<String> faults = lookAt(file, look, Optional.ofNullable(brand), languages, pictures::add);
            spec.commandLine().getOut().println(folder + ": " + pictures.count() + " screens; see contact-sheet-*.png");
            faults.forEach(spec.commandLine().getOut()::println);
            return ExitCode.OK;
        }
    }

    private static void forget(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private interface OnPicture {
        void seen(Preview.Picture picture, boolean lastOfItsLanguage);
    }

    private static List<String> lookAt(Path file, LookName name, Optional<Path> brandFolder, List<String> only,
            OnPicture onPicture)
            throws IOException {
        GuestTexts texts = new GuestTexts();
        Survey survey = SurveyFile.read(file, texts.languages(), Typefaces::undrawable);
        List<String> languages = survey.languages().stream()
                .filter(language -> only.isEmpty() || only.contains(language)).toList();
        if (languages.isEmpty()) {
            throw new StartRefused(ExitCode.BAD_CONFIGURATION,
                    file + ": speaks none of " + only + "; it speaks " + survey.languages());
        }
        List<String> faults = new ArrayList<>();
        Brand brand = brandFolder.map(folder -> BrandFolder.read(folder, picture -> faults.add(picture.getMessage())))
                .orElse(Brand.NONE);
        Timetable always = new Timetable(survey, List.of(), List.of());
        new Machine(System::getenv).requireLibraries(false);
        Path fonts = Files.createTempDirectory("amends-fonts");
        KioskWindow.goHeadless();
        CompletableFuture<Void> done = new CompletableFuture<>();
        Platform.startup(() -> {
            try {
                Typefaces packed = Typefaces.load(fonts, survey.languages());
                Typefaces typefaces = brand.type().map(type -> packed.with(type, always.texts(texts, ""))).orElse(packed);
                Preview preview = new Preview(survey, new Look(name, false, typefaces, brand, Runnable::run), texts);
                for (String language : languages) {
                    List<Preview.Picture> waiting = new ArrayList<>(1);
                    for (Stand stand : Stand.values()) {
                        preview.show(stand, language, picture -> {
                            waiting.forEach(before -> onPicture.seen(before, false));
                            waiting.clear();
                            waiting.add(picture);
                            picture.faults().forEach(fault -> faults.add("%s: %s, %s, %s: %s".formatted(file,
                                    picture.name(), stand.id(), language, fault)));
                        });
                    }
                    waiting.forEach(last -> onPicture.seen(last, true));
                }
                done.complete(null);
            } catch (RuntimeException failed) {
                done.completeExceptionally(failed);
            }
        });
        try {
            done.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        } finally {
            Platform.exit();
            forget(fonts);
        }
        return faults;
    }
}
