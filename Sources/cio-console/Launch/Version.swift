/// The program's version: the only place where it stands.
enum Version {
  static let number = "0.1.0"
}
