import Terminal
import Testing
import Widgets

@Suite("The palette")
struct PaletteTests {
  private static func palette(_ query: String = "") -> Widgets.Palette {
    Widgets.Palette(
      entries: [
        .init(id: "people", title: "People", detail: "the home screen", keyHint: "Home"),
        .init(id: "track", title: "Track an event", detail: "modules/track-event", keyHint: "t"),
        .init(
          id: "delete", title: "Delete a customer", detail: "modules/delete-customer", keyHint: "D",
          disabledReason: "This connection is read-only."),
      ], query: query)
  }

  @Test("Entries stand with their key beside them, what can't be done dimmed with the reason")
  func look() {
    var palette = Self.palette()
    let picture = Picture(&palette, 80, 24)
    #expect(
      picture.description.drop { $0 == "\n" } == """
          ┌──────────────────────────────────────────────────────────────────────────┐
          │ : Where to, or what to do?                                               │
          │ ──────────────────────────────────────────────────────────────────────── │
          │ ▌ People  the home screen                                           Home │
          │   Track an event  modules/track-event                                  t │
          │   Delete a customer  This connection is read-only.                     D │
          └──────────────────────────────────────────────────────────────────────────┘
        """)
    #expect(picture.role(of: "Delete a customer") == .disabled)
  }

  @Test("What was matched stands out, also where it is selected")
  func highlights() {
    var palette = Self.palette("tev")
    let picture = Picture(&palette, 80, 24)
    #expect(picture.overlay(of: "Track") == .match)
    #expect(picture.overlay(of: "rack") == .selection)
    #expect(picture.overlay(of: "event") == .match)
  }

  @Test("Enter chooses, or says why it can't")
  func choosing() {
    var palette = Self.palette()
    palette.type("del")
    #expect(palette.press(.enter) == .refused("This connection is read-only."))
    palette.press(.control("u"))
    #expect(palette.press(.down, .enter) == .chose("track"))
    #expect(palette.press(.escape) == .cancelled)
  }

  @Test("Words beside the title are found too, after titles")
  func details() {
    var palette = Self.palette("home")
    #expect(palette.press(.enter) == .chose("people"))
    palette.press(.control("u"))
    palette.type("zzz")
    #expect(palette.press(.enter) == .handled)
    #expect(Picture(&palette, 80, 24).description.contains("Nothing matches."))
  }

  @Test("A click chooses, a click beside it closes")
  func mouse() {
    var palette = Self.palette()
    palette.layout(in: Size(columns: 80, rows: 24))
    #expect(palette.click(10, 6) == .chose("track"))
    #expect(palette.click(0, 20) == .cancelled)
  }
}
