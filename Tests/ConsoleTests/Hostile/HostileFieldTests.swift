import Service
import Terminal
import Testing
import Widgets

@testable import Console

/// Hostile text in every field of every dialog: it is drawn harmlessly, and stays what it was.
@MainActor @Suite(.serialized) struct HostileFieldTests {
  @Test(arguments: ModuleID.allCases)
  func `pasted into every field, it is text, and can be undone`(id: ModuleID) async throws {
    try await Stage.play(route: .module(id), sandbox: false) { stage in
      try await stage.until { $0.app.current is ModuleFormScreen }
      let screen = try #require(stage.app.current as? ModuleFormScreen)
      screen.form.showsAdvanced = true
      for spec in screen.form.specs {
        for text in spec.key == FieldKey.customerID.rawValue ? HostileText.all : HostileText.own {
          screen.form.focus(on: spec.key)
          guard screen.form.focusedKey == spec.key else { continue }
          let before = screen.form.value(for: spec.key)
          stage.screen.paste(text)
          let problems = FrameCheck.problems(in: stage.app.makeFrame())
          #expect(problems.isEmpty, "\(spec.key) with \(text.debugDescription): \(problems)")
          if let expected = Self.value(of: text, in: spec), before?.isEmpty ?? true {
            #expect(screen.form.value(for: spec.key) == expected, "\(spec.key) with \(text.debugDescription)")
          }
          if spec.kind.isText { stage.press(.control("_")) }
          #expect(!spec.kind.isText || screen.form.value(for: spec.key) == before, "\(spec.key): undone")
        }
      }
    }
  }

  @Test(arguments: [FieldKey.data, .attributes, .headers, .query])
  func `as names and values of a table, it stays in its columns`(key: FieldKey) async throws {
    let definition = try #require(ModuleDefinition.all.first { $0[key] != nil })
    try await Stage.play(route: .module(definition.id), sandbox: false) { stage in
      try await stage.until { $0.app.current is ModuleFormScreen }
      let screen = try #require(stage.app.current as? ModuleFormScreen)
      screen.form.showsAdvanced = true
      for start in stride(from: 0, to: HostileText.all.count, by: 6) {
        let texts = HostileText.all[start..<min(start + 6, HostileText.all.count)]
        let rows = texts.map { FormPair(name: $0, value: $0) }.filter { !$0.isBlank }
        screen.form.setValue(.pairs(rows), for: key.rawValue)
        screen.form.focus(on: key.rawValue)
        let problems = FrameCheck.problems(in: stage.app.makeFrame())
        #expect(problems.isEmpty, "\(problems)")
        #expect(screen.form.value(for: key.rawValue) == .pairs(rows))
      }
    }
  }

  /// What a paste leaves in an empty field; nil where the field makes something of it.
  private static func value(of text: String, in spec: FormFieldSpec) -> FormValue? {
    switch spec.kind {
    case .text, .secret, .number, .timestamp:
      var text = text[...]
      while let last = text.last, last.isNewline { text.removeLast() }
      return .text(String(text))
    case .list:
      let lines = unified(text).split(separator: "\n").map(String.init)
      return .list(lines)
    case .body, .json: return .text(unified(text))
    default: return nil
    }
  }

  private static func unified(_ text: String) -> String {
    text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
  }
}

extension FormFieldSpec.Kind {
  fileprivate var isText: Bool {
    switch self {
    case .text, .secret, .number, .timestamp, .list, .body, .json: true
    default: false
    }
  }
}
