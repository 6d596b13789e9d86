import JSONText

/// Text as one word of a POSIX shell.
public enum ShellText {
  /// Quoted where a shell would take it for more than one word, or for something else.
  public static func quoted(_ text: String) -> String {
    let isPlain =
      !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0x2D, 0x2E, 0x2F, 0x5F, 0x3A, 0x3D, 0x2C, 0x40, 0x25, 0x2B: true
        default: false
        }
      }
    return isPlain ? text : "'" + text.replacingScalar("'", with: "'\\''") + "'"
  }
}
