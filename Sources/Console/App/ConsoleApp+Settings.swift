import Foundation
import Service
import Store
import Terminal
import Widgets

/// The settings file: read after the first frame, read anew when it is saved, and written where something is chosen here.
extension ConsoleApp {
  private var location: StoreLocation { session.services.location }

  /// Takes over what the file says now. What is wrong with it is told.
  func readSettings() {
    let file = SettingsFile(at: location)
    guard file.source.text != session.settings.source.text else { return }
    let before = session.settings.settings
    apply(file)
    guard let problem = session.settingsProblems.first else {
      if hasReadSettings, file.settings != before { tell(Toast(.info, "The settings were read anew.")) }
      return
    }
    let more = session.settingsProblems.count - 1
    tell(Toast(.warning, problem.sentence + (more > 0 ? " And \(more) more: Settings lists them." : "")))
  }

  private func apply(_ file: SettingsFile) {
    let before = session.settings.settings
    session.settings = file
    let (keys, problems) = KeyTable.reading(file)
    keyTable = keys
    session.settingsProblems = file.problems + problems
    session.services.policy = file.settings.policy
    if before.vaultIdle != file.settings.vaultIdle {
      let (keeper, limit) = (session.services.secrets, file.settings.vaultIdle)
      Task { await keeper.lockWhenIdle(for: limit) }
    }
    screen.reportsMouse = file.settings.usesMouse
    if file.settings.theme != nil || before.theme != nil { showChosenTheme() }
    if session.clock.zone != file.settings.times {
      session.clock.zone = file.settings.times
      announce(.timeZone)
    }
    announce(.settings)
  }

  /// A theme named on the command line holds for the session; else the one of the settings does.
  func showChosenTheme() {
    guard session.options.themeName == nil, let name = session.settings.settings.theme else { return }
    guard let (theme, problems) = library.load(name) else {
      let near = NearestName.suggestion(for: name, among: library.entries().map(\.name))
      session.settingsProblems.append(
        session.settings.source.problem(with: "theme", in: nil, "there is no theme \(name)\(near)"))
      return
    }
    session.settingsProblems += problems
    if screen.theme != theme { screen.theme = theme }
  }

  /// Writes a choice into the file, so that it lasts; everything else there stays as it is.
  func keep(_ choice: SettingsChoice) {
    let file = SettingsFile(at: location)
    guard choice.applied(to: file.settings) != file.settings else { return }
    let isNew = file.source.text.isEmpty
    let base = isNew ? SettingsFile(SettingsFile.heading, file: file.source.file) : file
    guard let text = base.text(with: choice) else {
      return tell(
        Toast(.warning, "It holds for this session only: \(file.source.file) can't be changed without rewriting it."))
    }
    do {
      try PersonalFile(location.settingsFile).write(text)
    } catch {
      return tell(Toast(.warning, "It holds for this session only. \(error)"))
    }
    apply(SettingsFile(text, file: file.source.file))
    if settingsWatch == nil || isNew { watchSettings() }
  }

  /// Opens the file in the person's editor, and takes over what was saved.
  func editSettings() {
    Task { @MainActor [weak self] in
      guard let self else { return }
      let text = SettingsFile(at: location).source.text
      switch await edit(text.isEmpty ? SettingsFile.heading : text, fileExtension: "toml") {
      case .saved(let edited):
        do {
          try PersonalFile(location.settingsFile).write(edited.hasSuffix("\n") ? edited : edited + "\n")
          readSettings()
          watchSettings()
        } catch { tell(Toast(.failure, "\(error)")) }
      case .unchanged: tell(Toast(.info, "Nothing was changed in the editor."))
      case .failed(let reason): tell(Toast(.failure, reason))
      }
    }
  }

  /// Follows what is saved in the configuration folder. The kernel does the waiting.
  func watchSettings() {
    settingsWatch?.cancel()
    guard let changes = ConfigurationWatch.changes(in: location) else { return }
    settingsWatch = Task { @MainActor [weak self] in
      for await names in changes {
        guard let self, !Task.isCancelled else { return }
        if names.contains(location.settingsFile.lastPathComponent) { readSettings() }
        if names.contains("\(screen.theme.name).toml") { readThemeAnew() }
      }
    }
  }

  /// The file of the theme in use was saved.
  private func readThemeAnew() {
    guard let (theme, problems) = library.load(screen.theme.name), theme != screen.theme else { return }
    screen.theme = theme
    if let problem = problems.first {
      tell(Toast(.warning, problem.sentence))
    } else {
      tell(Toast(.info, "The theme \(theme.title) was read anew."))
    }
  }
}

extension ConfigurationProblem {
  /// With the stop at its end that a sentence has.
  fileprivate var sentence: String { description.hasSuffix("?") ? description : description + "." }
}
