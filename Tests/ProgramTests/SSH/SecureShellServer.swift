import Foundation
import Glibc

/// An sshd of the test's own on loopback: own host key, own configuration, one key that may log in as the current user.
///
/// It reads nothing of the machine's own configuration, and is gone with its folder after ``stop()``.
final class SecureShellServer: Sendable {
  struct Failure: Error, CustomStringConvertible { let description: String }

  let port: Int
  private let folder: URL
  private let server: RunningChild

  /// Starts one on a port that the system chose.
  ///
  /// - Parameter variables: names (with `*` and `?`) of variables that a client may send along.
  static func start(accepting variables: String) async throws -> SecureShellServer {
    let folder = FileManager.default.temporaryDirectory.appending(path: "cio-console-sshd-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    try checkTerminals()
    for key in ["host", "client"] { try await makeKey(folder.appending(path: key).path) }
    try FileManager.default.copyItem(at: folder.appending(path: "client.pub"), to: folder.appending(path: "allowed"))
    // A server that runs as root separates privileges in this folder, which only a boot would make.
    if geteuid() == 0 { mkdir("/run/sshd", 0o755) }
    // The port is free when it is looked for; should another take it meanwhile, the next one does.
    for _ in 0..<5 {
      let port = try freePort()
      if let server = try await listen(on: port, in: folder, accepting: variables) {
        return SecureShellServer(port: port, folder: folder, server: server)
      }
    }
    throw Failure(description: "sshd could not listen on any port that was free a moment before.")
  }

  private init(port: Int, folder: URL, server: RunningChild) {
    self.port = port
    self.folder = folder
    self.server = server
  }

  /// Ends it and all its sessions.
  func stop() async {
    for session in Processes.descendants(of: server.identifier) { kill(session, SIGKILL) }
    server.signal(SIGKILL)
    _ = await server.waitForEnd()
    try? FileManager.default.removeItem(at: folder)
  }

  /// The processes that serve sessions: what remains of them is what a lost line leaves.
  var sessions: [pid_t] { Processes.descendants(of: server.identifier).filter { Processes.name($0) == "sshd" } }

  /// The arguments of an `ssh` that logs in here, asks nothing and reads no configuration.
  func clientArguments(sending variables: String) -> [String] {
    let options = [
      "BatchMode=yes", "StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "LogLevel=ERROR",
      "IdentitiesOnly=yes", "SendEnv=\(variables)", "IdentityFile=\(folder.appending(path: "client").path)",
    ]
    return ["-F", "none", "-tt", "-p", "\(port)"] + options.flatMap { ["-o", $0] } + ["127.0.0.1"]
  }

  /// What is not root can't change whose a terminal is: it must belong to the group of terminals from the start, as it does where
  /// `/dev/pts` is mounted as usual.
  private static func checkTerminals() throws {
    guard geteuid() != 0, let group = getgrnam("tty")?.pointee.gr_gid else { return }
    let mounts = (try? String(contentsOfFile: "/proc/mounts", encoding: .utf8)) ?? ""
    let terminals = mounts.split(separator: "\n").last { $0.hasPrefix("devpts /dev/pts ") }
    guard let terminals, !terminals.contains("gid=\(group),") else { return }
    throw Failure(
      description: "sshd can hand out no terminal here but as root: mount /dev/pts with gid=\(group),mode=620.")
  }

  private static func makeKey(_ path: String) async throws {
    let run = try await ChildProcess(
      path: "/usr/bin/env", arguments: ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", path],
      environment: ProcessInfo.processInfo.environment
    ).run(input: "")
    guard run.status == 0 else { throw Failure(description: "ssh-keygen: \(run.errors) (make deps installs it)") }
  }

  /// Starts it, and answers it once it listens; nil where the port is taken.
  private static func listen(on port: Int, in folder: URL, accepting variables: String) async throws -> RunningChild? {
    let configuration = """
      ListenAddress 127.0.0.1
      Port \(port)
      HostKey \(folder.appending(path: "host").path)
      AuthorizedKeysFile \(folder.appending(path: "allowed").path)
      PidFile none
      PasswordAuthentication no
      KbdInteractiveAuthentication no
      PermitRootLogin prohibit-password
      UsePAM no
      StrictModes no
      AcceptEnv \(variables)
      PrintMotd no
      """
    let file = folder.appending(path: "sshd_config")
    try Data(configuration.utf8).write(to: file)
    let path = ["/usr/sbin/sshd", "/usr/local/sbin/sshd", "/usr/bin/sshd"].first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
    guard let path else { throw Failure(description: "There is no sshd here: make deps installs it.") }
    let server = try ChildProcess(path: path, arguments: ["-D", "-e", "-f", file.path], environment: [:]).start()
    var told = ""
    while let chunk = await ChildProcess.onThread({ ChildProcess.chunk(from: server.errors) }) {
      told += String(decoding: chunk, as: UTF8.self)
      if told.contains("Server listening") {
        let (output, errors) = (server.output, server.errors)
        for stream in [output, errors] { Thread.detachNewThread { while ChildProcess.chunk(from: stream) != nil {} } }
        return server
      }
    }
    close(server.output)
    _ = await server.waitForEnd()
    guard told.contains("in use") else { throw Failure(description: "sshd: \(told)") }
    return nil
  }

  private static func freePort() throws -> Int {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
      }
    }
    guard isBound else { throw ChildProcess.SystemFailure(code: errno) }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
