import CTerminalRescue

/// The memory of this process holds secrets: it is never written to a core file, and no debugger of the same user reads it.
public enum CoreDumps {
  /// Whether the kernel would give this process's memory to anybody.
  public static var areAllowed: Bool { terminal_rescue_is_dumpable() }

  /// Holds for this process until its end, and not for the programs that it starts.
  public static func disable() { terminal_rescue_disable_core_dumps() }
}
