import CustomerIO
import Widgets

/// A field for a variable part of an API call's path, derived from the route that the URL goes to.
///
/// It is no field of the dialog: what is typed in it stands in the URL, and the URL alone is kept and sent.
enum PathField {
  private static let prefix = "path:"

  static func key(of name: String) -> String { prefix + name }

  /// The variable part that a field's key stands for, nil for the dialog's own fields.
  static func name(ofKey key: String) -> String? {
    key.hasPrefix(prefix) ? String(key.dropFirst(prefix.count)) : nil
  }

  static func spec(_ name: String, of endpoint: Endpoint) -> FormFieldSpec {
    let note = endpoint.note(onPath: name)
    return FormFieldSpec(
      key: key(of: name), label: "{\(name)}",
      help: (note.text.isEmpty ? "A part of the path" : note.text) + ". It stands in the URL. F2 offers what is known.",
      kind: .choice(allowsOther: true, addTitle: nil))
  }

  /// The parts that are still to be filled in.
  static func problems(in values: [String: FormValue]) -> [(String, String)] {
    values.compactMap { key, value in
      guard let name = name(ofKey: key), value.isEmpty else { return nil }
      return (key, "The path needs the \(name). F2 offers what is known.")
    }
  }
}
