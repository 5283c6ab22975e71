package org.amends.kiosk.devices.cards;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.amends.kiosk.platform.DeviceRefused;

/**
 * A bare PN532 board: one thread looks several times a second for what lies there. Whatever the wires say, each question to the
 * chip ends, and a chip that was lost is begun with anew.
 */
public final class Pn532Reader extends ReaderOnThreads {

    private static final Logger LOG = System.getLogger(Pn532Reader.class.getName());

    /** Between two looks. A look takes 10 to 60 ms at the chip. */
    private static final Duration LOOK = Duration.ofMillis(150);
    private static final Duration RETRY = Duration.ofMillis(500);
    /** At the edge of the field a card is missed by some looks; one gone for less was not taken away. */
    private static final Duration AWAY = Duration.ofSeconds(1);
    private static final int TRIES = 3;
    /** The longest question, with its repeats, ends within this. */
    private static final Duration CLOSING = Duration.ofSeconds(3);

    private static final ReaderState HANGS = new ReaderState(ReaderState.Kind.HUNG,
            "the PN532 has stopped answering; if it stays so, take its power away for a moment");
    private static final String LOOK_AT = "; look at its power, its wires and its switches (HSU for a port, I2C for a bus)";

    private final String name;
    private final Pn532Link.Opening opening;
    private final Presentations presentations = new Presentations(AWAY.toNanos());
    private final Thread thread;
    private ReaderState state = new ReaderState(ReaderState.Kind.UNPLUGGED, "not yet spoken with");
    private boolean severalTold;

    /**
     * @param name    what a technician knows it by, such as {@code pn532 at /dev/ttyS0}
     * @param opening makes the connection, at the start and each time that it was lost
     */
    public Pn532Reader(String name, Pn532Link.Opening opening) {
        this.name = name;
        this.opening = opening;
        this.thread = Thread.ofPlatform().daemon().name("card reader " + name).unstarted(this::run);
    }

    @Override
    void begin() {
        thread.start();
    }

    @Override
    List<Thread> threads() {
        return List.of(thread);
    }

    @Override
    public synchronized Map<String, ReaderState> states() {
        return Map.of(name, state);
    }

    private void run() {
        while (!isClosed()) {
            boolean begun = false;
            try (Pn532Link link = opening.open()) {
                Pn532 chip = new Pn532(link);
                chip.begin();
                begun = true;
                stands(ReaderState.READY);
                while (!isClosed()) {
                    look(chip);
                    pause(LOOK);
                }
            } catch (Pn532.Silent silent) {
                stands(begun ? HANGS : new ReaderState(ReaderState.Kind.UNPLUGGED, silent.getMessage() + LOOK_AT));
            } catch (DeviceRefused refused) {
                stands(new ReaderState(ReaderState.Kind.REFUSED, refused.getMessage()));
            } catch (IOException lost) {
                stands(new ReaderState(ReaderState.Kind.UNPLUGGED, String.valueOf(lost.getMessage())));
            }
            pause(RETRY);
        }
    }

    private void look(Pn532 chip) throws IOException {
        List<Pn532.Target> targets = chip.targets();
        if (targets.size() == 1) {
            String uid = Card.lasting(targets.getFirst().uid());
            if (presentations.isNew(uid, System.nanoTime())) {
                read(chip, targets.getFirst());
            }
        } else if (targets.isEmpty()) {
            presentations.nothing(System.nanoTime());
            severalTold = false;
        } else {
            several(targets);
        }
    }

    private void several(List<Pn532.Target> targets) {
        presentations.together(targets.stream().map(target -> Card.lasting(target.uid())).toList(), System.nanoTime());
        if (!severalTold) {
            severalTold = true;
            tell(new CardEvent.NotRead(name, CardEvent.Why.SEVERAL));
        }
    }

    private void read(Pn532 chip, Pn532.Target first) throws IOException {
        Pn532.Target target = first;
        for (int tries = 1;; tries++) {
            try {
                List<NdefRecord> records = chip.records(target);
                List<Pn532.Target> after = chip.targets();
                if (after.size() > 1) {
                    several(after);
                    return;
                }
                // Another card than at the beginning would be taken for one that has the words of both.
                if (after.size() == 1
                        && Card.lasting(after.getFirst().uid()).equals(Card.lasting(target.uid()))) {
                    if (presentations.alone(Card.lasting(target.uid()), System.nanoTime())) {
                        tell(new CardEvent.Read(name, new Card(target.uid(), target.kind(), records)));
                    }
                    return;
                }
            } catch (Pn532.CardGone disturbed) {
                LOG.log(Level.DEBUG, "{0}: {1}", name, disturbed.getMessage());
            } catch (Pn532.Silent disturbed) {
                if (tries == TRIES) {
                    throw disturbed; // the wires are at fault, not the card: begun with anew, it is read
                }
            }
            List<Pn532.Target> now = chip.targets();
            if (now.size() != 1) {
                tell(new CardEvent.NotRead(name, CardEvent.Why.TAKEN_AWAY));
                return;
            }
            target = now.getFirst();
            if (tries == TRIES) {
                // Not asked again as long as it lies there.
                presentations.together(List.of(Card.lasting(target.uid())), System.nanoTime());
                tell(new CardEvent.NotRead(name, CardEvent.Why.UNREADABLE));
                return;
            }
        }
    }

    private synchronized void stands(ReaderState now) {
        if (!now.equals(state)) {
            state = now;
            tell(new CardEvent.Changed(name, now));
        }
    }

    @Override
    public void close() {
        end(CLOSING);
    }
}
