import Foundation
import JSONText
import Terminal
import Widgets

/// Going to a path that is typed, with completion.
extension Reader {
  func openPath() {
    if mode != .tree { setMode(.tree) }
    let path = tree.selected.node.map { "\(tree.lines.path(of: $0))" } ?? "."
    // The root is what an empty path means.
    openLine(.path, text: path == "." ? "" : path, sign: "path", placeholder: ".results[0].email")
    checkPath(path)
  }

  /// What a path leads to, told while it is typed.
  func checkPath(_ text: String) {
    let lines = tree.lines
    work.start("path", after: .milliseconds(60)) { [weak self] in
      let found = await Self.resolve(text, in: lines)
      guard !Task.isCancelled, let self, line?.kind == .path else { return }
      switch found {
      case .success(let node): tellOfLine(lines.summary(of: node), isWrong: false)
      case .failure(let error): tellOfLine(error.reason, isWrong: true)
      }
      host?.setNeedsFrame()
    }
  }

  func goToPath(_ text: String) {
    let lines = tree.lines
    let document = shown
    work.start("path") { [weak self] in
      let found = await Self.resolve(text, in: lines)
      guard !Task.isCancelled, let self, shown === document else { return }
      switch found {
      case .success(let node):
        line = nil
        tree.select(node)
      case .failure(let error): tellOfLine(error.reason, isWrong: true)
      }
      host?.setNeedsFrame()
    }
  }

  @concurrent private static func resolve(
    _ text: String, in lines: JSONLines
  ) async -> Result<JSONNode, JSONPathError> {
    do throws(JSONPathError) {
      return .success(try lines.node(at: JSONPath(parsing: whole(text))))
    } catch { return .failure(error) }
  }

  /// A path as it was meant: it begins with one dot, however many were typed before and between.
  nonisolated static func whole(_ text: String) -> String {
    var text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    let dots = text.prefix { $0 == "." }.count
    text = "." + text.dropFirst(dots)
    return text
  }

  /// Goes on with the key that is being typed, as far as there is only one way.
  func completePath() {
    guard let text = (line?.field.text).map(Self.whole) else { return }
    let lines = tree.lines
    work.start("path") { [weak self] in
      let keys = await Self.completions(of: text, in: lines)
      guard !Task.isCancelled, let self, line?.kind == .path else { return }
      guard let parent = PathStem(text), let common = keys.commonPrefix else {
        tellOfLine("There is no key here that begins like this.", isWrong: true)
        host?.setNeedsFrame()
        return
      }
      if common != parent.key || keys.count == 1 {
        let path = JSONPath([.key(common)])
        line?.field.replaceText(with: parent.before + "\(path)")
        checkPath(parent.before + "\(path)")
      }
      if keys.count > 1 { tellOfLine(keys.prefix(30).joined(separator: "  "), isWrong: false) }
      host?.setNeedsFrame()
    }
  }

  @concurrent private static func completions(of text: String, in lines: JSONLines) async -> [String] {
    guard let stem = PathStem(text), let path = try? JSONPath(parsing: stem.before.isEmpty ? "." : stem.before),
      let node = try? lines.node(at: path)
    else { return [] }
    return lines.keys(of: node, beginningWith: stem.key)
  }
}

/// A path up to the key that is being typed, and the key as far as it goes.
struct PathStem: Hashable, Sendable {
  let before: String
  let key: String

  init?(_ text: String) {
    let text = text.isEmpty ? "." : text
    guard let dot = text.lastIndex(of: ".") else { return nil }
    let rest = text[text.index(after: dot)...]
    guard !rest.contains("[") else { return nil }
    before = String(text[..<dot])
    key = String(rest)
  }
}

extension [String] {
  /// What all of them begin with; nil where there are none.
  fileprivate var commonPrefix: String? {
    guard var common = first else { return nil }
    for text in dropFirst() { while !text.hasPrefix(common) { common.removeLast() } }
    return common
  }
}
