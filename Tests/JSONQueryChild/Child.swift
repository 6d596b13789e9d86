import JSONQuery

/// What the program does as a filter's child, alone, for the tests.
@main enum Child {
  static func main() {
    JSONQuery.childMain()
  }
}
