import Service

/// What a person has chosen about the console, as their settings file says it.
struct Settings: Hashable, Sendable {
  /// A theme's name; nil follows the terminal's background.
  var theme: String?
  var usesMouse = true
  var times = Clock.Zone.utc
  /// The editor's command; nil takes `VISUAL` or `EDITOR`.
  var editor: String?
  /// Whatever changes something needs a reason.
  var requiresReason = false
  /// Runs older than so many days are forgotten; nil keeps them all.
  var journalDays: Int?
  /// How long keys are kept in memory that nobody uses; nil for ever.
  var vaultIdle: Duration? = SecretKeeper.standardIdleLimit
  /// The keys of commands, by the command's identifier, as they are written.
  var keys: [String: [String]] = [:]

  var policy: RunPolicy { RunPolicy(requiresReason: requiresReason) }
}

/// A setting that the console itself can write into the file.
enum SettingsChoice: Hashable, Sendable {
  case theme(String)
  case mouse(Bool)
  case times(Clock.Zone)
  case requireReason(Bool)

  var name: String {
    switch self {
    case .theme: "theme"
    case .mouse: "mouse"
    case .times: "times"
    case .requireReason: "require_reason"
    }
  }

  /// The value as TOML.
  var toml: String {
    switch self {
    case .theme(let name): "\"" + name.replacingScalar("\\", with: "\\\\").replacingScalar("\"", with: "\\\"") + "\""
    case .mouse(let isOn), .requireReason(let isOn): isOn ? "true" : "false"
    case .times(let zone): "\"\(zone.rawValue)\""
    }
  }

  func applied(to settings: Settings) -> Settings {
    var settings = settings
    switch self {
    case .theme(let name): settings.theme = name
    case .mouse(let isOn): settings.usesMouse = isOn
    case .times(let zone): settings.times = zone
    case .requireReason(let isOn): settings.requiresReason = isOn
    }
    return settings
  }
}
