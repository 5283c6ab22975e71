package org.amends.kiosk.voice;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;

/** Two calm notes. Where the machine has no sound device it is silent, and the log says so once. */
public final class Chime {

    private static final Logger LOG = System.getLogger(Chime.class.getName());
    private static final float SAMPLES_PER_SECOND = 22_050;
    /** A fifth, downwards: what comes to an end. */
    private static final double[] NOTES_HZ = {659.3, 440};
    private static final double NOTE_SECONDS = 0.35;
    /** Parts of full volume; a hotel's lobby is quiet. */
    private static final double LOUDNESS = 0.25;
    /** How fast a note fades, per second, and how long it takes to begin, so that it does not click. */
    private static final double FADE = 9;
    private static final double ATTACK_SECONDS = 0.01;

    private final AtomicBoolean toldSilent = new AtomicBoolean();
    private final AtomicBoolean sounding = new AtomicBoolean();

    /** Sounds, without waiting for it; where the last one has not ended, that one is enough. */
    public void play() {
        if (sounding.compareAndSet(false, true)) {
            // No virtual thread: a sound device that hangs would keep a carrier from all others.
            Thread.ofPlatform().daemon().name("chime").start(() -> {
                try {
                    sound();
                } finally {
                    sounding.set(false);
                }
            });
        }
    }

    private void sound() {
        AudioFormat format = new AudioFormat(SAMPLES_PER_SECOND, 16, 1, true, false);
        try (SourceDataLine line = AudioSystem.getSourceDataLine(format)) {
            line.open(format);
            line.start();
            byte[] notes = notes();
            line.write(notes, 0, notes.length);
            line.drain();
        } catch (LineUnavailableException | IllegalArgumentException | SecurityException | LinkageError noDevice) {
            // An error of linkage: the Java of some machines comes without its sound library, or that without ALSA.
            if (toldSilent.compareAndSet(false, true)) {
                LOG.log(Level.INFO, "there is no sound device; time-outs are announced by sight alone");
            }
        }
    }

    /** 16 bits a sample, one channel, the lower byte first. */
    static byte[] notes() {
        int each = (int) (NOTE_SECONDS * SAMPLES_PER_SECOND);
        byte[] samples = new byte[2 * each * NOTES_HZ.length];
        for (int i = 0; i < each * NOTES_HZ.length; i++) {
            double seconds = i % each / (double) SAMPLES_PER_SECOND;
            double strength = Math.min(1, seconds / ATTACK_SECONDS) * Math.exp(-FADE * seconds);
            double wave = Math.sin(2 * Math.PI * NOTES_HZ[i / each] * seconds);
            int sample = (int) (Short.MAX_VALUE * LOUDNESS * strength * wave);
            samples[2 * i] = (byte) sample;
            samples[2 * i + 1] = (byte) (sample >> 8);
        }
        return samples;
    }
}
