package org.amends.kiosk.devices.wires;

import org.amends.kiosk.platform.DeviceRefused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.amends.testbed.machine.PlayedDevice;
import org.amends.testbed.machine.SimulatedChip;

/** What {@link PiWiresHardwareIT} runs in the small machine: each task says its findings, a line each. */
final class WiresProgram {

    private static final int BUTTON = 3;
    private static final int LIGHT = 5;
    private static final int OTHER = 6;
    private static final int DEVICE = 0x24;
    private static final long MILLI = 1_000_000;

    private final SimulatedChip chip;

    private WiresProgram(SimulatedChip chip) {
        this.chip = chip;
    }

    public static void main(String... arguments) throws IOException {
        if (arguments[0].equals("open")) { // by somebody who cannot make a chip
            System.out.println(refusal(() -> PiWires.open(arguments[1])));
            System.out.println(refusal(() -> PiI2c.open(PlayedDevice.BUS, DEVICE)));
            return;
        }
        if (arguments[0].equals("bus")) {
            talkOverABus();
            return;
        }
        try (SimulatedChip chip = SimulatedChip.make("board", 8)) {
            WiresProgram program = new WiresProgram(chip);
            switch (arguments[0]) {
                case "presses" -> program.press(Integer.parseInt(arguments[1]), Long.parseLong(arguments[2]));
                case "mistakes" -> program.makeMistakes();
                case "flood" -> program.flood();
                case "unplugged" -> program.unplug();
                default -> throw new IllegalArgumentException(arguments[0]);
            }
        }
    }

    /** Presses with bounce: 5 to 20 edges within 15 ms, down and up again. */
    private void press(int presses, long seed) {
        Random random = new Random(seed);
        List<Edge> told = Collections.synchronizedList(new ArrayList<>());
        List<Long> arrived = Collections.synchronizedList(new ArrayList<>());
        int settled = 0;
        int injected = 0;
        int lit = 0;
        chip.pull(BUTTON, true);
        try (PiWires wires = PiWires.open("board")) {
            System.out.println("chip " + wires.chip());
            wires.watch(BUTTON, Pull.UP, edge -> {
                arrived.add(System.nanoTime());
                told.add(edge);
            });
            Wires.Driven light = wires.drive(LIGHT, false);
            // The level that the line has is told first, by the thread that reads it: only then is it pressed.
            settles(told, true);
            for (int press = 0; press < presses; press++) {
                injected += bounce(random, false);
                settled += settles(told, false) ? 1 : 0;
                light.set(press % 2 == 0);
                if (chip.isHigh(LIGHT) == (press % 2 == 0) && light.isWell()) {
                    lit++;
                }
                injected += bounce(random, true);
                settled += settles(told, true) ? 1 : 0;
            }
            pause(200 * MILLI);
        }
        System.out.println("first " + told.getFirst().high());
        System.out.println("injected " + injected);
        System.out.println("told " + (told.size() - 1));
        System.out.println("settled " + settled);
        System.out.println("backwards " + backwards(told));
        System.out.println("lit " + lit);
        List<Long> delays = new ArrayList<>();
        for (int i = 1; i < told.size(); i++) {
            delays.add(arrived.get(i) - told.get(i).nanos());
        }
        delays.sort(null);
        System.out.println("delay_median_us " + delays.get(delays.size() / 2) / 1000);
        System.out.println("delay_p99_us " + delays.get(delays.size() * 99 / 100) / 1000);
    }

    /** An odd number of edges, so that the line ends at another level than it had. */
    private int bounce(Random random, boolean up) {
        int edges = 5 + 2 * random.nextInt(8);
        long gap = 14 * MILLI / (edges - 1);
        boolean high = up;
        for (int i = 0; i < edges; i++) {
            chip.pull(BUTTON, high);
            high = !high;
            if (i < edges - 1) {
                pause(gap / 2 + random.nextLong(gap / 2));
            }
        }
        return edges;
    }

    private void makeMistakes() {
        System.out.println(refusal(() -> PiWires.open("gpiochip7")));
        System.out.println(refusal(() -> PiWires.open("/dev/null")));
        try (PiWires wires = PiWires.open(chip.name())) {
            System.out.println(refusal(() -> wires.watch(8, Pull.NONE, edge -> {
            })));
            System.out.println(refusal(() -> wires.drive(-1, true)));
            wires.drive(OTHER, true);
            System.out.println(refusal(() -> wires.watch(OTHER, Pull.UP, edge -> {
            })));
        }
        // Let go of, it can be had again.
        try (PiWires wires = PiWires.open(chip.name())) {
            wires.drive(OTHER, true);
            System.out.println("again " + chip.isHigh(OTHER));
        }
    }

    /** More edges than the kernel keeps while nobody reads: what is told last is still the level that the line has. */
    private void flood() {
        List<Edge> told = Collections.synchronizedList(new ArrayList<>());
        Object reading = new Object();
        chip.pull(BUTTON, false);
        try (PiWires wires = PiWires.open("board")) {
            wires.watch(BUTTON, Pull.NONE, edge -> {
                synchronized (reading) {
                    told.add(edge);
                }
            });
            long last = 0;
            synchronized (reading) {
                for (int i = 0; i < 5001; i++) {
                    last = System.nanoTime();
                    chip.pull(BUTTON, i % 2 == 0);
                    pause(MILLI / 20);
                }
            }
            for (int i = 0; i < 1000 && (told.isEmpty() || told.getLast().nanos() < last); i++) {
                pause(10 * MILLI);
            }
        }
        System.out.println("kept " + told.size());
        System.out.println("last " + told.getLast().high());
    }

    private void unplug() {
        SimulatedChip cable = SimulatedChip.make("cable", 2);
        try (PiWires wires = PiWires.open("pinctrl-rp1", "cable")) {
            wires.watch(0, Pull.UP, edge -> {
            });
            Wires.Driven light = wires.drive(1, false);
            System.out.println("well " + wires.isWell() + " " + light.isWell());
            cable.close();
            light.set(true);
            System.out.println("well " + wires.isWell() + " " + light.isWell());
        }
        plugInAgain();
    }

    private void plugInAgain() {
        SimulatedChip before = SimulatedChip.make("cable", 2);
        List<Edge> told = Collections.synchronizedList(new ArrayList<>());
        try (ReturningWires wires = new ReturningWires(() -> PiWires.open("cable"))) {
            wires.watch(0, Pull.UP, told::add);
            Wires.Driven light = wires.drive(1, false);
            before.close();
            light.set(true);
            wires.look();
            System.out.println("away " + wires.isWell() + " " + light.isWell());
            try (SimulatedChip after = SimulatedChip.make("cable", 2)) {
                after.pull(0, true);
                wires.look();
                System.out.println("back " + wires.isWell() + " " + light.isWell() + " lit " + after.isHigh(1));
                after.pull(0, false);
                for (int tries = 0; tries < 200 && told.getLast().high(); tries++) {
                    pause(10 * MILLI);
                }
                System.out.println("pressed " + !told.getLast().high());
            }
        }
    }

    /** A device that says everything back, each byte turned over, and sleeps through the first message. */
    private static void talkOverABus() throws IOException {
        AtomicReference<byte[]> kept = new AtomicReference<>();
        PlayedDevice.Player player = new PlayedDevice.Player() {

            @Override
            public boolean written(byte[] message) {
                return kept.getAndSet(message) != null;
            }

            @Override
            public Optional<byte[]> read(int length) {
                byte[] turned = Arrays.copyOf(kept.get(), length);
                for (int i = 0; i < length; i++) {
                    turned[i] = (byte) ~turned[i];
                }
                return Optional.of(turned);
            }
        };
        System.out.println(refusal(() -> PiI2c.open(9, DEVICE)));
        System.out.println(refusal(() -> PiI2c.open(PlayedDevice.BUS, 0x80)));
        PlayedDevice.play(DEVICE, player);
        try (PiI2c device = PiI2c.open(PlayedDevice.BUS, DEVICE)) {
            byte[] message = new byte[300];
            new Random(1).nextBytes(message);
            System.out.println(silence(() -> device.write(message)));
            device.write(message);
            byte[] answer = new byte[300];
            device.read(answer);
            int turned = 0;
            for (int i = 0; i < message.length; i++) {
                turned += answer[i] == (byte) ~message[i] ? 1 : 0;
            }
            System.out.println("turned " + turned);
            try (PiI2c nobody = PiI2c.open(PlayedDevice.BUS, DEVICE + 1)) {
                System.out.println(silence(() -> nobody.read(answer)));
            }
        }
    }

    private interface Talk {
        void talk() throws IOException;
    }

    private static String silence(Talk talk) {
        try {
            talk.talk();
            return "answered";
        } catch (IOException silent) {
            return silent.getMessage();
        }
    }

    /** Whether what is told last becomes the level that the line has. */
    private static boolean settles(List<Edge> told, boolean high) {
        pause(2 * MILLI);
        for (int i = 0; i < 1000 && (told.isEmpty() || told.getLast().high() != high); i++) {
            pause(2 * MILLI);
        }
        return told.getLast().high() == high;
    }

    private static int backwards(List<Edge> told) {
        int backwards = 0;
        for (int i = 1; i < told.size(); i++) {
            backwards += told.get(i).nanos() < told.get(i - 1).nanos() ? 1 : 0;
        }
        return backwards;
    }

    private static String refusal(Runnable mistake) {
        try {
            mistake.run();
            return "not refused";
        } catch (DeviceRefused refused) {
            return refused.getMessage();
        }
    }

    /** The time between edges is what is simulated here, not a wait for something. */
    private static void pause(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
