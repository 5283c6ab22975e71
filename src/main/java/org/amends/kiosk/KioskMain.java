package org.amends.kiosk;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javafx.application.Platform;
import org.amends.Amends;
import org.amends.ExitCode;
import org.amends.Role;
import org.amends.StopRequest;
import org.amends.checkedfile.FileProblem;
import org.amends.kiosk.guest.Assistance;
import org.amends.kiosk.guest.GuestJourney;
import org.amends.kiosk.guest.GuestScreens;
import org.amends.kiosk.guest.Rest;
import org.amends.kiosk.guest.Timetable;
import org.amends.kiosk.guest.look.Brand;
import org.amends.kiosk.guest.look.BrandFolder;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.guest.look.Look;
import org.amends.kiosk.guest.look.Typefaces;
import org.amends.kiosk.outbox.ContentSeal;
import org.amends.kiosk.outbox.Outbox;
import org.amends.kiosk.platform.Machine;
import org.amends.kiosk.platform.MachineClock;
import org.amends.kiosk.settings.Settings;
import org.amends.kiosk.settings.SettingsFile;
import org.amends.kiosk.simulated.SimulatedGuests;
import org.amends.kiosk.sync.Credentials;
import org.amends.kiosk.sync.Downlink;
import org.amends.kiosk.sync.HubAccess;
import org.amends.kiosk.sync.HubSaid;
import org.amends.kiosk.sync.SyncLoop;
import org.amends.response.Touchpoint;
import org.amends.kiosk.voice.Chime;
import org.amends.kiosk.voice.EspeakNg;
import org.amends.kiosk.voice.Voice;
import org.amends.survey.Survey;
import org.amends.survey.SurveyFile;
import org.amends.wire.Pairing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The terminal's composition root. */
@Command(name = "kiosk", mixinStandardHelpOptions = true, versionProvider = Amends.Version.class, //
        description = "Runs a terminal: asks guests, keeps what they say, sends it to the hub.")
public final class KioskMain implements Role {

    private static final Logger LOG = System.getLogger(KioskMain.class.getName());

    @Spec
    private CommandSpec spec;

    @Option(names = "--settings", paramLabel = "FILE", defaultValue = "/etc/amends/kiosk.yaml", //
            description = "What this terminal is told about itself. Default: ${DEFAULT-VALUE}")
    private Path settingsFile;

    @Option(names = "--data", paramLabel = "FOLDER", //
            description = "Where it keeps its outbox and token. Default: $STATE_DIRECTORY, else ~/.local/state/amends/kiosk")
    private Path data;

    @Option(names = "--hub", paramLabel = "ADDRESS", description = "The hub, in place of the one in the settings.")
    private String hub;

    @Option(names = "--pairing-code", paramLabel = "CODE", //
            description = "The hub's one-time code, with all letters that it printed, where this terminal has no token"
                    + " yet.")
    private String pairingCode;

    @Option(names = "--window", paramLabel = "WxH", description = "A window of this size in place of the full screen.")
    private String window;

    @Option(names = "--headless", description = "Runs without a display, on JavaFX's headless platform.")
    private boolean headless;

    @Option(names = "--guests", paramLabel = "N", defaultValue = "0", //
            description = "Lets N simulated guests tap the screen through its own input events.")
    private int guests;

    @Option(names = "--guest-pause", paramLabel = "MS", defaultValue = "1000", //
            description = "Between two simulated guests, in milliseconds. Default: ${DEFAULT-VALUE}")
    private int guestPause;

    @Option(names = "--stop-with-parent", hidden = true)
    private boolean stopWithParent;

    @Override
    public Integer call() {
        Settings ofFile = settings();
        Machine machine = new Machine(System::getenv);
        boolean withDisplay = machine.hasDisplay() && !headless;
        Optional<KioskWindow.Size> size = windowSize(withDisplay);
        machine.requireLibraries(withDisplay);
        // Takes as long as all the rest before the window, beside which it begins.
        CompletableFuture<Void> begun = KioskWindow.begin(withDisplay);
        GuestTexts texts = new GuestTexts();
        Timetable timetable = timetable(ofFile, texts);
        Path folder = machine.dataFolder(Optional.ofNullable(data));
        Credentials credentials = Credentials.in(folder);
        HubSaid said = HubSaid.in(folder, credentials);
        Settings settings = ofFile.with(said.settings());
        HubAccess access = new HubAccess(settings.hub(), settings.link(), credentials, Optional.ofNullable(pairingCode),
                Clock.systemUTC());
        settings.lines().forEach(line -> LOG.log(Level.INFO, "setting {0}", line));

        ExecutorService pictures = Executors
                .newSingleThreadExecutor(Thread.ofPlatform().daemon().name("pictures").factory());
        Chime chime = new Chime();
        Optional<EspeakNg> voice = EspeakNg.find(System::getenv);
        StopRequest stop = StopRequest.listen(stopWithParent);
        Clock wall = Clock.systemDefaultZone();
        MachineClock clock = MachineClock.ofThisMachine();
        try (Outbox outbox = Outbox.open(folder, clock, settings.touchpoint(),
                new ContentSeal(() -> credentials.current().flatMap(Pairing.Answer::sealingKey)),
                settings.outboxMegabytes())) {
            Typefaces typefaces = Typefaces.load(folder.resolve("fonts"), timetable.languages());
            AtomicReference<Rest> rest = new AtomicReference<>();
            AtomicReference<GuestJourney> shown = new AtomicReference<>();
            try (KioskWindow screen = KioskWindow.open(begun, size, settings, stop::ask, metrics -> {
                GuestJourney journey = new GuestJourney(timetable.surveyAt(LocalDateTime.now(wall)), outbox::add,
                        Platform::runLater, settings.answerTime(), settings.thanksTime());
                shown.set(journey);
                GuestScreens screens = new GuestScreens(journey, settings.touchpoint(), settings.persona(),
                        look(settings, timetable, texts, typefaces, pictures), texts,
                        settings.undoTime(), metrics,
                        new Assistance(settings.presses(), voice.map(Voice.class::cast), chime::play, System::nanoTime));
                rest.set(Rest.of(journey, screens, timetable, wall));
                return screens;
            });
                    EverySecond _ = EverySecond.of(rest.get()::tick);
                    // A guest who is quicker finds the screen there; what they say waits in the outbox for this.
                    SyncLoop sync = new SyncLoop(outbox, clock, credentials, access,
                            settings.touchpoint(), responses -> confirmed(shown, responses));
                    Downlink downlink = new Downlink(credentials, said, access,
                            set -> waits(shown, ofFile.with(set)));
                    SimulatedGuests simulated = new SimulatedGuests(screen.screens(), withDisplay, guests,
                            Duration.ofMillis(guestPause),
                            System.out)) {
                outbox.whenAdded(sync::wake);
                outbox.whenChanged(() -> {
                    LOG.log(Level.INFO, "the outbox is now {0}", outbox.health());
                    sync.healthChanged();
                });
                sync.start();
                downlink.start();
                Thread.ofVirtual().start(() -> {
                    texts.readAhead(timetable.languages());
                    typefaces.readAhead(Platform::runLater);
                });
                System.out.println("kiosk ready screen=" + (withDisplay ? "window" : "headless") + " hub=" + settings.hub()
                        + " data=" + folder);
                if (guests > 0) {
                    simulated.start();
                }
                stop.await();
                LOG.log(Level.INFO, "stopping");
            }
        } finally {
            voice.ifPresent(EspeakNg::close);
            pictures.shutdownNow();
            stop.closed();
        }
        return ExitCode.OK;
    }

    private static Look look(Settings settings, Timetable timetable, GuestTexts texts, Typefaces packed,
            Executor pictures) {
        Brand brand = settings.brand().map(KioskMain::brand).orElse(Brand.NONE);
        Touchpoint here = settings.touchpoint();
        return new Look(settings.look(), settings.motion(),
                brand.type().map(type -> packed.with(type, timetable.texts(texts, here.site() + here.name())))
                        .orElse(packed),
                brand, pictures);
    }

    /** A terminal that cannot wear its brand asks all the same. */
    private static Brand brand(Path folder) {
        try {
            return BrandFolder.read(folder, problem -> LOG.log(Level.WARNING, "not shown: {0}", problem.getMessage()));
        } catch (FileProblem broken) {
            LOG.log(Level.WARNING, "the built-in look is shown, as the brand is broken: {0}", broken.getMessage());
            return Brand.NONE;
        }
    }

    private static Timetable timetable(Settings settings, GuestTexts texts) {
        Map<Path, Survey> surveys = new HashMap<>();
        Function<Path, Survey> read = path -> surveys.computeIfAbsent(path,
                file -> SurveyFile.read(file, texts.languages(), Typefaces::undrawable));
        return new Timetable(read.apply(settings.surveyFile()), settings.timedSurveys().stream()
                .map(timed -> new Timetable.Timed(read.apply(timed.file()), timed.hours())).toList(), settings.openHours());
    }

    private Settings settings() {
        Settings settings = SettingsFile.read(settingsFile);
        if (hub == null) {
            return settings;
        }
        URI address = SettingsFile.hub(hub).orElseThrow(() -> wrong("--hub", hub, SettingsFile.HUB_ALLOWED));
        return settings.withHub(address);
    }

    private Optional<KioskWindow.Size> windowSize(boolean withDisplay) {
        if (window != null) {
            return Optional.of(KioskWindow.Size.parse(window)
                    .orElseThrow(() -> wrong("--window", window, "WxH in pixels, 320x320 to 7680x7680, such as 1280x800")));
        }
        return withDisplay ? Optional.empty() : Optional.of(KioskWindow.Size.HEADLESS);
    }

    private ParameterException wrong(String option, String value, String allowed) {
        return new ParameterException(spec.commandLine(),
                option + ": \"" + value + "\" is not allowed; allowed: " + allowed);
    }

    /** Of what the hub sets, the times hold from the next page on; look and motion from the next start. */
    private static void waits(AtomicReference<GuestJourney> shown, Settings settings) {
        Platform.runLater(() -> Optional.ofNullable(shown.get())
                .ifPresent(journey -> journey.waits(settings.answerTime(), settings.thanksTime())));
    }

    private static void confirmed(AtomicReference<GuestJourney> shown, Set<UUID> responses) {
        Platform.runLater(() -> Optional.ofNullable(shown.get()).ifPresent(journey -> journey.confirmed(responses)));
    }
}
