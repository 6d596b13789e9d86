import Foundation

/// Files on disk, as a test looks through them.
enum Files {
  /// The paths of all regular files under a folder.
  static func all(under folder: String) -> [String] {
    (FileManager.default.subpaths(atPath: folder) ?? []).map { "\(folder)/\($0)" }.filter { path in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
    }
  }
}
