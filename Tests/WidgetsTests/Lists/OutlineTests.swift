import Terminal
import Testing
import Widgets

@Suite("An outline")
struct OutlineTests {
  private static func outline() -> Outline {
    Outline(
      groups: [
        Outline.Group(
          id: "People", title: "People",
          items: [
            Outline.Item(id: "1", lead: "GET", title: "/v1/customers", detail: "Find people by email address"),
            Outline.Item(id: "2", sign: "◆", lead: "DELETE", title: "/v1/customers/{id}", detail: "Delete a person"),
          ]),
        Outline.Group(
          id: "Segments", title: "Segments",
          items: [Outline.Item(id: "3", lead: "GET", title: "/v1/segments", detail: "List segments")]),
        Outline.Group(id: "Saved", title: "Saved", items: [], emptyText: "Nothing is saved yet."),
      ], unfolded: ["People"])
  }

  @Test("Groups fold and say how many entries they hold")
  func look() {
    var outline = Self.outline()
    _ = outline.handle(.key(.down))
    let picture = Picture(&outline, 70, 6)
    #expect(
      picture.description == """
           ▾ People  2
         ▌   GET    /v1/customers  Find people by email address
           ◆ DELETE /v1/customers/{id}  Delete a person
           ▸ Segments  1
           ▸ Saved  0
        """)
    #expect(picture.overlay(of: "/v1/customers ") == .selection)
  }

  @Test("Keys fold, unfold and walk; an empty group says what would be in it")
  func keys() {
    var outline = Self.outline()
    #expect(outline.handle(.key(.left)) == .toggled("People"))
    #expect(outline.handle(.key(.right)) == .toggled("People"))
    #expect(outline.handle(.key(.right)) == .selected)
    #expect(outline.selected?.id == "1")
    #expect(outline.handle(.key(.enter)) == .opened("1"))
    #expect(outline.handle(.key(.left)) == .selected)
    #expect(outline.selected == nil)
    #expect(outline.handle(.key(Key("+"))) == .toggled(""))
    #expect(Picture(&outline, 70, 10).description.contains("Nothing is saved yet."))
    #expect(outline.handle(.key(Key("-"))) == .toggled(""))
    #expect(outline.selectedGroup?.id == "People")
    #expect(outline.handle(.key(Key("x"))) == .ignored)
  }

  @Test("A query finds letters in order in all parts, the best first, each with its group")
  func query() {
    var outline = Self.outline()
    outline.setQuery("seg")
    #expect(outline.foundCount == 1)
    #expect(outline.selected?.id == "3")
    let picture = Picture(&outline, 70, 3)
    #expect(picture.description.contains("List segments"))
    #expect(picture.description.hasSuffix("Segments") || picture.description.contains("Segments\n"))
    #expect(picture.overlay(of: "segments  ") == .match || picture.description.contains("/v1/segments"))
    outline.setQuery("delete person")
    #expect(outline.selected?.id == "2")
    outline.setQuery("zzz")
    #expect(outline.foundCount == 0)
    #expect(outline.selected == nil)
    #expect(outline.handle(.key(.enter)) == .ignored)
    outline.setQuery("")
    #expect(outline.foundCount == 3)
  }

  @Test("Leaving the query shows what was found in its group, unfolded")
  func afterQuery() {
    var outline = Self.outline()
    outline.setQuery("segments")
    outline.setQuery("")
    #expect(outline.selected?.id == "3")
    #expect(outline.unfolded.contains("Segments"))
  }

  @Test("Hostile text and any size do no harm")
  func hostile() {
    for text in HostileStrings.own {
      var outline = Outline(
        groups: [
          Outline.Group(
            id: "g", title: text, items: [Outline.Item(id: "i", lead: text, title: text, detail: text, trailing: text)])
        ], unfolded: ["g"])
      for (columns, rows) in [(0, 0), (1, 1), (12, 2), (80, 5)] { _ = Picture(&outline, columns, rows) }
      outline.setQuery(String(text.prefix(5)))
      _ = Picture(&outline, 80, 5)
    }
  }
}
