import Glibc

/// Ways to the clipboard of the person's own machine.
enum Clipboard {
  /// Terminals cut longer commands off, or drop them.
  static let terminalLimit = 74_994

  /// The command that hands text to the terminal, wrapped where GNU screen stands between.
  static func command(_ text: String, insideScreen: Bool) -> String {
    let command = "\u{1B}]52;c;" + Base64.standard(text.utf8) + "\u{07}"
    return insideScreen ? "\u{1B}P" + command + "\u{1B}\\" : command
  }

  /// Gives text to tmux, which keeps it and hands it on to the terminal outside.
  static func loadTmux(_ text: String, within milliseconds: Int32 = 1000) -> CopyResult {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return .failed("no pipe to tmux") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
    for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
    }
    defer { posix_spawn_file_actions_destroy(&actions) }
    let words: [String] = ["tmux", "load-buffer", "-w", "-"]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var child = pid_t()
    let error = posix_spawnp(&child, "tmux", &actions, nil, &arguments, environ)
    close(ends[0])
    guard error == 0 else {
      close(ends[1])
      return .failed("tmux can't be started: \(String(cString: strerror(error)))")
    }
    let isWritten = write(Array(text.utf8), to: ends[1], within: milliseconds)
    close(ends[1])
    return finish(child, isWritten: isWritten, within: milliseconds)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32, within milliseconds: Int32) -> Bool {
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    var offset = 0
    while offset < bytes.count {
      var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      guard poll(&request, 1, milliseconds) > 0 else { return false }
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress?.advanced(by: offset), $0.count - offset)
      }
      if count < 0, errno != EAGAIN, errno != EINTR { return false }
      offset += max(0, count)
    }
    return true
  }

  private static func finish(_ child: pid_t, isWritten: Bool, within milliseconds: Int32) -> CopyResult {
    var status: Int32 = 0
    var waited: Int32 = 0
    while waitpid(child, &status, WNOHANG) == 0 {
      guard waited < milliseconds else {
        kill(child, SIGKILL)
        waitpid(child, &status, 0)
        return .failed("tmux does not answer")
      }
      usleep(1000)
      waited += 1
    }
    return isWritten && status == 0 ? .sentToTmux : .failed("tmux refused the text")
  }
}
