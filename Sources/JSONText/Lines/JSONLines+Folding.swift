import CJSONScan

extension JSONLines {
  public func isFolded(_ node: JSONNode) -> Bool {
    let open = UInt64(max(0, node.offset))
    return snapshot.isContainer(open) && folds.isFolded(open: open, level: snapshot.depth(at: open))
  }

  /// Folds the container that a row opens or closes; does nothing for any other row.
  public mutating func fold(row index: Int) {
    guard let node = foldable(at: index) else { return }
    fold(node)
  }

  public mutating func unfold(row index: Int) {
    guard let node = foldable(at: index) else { return }
    unfold(node)
  }

  public mutating func toggle(row index: Int) {
    guard let node = foldable(at: index) else { return }
    if isFolded(node) { unfold(node) } else { fold(node) }
  }

  public mutating func fold(_ node: JSONNode) {
    change(node) { exception, _ in exception.isFolded = true }
  }

  /// Unfolds one container; those in it stay as they are.
  public mutating func unfold(_ node: JSONNode) {
    change(node) { exception, outer in
      exception.isFolded = false
      let least = exception.level + 1
      let inherited = exception.limit ?? outer
      if inherited < least { exception.limit = least }
    }
  }

  /// Folds every container at `depth` levels from the top or deeper: 0 folds the whole document, 1 what lies directly in it.
  public mutating func fold(toDepth depth: Int) {
    folds.removeAll()
    folds.limit = UInt32(clamping: max(0, depth))
    folds.rebuild(for: snapshot)
  }

  public mutating func unfoldAll() {
    folds.removeAll()
    folds.limit = CJSON_ALL_LEVELS
    folds.rebuild(for: snapshot)
  }

  /// Unfolds a container and shows `levels` of what is in it: 1 leaves the containers in it folded; nil unfolds everything.
  public mutating func unfold(_ node: JSONNode, levels: Int?) {
    let open = UInt64(max(0, node.offset))
    guard snapshot.isContainer(open) else { return }
    folds.removeAll(after: open, before: snapshot.close(of: open, level: snapshot.depth(at: open)))
    change(node) { exception, _ in
      exception.isFolded = false
      let limit = levels.map { UInt32(clamping: Int(exception.level) + max(1, $0)) }
      exception.limit = limit ?? CJSON_ALL_LEVELS
    }
  }

  /// Folds all containers beside a row's own: the children of what encloses it. On the top level, every document.
  public mutating func foldLevel(ofRow index: Int) {
    guard let start = offset(ofRow: index) else { return }
    if let parent = parent(ofRowAt: start) {
      unfold(JSONNode(offset: Int(parent)), levels: 1)
    } else {
      fold(toDepth: 0)
    }
  }

  /// Unfolds whatever hides a value, and nothing more; where that is more than 256 containers in one another, the outermost of
  /// them and everything in it. Returns the row that shows it.
  @discardableResult
  public mutating func reveal(_ node: JSONNode) -> Int {
    let start = snapshot.rowStart(atOrBefore: UInt64(max(0, node.offset))) ?? 0
    let opens = snapshot.enclosing(start)
    var unfolded = 0
    var limit = opens.first.map { folds.limit(around: $0) } ?? folds.limit
    for (level, open) in opens.enumerated() {
      let level = UInt32(level)
      let exception = folds.exception(at: open).map { folds.exceptions[$0] }
      let inherited = exception?.limit ?? limit
      let inner = max(inherited, level + 1)
      if exception?.isFolded == true || inherited <= level {
        guard unfolded < 256 else {
          unfold(JSONNode(offset: Int(open)), levels: nil)
          break
        }
        unfolded += 1
        folds.update(open: open, close: snapshot.close(of: open, level: level), level: level) {
          $0.isFolded = false
          if inner > inherited { $0.limit = inner }
        }
      }
      limit = inner
    }
    folds.rebuild(for: snapshot)
    return rowIndex(of: node)
  }

  private func foldable(at index: Int) -> JSONNode? {
    guard index >= 0, index < folds.rowCount else { return nil }
    let row = row(at: index, maxColumns: 8)
    return row.isFoldable || row.kind == .closing ? row.node : nil
  }

  private mutating func change(_ node: JSONNode, _ change: (inout JSONFolds.Exception, _ outer: UInt32) -> Void) {
    let open = UInt64(max(0, node.offset))
    guard snapshot.isContainer(open) else { return }
    let level = snapshot.depth(at: open)
    let outer = folds.limit(around: open)
    let close = snapshot.close(of: open, level: level)
    folds.update(open: open, close: close, level: level) { change(&$0, outer) }
    folds.rebuild(for: snapshot)
  }
}

extension JSONFolds {
  /// Whether the inside of a container is hidden by its own fold, be it visible itself or not.
  func isFolded(open: UInt64, level: UInt32) -> Bool {
    if let position = exception(at: open) {
      let exception = exceptions[position]
      return exception.isFolded || (exception.limit ?? limit(around: open)) <= level
    }
    return limit(around: open) <= level
  }
}
