package dev.identitygraph.command;

import dev.identitygraph.command.ImportRun.Done;
import dev.identitygraph.command.ImportRun.Ending;
import dev.identitygraph.ingest.Totals;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of the files of an import.
 *
 * @param leftAlone the files that no source names
 */
record ImportSummary(List<Done> files, List<Path> leftAlone) {
    /** With which code the program ends: that of the file that came off worst. */
    int code() {
        return files.stream()
                .map(Done::ending)
                .max(Comparator.naturalOrder())
                .orElse(Ending.IMPORTED)
                .code();
    }

    private Totals totals() {
        return files.stream().map(Done::totals).reduce(Totals.NONE, Totals::plus);
    }

    void print(PrintWriter out, boolean asJson) {
        if (asJson) {
            out.println(GraphCommand.JSON.writeValueAsString(json()));
        } else {
            files.forEach(file -> out.println(line(file)));
            leftAlone.forEach(file -> out.println(file + ": left alone, since no source names it"));
        }
        out.flush();
    }

    private static String line(Done done) {
        var totals = done.totals();
        var source = done.delivered().source();
        return "%s%s: %s: %,d read, %,d accepted, %,d unchanged, %,d rejected; %,d values not taken, %,d ended; %,d rows a second%s%s"
                .formatted(
                        done.delivered().file(),
                        source.isEmpty() ? "" : " (" + source + ")",
                        done.ending(),
                        totals.read(),
                        totals.accepted(),
                        totals.unchanged(),
                        totals.rejected(),
                        totals.values(),
                        done.ended(),
                        rate(done),
                        done.rejects().map(file -> "; rejects in " + file).orElse(""),
                        done.message().isEmpty() ? "" : System.lineSeparator() + "  " + done.message());
    }

    private static long rate(Done done) {
        return done.totals().read() * 1000 / Math.max(1, done.time().toMillis());
    }

    private Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("code", code());
        json.putAll(json(totals()));
        json.put("files", files.stream().map(ImportSummary::json).toList());
        json.put("leftAlone", leftAlone.stream().map(Path::toString).toList());
        return json;
    }

    private static Map<String, Object> json(Totals totals) {
        var json = new LinkedHashMap<String, Object>();
        json.put("read", totals.read());
        json.put("accepted", totals.accepted());
        json.put("unchanged", totals.unchanged());
        json.put("rejected", totals.rejected());
        json.put("rejectedValues", totals.values());
        return json;
    }

    private static Map<String, Object> json(Done done) {
        var json = new LinkedHashMap<String, Object>();
        json.put("file", done.delivered().file().toString());
        if (!done.delivered().source().isEmpty()) {
            json.put("source", done.delivered().source());
        }
        json.put("ending", done.ending().name());
        json.putAll(json(done.totals()));
        json.put("ended", done.ended());
        json.put("millis", done.time().toMillis());
        json.put("rowsPerSecond", rate(done));
        done.rejects().ifPresent(file -> json.put("rejects", file.toString()));
        if (!done.message().isEmpty()) {
            json.put("message", done.message());
        }
        return json;
    }
}
