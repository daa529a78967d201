package dev.identitygraph.audit;

import dev.identitygraph.store.Signatures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks that a chain has all that it ever had, as it was written. */
public final class ChainCheck {
    /**
     * What a check has found.
     *
     * @param heads how many exported heads the chain was compared with
     * @param faults what is wrong, each with its place; none for a chain that is whole
     */
    public record Result(long records, int files, int heads, List<String> faults) {}

    private record Place(int file, long line) {}

    private final ChainFiles files;
    private final Map<Place, SignedHead> expected = new HashMap<>();
    private final List<String> faults = new ArrayList<>();

    private ChainCheck(Path folder) {
        files = new ChainFiles(folder);
    }

    /**
     * Checks a chain.
     *
     * @param heads a file of its exported heads, if it is to be compared with them
     * @param publicKeys the file with the keys that they must be signed by; that beside the heads, if left out
     * @throws IllegalArgumentException if there is no chain and no head of one, or there are no such keys
     */
    public static Result of(Path folder, Optional<Path> heads, Optional<Path> publicKeys) {
        try {
            var check = new ChainCheck(folder);
            if (heads.isPresent()) {
                check.expect(
                        heads.get(), publicKeys.orElseGet(() -> heads.get().resolveSibling(HeadExport.PUBLIC_KEYS)));
            }
            return check.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void expect(Path heads, Path publicKeys) throws IOException {
        if (!Files.isRegularFile(publicKeys)) {
            throw new IllegalArgumentException(
                    publicKeys + ": the public keys of the heads are not there; --public-keys says where they are");
        }
        var keys = Files.readString(publicKeys);
        var lines = Files.readAllLines(heads);
        for (var number = 1; number <= lines.size(); number++) {
            var head = SignedHead.parse(lines.get(number - 1));
            if (head.isEmpty()) {
                faults.add("%s:%d: this is no head as it was exported".formatted(heads, number));
            } else {
                expect(head.get(), heads, keys, publicKeys);
            }
        }
    }

    private void expect(SignedHead head, Path heads, String keys, Path publicKeys) {
        try {
            if (Signatures.verify(head.text(), head.signature(), keys)) {
                expected.put(new Place(head.file(), head.line()), head);
            } else {
                faults.add(
                        "%s: the head of %s is not signed by the keys of %s".formatted(heads, head.at(), publicKeys));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(publicKeys + ": these are no public keys", e);
        }
    }

    private Result run() throws IOException {
        var compared = expected.size();
        var numbers = files.numbers();
        if (numbers.isEmpty() && compared == 0 && faults.isEmpty()) {
            throw new IllegalArgumentException("%s: there is no chain, whose first file is %s"
                    .formatted(files.folder(), files.file(1).getFileName()));
        }
        var records = 0L;
        for (var number : numbers) {
            if (number > 1 && !numbers.contains(number - 1)) {
                faults.add(files.file(number - 1) + ": the file is missing");
                continue;
            }
            try {
                records = ChainFile.read(files, number, this::compare).records();
            } catch (BrokenChainException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        expected.values().stream()
                .map(head -> "%s:%d: missing, although a head of %s was signed here"
                        .formatted(files.file(head.file()), head.line(), head.at()))
                .sorted()
                .forEach(faults::add);
        return new Result(records, numbers.size(), compared, List.copyOf(faults));
    }

    private void compare(Head head, AuditRecord record) {
        var signed = expected.remove(new Place(head.file(), head.line()));
        if (signed != null && !signed.hash().equals(head.hash())) {
            faults.add("%s:%d: another record than when the head of %s was signed"
                    .formatted(files.file(head.file()), head.line(), signed.at()));
        }
    }
}
