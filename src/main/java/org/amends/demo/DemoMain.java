package org.amends.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.amends.Amends;
import org.amends.ExitCode;
import org.amends.Role;
import org.amends.StartRefused;
import org.amends.StateFolder;
import org.amends.StopRequest;
import org.amends.hub.HubDesk;
import org.amends.kiosk.platform.Machine;
import org.amends.kiosk.sync.Credentials;
import org.amends.wire.Pairing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The demonstration's composition root: makes a sample venue, starts both roles and pairs them. */
@Command(name = "demo", mixinStandardHelpOptions = true, versionProvider = Amends.Version.class, //
        description = "Runs a hub and a terminal of a sample venue on this machine, paired. Ctrl-C stops both.")
public final class DemoMain implements Role {

    private static final List<String> VENUE = List.of("kiosk.yaml", "stay.yaml");
    private static final String USER = "reception";
    private static final String COLLEAGUE = "manager";
    /** Says that a day was played in this folder. */
    private static final String PLAYED = "day-played";
    private static final Duration CODE_VALID_FOR = Duration.ofMinutes(15);

    @Option(names = "--data", paramLabel = "FOLDER", defaultValue = "", //
            description = "Where both keep their data. Default: ~/.local/state/amends/demo. Started again, it goes on there.")
    private String data;

    @Option(names = "--port", paramLabel = "N", defaultValue = "8480", //
            description = "The hub's port; another is taken where it is in use. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(names = "--guests", paramLabel = "N", defaultValue = "0", //
            description = "Lets N simulated guests tap the terminal's screen.")
    private int guests;

    @Option(names = "--guest-pause", paramLabel = "MS", defaultValue = "1000", //
            description = "Between two simulated guests, in milliseconds. Default: ${DEFAULT-VALUE}")
    private int guestPause;

    @Option(names = "--day", paramLabel = "SEED", arity = "0..1", defaultValue = "", fallbackValue = "1", //
            description = "Before that, plays a day of guests and staff, and the six before it, into a new folder, so that every"
                    + " page has something to show: terminals send, guests and staff press through the hub's own doors while"
                    + " its clock runs through those days in seconds. SEED, a whole number, makes it another day. Default: ${FALLBACK-VALUE}")
    private String day;

    @Option(names = "--headless", description = "Opens no window even where there is a display.")
    private boolean headless;

    @Override
    public Integer call() throws InterruptedException {
        Machine machine = new Machine(System::getenv);
        machine.requireLibraries(machine.hasDisplay() && !headless);
        Optional<Long> seed = seed();
        Path folder = machine
                .dataFolder(Optional.of(data.isBlank() ? StateFolder.of("demo", System::getenv) : Path.of(data)));
        StopRequest stop = StopRequest.listen(false);
        try {
            return run(folder, seed, stop);
        } catch (IOException failed) {
            throw new StartRefused(ExitCode.FAILURE, folder + ": " + failed.getMessage());
        } finally {
            stop.closed();
        }
    }

    private int run(Path folder, Optional<Long> seed, StopRequest stop) throws IOException, InterruptedException {
        Path venue = unpackVenue(folder.resolve("venue"));
        Path played = folder.resolve(PLAYED);
        if (seed.isPresent() && Files.notExists(played) && Files.exists(folder.resolve("hub"))) {
            throw new StartRefused(ExitCode.FAILURE, folder + " holds data already: --day plays into a new folder, which"
                    + " --data names");
        }
        if (seed.isEmpty() && Files.notExists(played)) {
            return run(folder, venue, List.of(), stop);
        }
        try (DutyPhones phones = new DutyPhones()) {
            Path settings = phones.writeSettings(venue);
            if (Files.notExists(played)) {
                play(Day.of(seed.orElseThrow()), settings, folder, phones);
                Files.createFile(played);
            }
            return run(folder, venue, List.of("--settings", settings.toString()), stop);
        }
    }

    private static void play(Day day, Path settings, Path folder, DutyPhones phones)
            throws IOException, InterruptedException {
        System.out.println("Plays a day of guests and the " + Day.DAYS_BEFORE + " before it, " + day.guests()
                + " guests in all, while the hub's clock runs through them; whatever is found of it was sent by terminals and pressed by staff.");
        System.out.flush();
        Path hubData = folder.resolve("hub");
        String password = password(folder.resolve("sign-in"), hubData);
        try (HubDesk desk = HubDesk.open(hubData)) {
            Day.COLLEAGUES.forEach((account, name) -> desk.setPassword(account, name, password));
        }
        // What the hub logs of a day that is played is nobody's business; only what stops it is.
        java.util.logging.Logger log = java.util.logging.Logger.getLogger("org.amends.hub");
        log.setLevel(java.util.logging.Level.SEVERE);
        DayPlayer.play(day, settings, hubData, password, Instant.now());
        log.setLevel(null);
        System.out.println("The day is over. Staff were told " + phones.told() + " times outside of the inbox.");
    }

    private int run(Path folder, Path venue, List<String> settings, StopRequest stop)
            throws IOException, InterruptedException {
        Path hubData = folder.resolve("hub");
        Path kioskData = Files.createDirectories(folder.resolve("kiosk"));
        String password = password(folder.resolve("sign-in"), hubData);
        Optional<String> pairingCode = pairingCode(hubData, kioskData);

        List<String> hubArguments = new ArrayList<>(
                List.of("--data", hubData.toString(), "--port", String.valueOf(freePort())));
        hubArguments.addAll(settings);
        RoleProcess hub = new RoleProcess("hub", hubArguments, folder.resolve("hub.log"), _ -> {
        });
        try {
            String url = hub.ready().orElseThrow(() -> new IOException(hub.lastWords())).replaceAll(".* url=(\\S+).*",
                    "$1");
            List<String> arguments = new ArrayList<>(List.of("--settings", venue.resolve("kiosk.yaml").toString(), "--data",
                    kioskData.toString(), "--hub", url, "--guests", String.valueOf(guests), "--guest-pause",
                    String.valueOf(guestPause)));
            if (headless || !new Machine(System::getenv).hasDisplay()) {
                arguments.add("--headless");
            } else {
                arguments.addAll(List.of("--window", "1180x740"));
            }
            pairingCode.ifPresent(code -> arguments.addAll(List.of("--pairing-code", code)));
            RoleProcess kiosk = new RoleProcess("kiosk", arguments, folder.resolve("kiosk.log"), this::tellGuests);
            try {
                String ready = kiosk.ready().orElseThrow(() -> new IOException(kiosk.lastWords()));
                welcome(url, password, ready.contains("screen=headless"), folder);
                return untilStopped(stop, hub, kiosk);
            } finally {
                kiosk.stop();
            }
        } finally {
            hub.stop();
            System.out.println("stopped; started again, it goes on where it was");
        }
    }

    private void welcome(String url, String password, boolean withoutDisplay, Path folder) {
        System.out.println();
        System.out.println("Amends runs. Inbox:   " + url + "/inbox");
        System.out.println("             Sign in: " + USER + " or " + COLLEAGUE + ", password " + password);
        System.out.println("             Data and logs: " + folder);
        if (withoutDisplay) {
            System.out.println("There is no display: the terminal's screens run on JavaFX's headless platform."
                    + (guests == 0 ? " Simulated guests tap them with -Dguests=20 (or --guests 20)." : ""));
        } else {
            System.out.println("Press a face in the window; a sad one opens a case.");
        }
        System.out.println("Ctrl-C stops both.");
        System.out.println("ready inbox=" + url + "/inbox user=" + USER + " password=" + password);
        System.out.flush();
    }

    private static int untilStopped(StopRequest stop, RoleProcess hub, RoleProcess kiosk) {
        AtomicBoolean failed = new AtomicBoolean();
        CompletableFuture<Void> watched = CompletableFuture.anyOf(hub.ended(), kiosk.ended()).thenAccept(ended -> {
            // A window that was closed ends the terminal, and so the demonstration, as asked.
            failed.set(((Process) ended).exitValue() != ExitCode.OK);
            stop.ask();
        });
        stop.await();
        watched.cancel(false);
        if (failed.get()) {
            System.err.println("amends demo: " + (hub.ended().isDone() ? hub : kiosk).lastWords());
        }
        return failed.get() ? ExitCode.FAILURE : ExitCode.OK;
    }

    private void tellGuests(String line) {
        if (line.startsWith("guest")) {
            System.out.println(line);
            System.out.flush();
        }
    }

    private static Path unpackVenue(Path venue) throws IOException {
        Files.createDirectories(venue);
        for (String name : VENUE) {
            try (InputStream file = DemoMain.class.getResourceAsStream("venue/" + name)) {
                Files.copy(file, venue.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return venue;
    }

    /** Makes the accounts at the first start; later ones find the password where the first has left it. */
    private static String password(Path file, Path hubData) throws IOException {
        if (Files.exists(file) && Files.exists(hubData)) {
            return Files.readString(file).strip();
        }
        byte[] random = new byte[9];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        try (HubDesk desk = HubDesk.open(hubData)) {
            desk.setPassword(USER, "Reception", password);
            desk.setPassword(COLLEAGUE, "Duty manager", password, Optional.of("manager"), Optional.empty());
        }
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, password, StandardOpenOption.WRITE);
        return password;
    }

    /** A code for a terminal that this hub does not know yet. */
    private static Optional<String> pairingCode(Path hubData, Path kioskData) throws IOException {
        try (HubDesk desk = HubDesk.open(hubData)) {
            Optional<Pairing.Answer> paired = Credentials.in(kioskData).current();
            if (paired.isPresent() && desk.knowsTerminal(paired.get().terminal())) {
                return Optional.empty();
            }
            Credentials.forget(kioskData);
            return Optional.of(desk.issuePairingCode(CODE_VALID_FOR));
        }
    }

    private Optional<Long> seed() {
        try {
            return day.isBlank() ? Optional.empty() : Optional.of(Long.valueOf(day));
        } catch (NumberFormatException noNumber) {
            throw new StartRefused(ExitCode.USAGE, "--day must be a whole number, not \"" + day + "\"");
        }
    }

    private int freePort() {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return port;
        } catch (IOException inUse) {
            System.out.println("Port " + port + " is in use; the hub takes a free one.");
            return 0;
        }
    }
}
