package io.sendense.ui.frame.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;

/// Items ready to be searched. Immutable.
///
/// Every word of a query has to match: best a title, then the beginning of one, of a word in one,
/// its inside, what is around it, and last its letters in order with others between them. Case and
/// accents do not matter.
final class SearchIndex {
    static final SearchIndex EMPTY = of(List.of());

    private static final int WHOLE = 100;
    private static final int BEGINNING = 80;
    private static final int WORD = 60;
    private static final int INSIDE = 40;
    private static final int AROUND = 20;
    private static final int LETTERS = 10;
    private static final int NOTHING = 0;

    private final List<Entry> entries;

    /// An item with what is compared.
    private record Entry(SearchItem item, int rank, String title, String around) {}

    private record Match(Entry entry, int score) {
        /// The worse first.
        private static final Comparator<Match> ORDER =
                Comparator.comparingInt(Match::score)
                        .thenComparing(m -> m.entry.item.kind(), Comparator.reverseOrder())
                        .thenComparingInt(m -> -m.entry.title.length())
                        .thenComparingInt(m -> -m.entry.rank);
    }

    private SearchIndex(List<Entry> entries) {
        this.entries = entries;
    }

    /// Of these items, the earlier before the later where two match equally well.
    static SearchIndex of(List<SearchItem> items) {
        List<Entry> entries = new ArrayList<>(items.size());
        for (SearchItem item : items) {
            entries.add(
                    new Entry(
                            item,
                            entries.size(),
                            plain(item.title()),
                            plain(item.context() + " " + item.words())));
        }
        return new SearchIndex(List.copyOf(entries));
    }

    private static String plain(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        return Normalizer.isNormalized(lower, Normalizer.Form.NFD)
                ? lower
                : Normalizer.normalize(lower, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    }

    /// What matches best; without a query the commands.
    ///
    /// @param most how many at most
    List<SearchItem> find(String query, int most) {
        String wanted = plain(query);
        if (wanted.isEmpty()) {
            return entries.stream()
                    .map(Entry::item)
                    .filter(item -> item.kind() == SearchKind.COMMAND)
                    .limit(most)
                    .toList();
        }
        List<String> words = List.of(wanted.split("\\s+"));
        PriorityQueue<Match> best = new PriorityQueue<>(Match.ORDER);
        for (Entry entry : entries) {
            int score = score(entry, wanted, words);
            if (score > NOTHING) {
                best.add(new Match(entry, score));
                if (best.size() > most) {
                    best.remove();
                }
            }
        }
        return best.stream()
                .sorted(Match.ORDER.reversed())
                .map(match -> match.entry().item())
                .toList();
    }

    private static int score(Entry entry, String wanted, List<String> words) {
        if (entry.title.equals(wanted)) {
            return WHOLE;
        }
        int sum = 0;
        for (String word : words) {
            int one = score(entry, word);
            if (one == NOTHING) {
                return NOTHING;
            }
            sum += one;
        }
        return sum / words.size();
    }

    private static int score(Entry entry, String word) {
        int at = entry.title.indexOf(word);
        if (at == 0) {
            return BEGINNING;
        }
        if (at > 0) {
            return startsWord(entry.title, word, at) ? WORD : INSIDE;
        }
        if (entry.around.contains(word)) {
            return AROUND;
        }
        return word.length() > 1 && hasLetters(entry.title, word) ? LETTERS : NOTHING;
    }

    /// Whether the word stands at the beginning of a word, here or further on.
    private static boolean startsWord(String title, String word, int first) {
        for (int at = first; at > 0; at = title.indexOf(word, at + 1)) {
            if (!Character.isLetterOrDigit(title.charAt(at - 1))) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasLetters(String title, String word) {
        int at = -1;
        for (int i = 0; i < word.length(); i++) {
            at = title.indexOf(word.charAt(i), at + 1);
            if (at < 0) {
                return false;
            }
        }
        return true;
    }
}
