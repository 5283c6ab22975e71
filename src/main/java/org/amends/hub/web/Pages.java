package org.amends.hub.web;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.extension.AbstractExtension;
import io.pebbletemplates.pebble.extension.Function;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import io.pebbletemplates.pebble.template.EvaluationContext;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Makes pages and parts of pages from templates that lie beside their feature. Whatever is put into one is shown as the
 * characters it consists of, never as markup.
 */
public final class Pages {

    private final PebbleEngine engine;
    private final Texts texts;

    /**
     * @param texts what {@code say(key, ...)} says in a template
     */
    public Pages(Texts texts) {
        this.texts = texts;
        ClasspathLoader beside = new ClasspathLoader(Pages.class.getClassLoader());
        beside.setPrefix("org/amends/hub");
        beside.setSuffix(".peb");
        engine = new PebbleEngine.Builder().loader(beside).autoEscaping(true).strictVariables(true)
                .extension(new Saying(texts)).build();
    }

    /** What staff read, for the words that are not in a template. */
    public Texts texts() {
        return texts;
    }

    /**
     * A page or a part of one.
     *
     * @param template such as {@code inbox/inbox}
     * @param model    what the template names
     */
    public String make(String template, Map<String, Object> model) {
        StringWriter html = new StringWriter();
        try {
            engine.getTemplate(template).evaluate(html, model);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return html.toString();
    }

    private static final class Saying extends AbstractExtension {

        private final Texts texts;

        private Saying(Texts texts) {
            this.texts = texts;
        }

        @Override
        public Map<String, Function> getFunctions() {
            return Map.of("language", new Function() {
                @Override
                public List<String> getArgumentNames() {
                    return List.of();
                }

                @Override
                public Object execute(Map<String, Object> given, PebbleTemplate self, EvaluationContext context, int line) {
                    return ReaderLanguage.now().getLanguage();
                }
            }, "may", new Function() {
                @Override
                public List<String> getArgumentNames() {
                    return List.of("what");
                }

                @Override
                public Object execute(Map<String, Object> given, PebbleTemplate self, EvaluationContext context, int line) {
                    return ReaderRights.include((String) given.get("what"));
                }
            }, "waiting", new Function() {
                @Override
                public List<String> getArgumentNames() {
                    return List.of();
                }

                @Override
                public Object execute(Map<String, Object> given, PebbleTemplate self, EvaluationContext context, int line) {
                    return ReaderRights.waiting();
                }
            }, "say", new Function() {
                /** None: the parts are given in order, as many as the text has gaps. */
                @Override
                public List<String> getArgumentNames() {
                    return null;
                }

                @Override
                public Object execute(Map<String, Object> given, PebbleTemplate self, EvaluationContext context, int line) {
                    Object[] parts = IntStream.range(1, given.size()).mapToObj(i -> given.get(String.valueOf(i))).toArray();
                    return texts.say((String) given.get("0"), parts);
                }
            });
        }
    }
}
