import Testing
import Widgets

@Suite("Fuzzy matching")
struct FuzzyMatcherTests {
  private static let titles = [
    "Track an event", "Create or update a customer", "Create a connection", "Add people to a manual segment",
    "Make an API call", "Delete a customer", "Settings", "Journal", "People",
  ]

  private func best(_ query: String) -> String? {
    let matcher = FuzzyMatcher(query)
    return Self.titles.compactMap { title in matcher.match(title).map { (title, $0.score) } }
      .max { $0.1 < $1.1 }?.0
  }

  @Test(
    "A few letters find what is meant",
    arguments: [
      ("tev", "Track an event"), ("trk", "Track an event"), ("api", "Make an API call"), ("del", "Delete a customer"),
      ("conn", "Create a connection"), ("seg", "Add people to a manual segment"),
      ("update", "Create or update a customer"),
      ("customer delete", "Delete a customer"), ("peo", "People"), ("PEOPLE", "People"), ("set", "Settings"),
    ])
  func finds(query: String, title: String) { #expect(best(query) == title) }

  @Test("Letters that are not there in order don't match")
  func noMatch() {
    #expect(FuzzyMatcher("xyz").match("Track an event") == nil)
    #expect(FuzzyMatcher("vtrack").match("Track an event") == nil)
    #expect(FuzzyMatcher("track zzz").match("Track an event") == nil)
  }

  @Test("An empty query matches everything and marks nothing")
  func empty() { #expect(FuzzyMatcher("  ").match("People")?.positions == []) }

  @Test("Starts of words are marked rather than letters inside")
  func positions() {
    #expect(FuzzyMatcher("ae").match("Track an event")?.positions == [6, 9])
    #expect(FuzzyMatcher("an").match("Track an event")?.positions == [6, 7])
    #expect(FuzzyMatcher("gb").match("fooGetBar")?.positions == [3, 6])
  }

  @Test("Any text can be searched for and in")
  func hostile() {
    for text in HostileStrings.all {
      let matcher = FuzzyMatcher(text)
      _ = matcher.match(text)
      _ = matcher.match("Track an event")
      if !matcher.isEmpty, text.count < 100, !text.contains("\n") { #expect(matcher.match(text) != nil) }
    }
  }

  @Test("Every place that is marked holds the letter it stands for")
  func marksAreLetters() {
    var numbers = SeededNumbers(seed: 3)
    for _ in 0..<300 {
      let title = Self.titles.randomElement(using: &numbers) ?? ""
      let characters = Array(title)
      let places = (0..<4).map { _ in Int.random(in: characters.indices, using: &numbers) }.sorted()
      let query = String(Set(places).sorted().map { characters[$0] }.filter { $0 != " " })
      guard let match = FuzzyMatcher(query).match(title) else {
        Issue.record("\(query) is in \(title)")
        continue
      }
      #expect(String(match.positions.map { characters[$0] }).lowercased() == query.lowercased())
    }
  }
}
