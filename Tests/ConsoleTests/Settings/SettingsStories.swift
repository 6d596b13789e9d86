import Foundation
import Service
import Terminal
import Testing

@testable import Console

/// Settings as a person lives with them: chosen in the console, written in a file, taken over when that is saved.
@MainActor @Suite(.serialized) struct SettingsStories {
  @Test func `keys of the file stand in hints, help and palette, and work`() async throws {
    let settings = "[keys]\n\"people.track\" = \"F11\"\nhelp = \"F12\"\nfind = \"*\"\n"
    try await Stage.play(route: .people, settings: settings) { stage in
      try await stage.until("Nobody was looked at yet.")
      try await stage.until("the hints") { $0.lines.last?.contains("* Find  F12 Help") == true }
      stage.press(Key("?"))
      stage.press(.function(12))
      try await stage.until("Keys · People")
      #expect(stage.lines.contains { $0.contains("F11") && $0.contains("Track an event of the") })
      stage.press(.escape)
      stage.press(Key(":"))
      stage.type("help")
      try await stage.until("F12 in the palette") {
        $0.lines.contains { $0.contains("Help for this screen") && $0.contains("F12") }
      }
      stage.press(.escape)
      stage.press(Key("/"))
      try await stage.settled()
      #expect(stage.lines.last?.contains("Enter Find") == false)
      stage.press(Key("*"))
      try await stage.until("the find line") { $0.lines.last?.contains("Enter Find") == true }
    }
  }

  @Test func `a key that was taken away from a dialog does nothing any more`() async throws {
    let settings = "[keys]\n\"form.submit\" = \"F11\"\npalette = \"F10\"\n"
    try await Stage.play(route: .module(.trackEvent), settings: settings) { stage in
      try await stage.until("environment · sandbox")
      try await stage.until("the hint") { $0.lines.last?.contains("F11 Track") == true }
      stage.press(.control("s"))
      stage.press(.function(10))
      try await stage.until("Where to, or what to do?")
      #expect(!stage.text.contains("need attention"))
      stage.press(.escape)
      stage.press(.function(11))
      try await stage.until("2 fields need attention")
    }
  }

  @Test func `what is wrong in the file is told, and listed among the settings`() async throws {
    let settings = "mouse = false\ntehme = \"nord\"\n[keys]\n\"people.track\" = \"u\"\n"
    try await Stage.play(route: .settings, settings: settings) { stage in
      try await stage.until("settings.toml:2: tehme: not a setting; did you mean theme?")
      #expect(stage.text.contains("And 1 more:"))
      try await stage.until("settings.toml:4: keys.people.track: u is people.update")
      #expect(stage.text.contains("Wrong in the settings file"))
      #expect(!stage.screen.reportsMouse)
    }
  }

  @Test func `how long calls are kept stands beside how long runs are`() async throws {
    try await Stage.play(route: .settings, settings: "[history]\ndays = 7\nmegabytes = 2000\n") { stage in
      try await stage.until("kept for good; calls 7 days, up to 2,000 MB")
      try stage.save(settings: "[history]\nkeep = false\n")
      try await stage.until("kept for good; no calls")
    }
  }

  @Test func `a theme that is not there is told with the nearest one`() async throws {
    try await Stage.play(route: .people, settings: "theme = \"norrd\"\n") { stage in
      try await stage.until("settings.toml:1: theme: there is no theme norrd; did you mean nord?")
    }
  }

  @Test func `what is chosen in the console is written into the file, and its comments stay`() async throws {
    let settings = "# mine\nmouse = true  # at home\n\n[keys]\n# none yet\n"
    try await Stage.play(route: .settings, settings: settings) { stage in
      try await stage.until("environment · sandbox")
      stage.press(.down, .enter)
      try await stage.until("The mouse is left to the terminal.")
      stage.press(Key("Z"))
      try await stage.until("Times are shown in local time")
      stage.press(.up, .enter)
      try await stage.until("Which theme?")
      stage.type("nord")
      stage.press(.enter)
      try await stage.until("The theme is Nord now.")
      #expect(
        stage.settings
          == "# mine\nmouse = false  # at home\ntimes = \"local\"\ntheme = \"nord\"\n\n[keys]\n# none yet\n")
    }
  }

  @Test func `without a file the first choice begins one`() async throws {
    try await Stage.play(route: .settings) { stage in
      try await stage.until("environment · sandbox")
      #expect(stage.settings == nil)
      stage.press(Key("Z"))
      try await stage.until("Times are shown in local time")
      #expect(stage.settings == SettingsFile.heading + "times = \"local\"\n")
      let file = stage.home.appending(path: "config/settings.toml").path
      let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
      #expect(mode == 0o600)
    }
  }

  @Test func `a file that is saved is taken over at once`() async throws {
    try await Stage.play(route: .people, settings: "times = \"utc\"\n") { stage in
      try await stage.until("Nobody was looked at yet.")
      try stage.save(settings: "mouse = false\ntheme = \"gruvbox-dark\"\n[keys]\nfind = \"F12\"\n")
      try await stage.until("The settings were read anew.")
      #expect(stage.screen.theme.name == "gruvbox-dark")
      #expect(!stage.screen.reportsMouse)
      #expect(stage.lines.last?.contains("F12 Find") == true)
      try stage.save(settings: "mouse = maybe\n")
      try await stage.until("settings.toml:1:")
      #expect(stage.screen.reportsMouse)
    }
  }

  @Test func `the file of the theme in use is taken over when it is saved`() async throws {
    let theme = "title = \"Mine\"\nappearance = \"dark\"\n[styles]\ntitle = { bold = true }\n"
    try await Stage.play(route: .people, settings: "theme = \"mine\"\n", themes: ["mine": theme]) { stage in
      try await stage.until("Nobody was looked at yet.")
      #expect(stage.screen.theme.title == "Mine")
      try stage.save(theme: "mine", theme.replacing("Mine", with: "Mine too"))
      try await stage.until("The theme Mine too was read anew.")
      #expect(stage.screen.theme.title == "Mine too")
    }
  }

  @Test func `a reason can be demanded of whatever changes something`() async throws {
    try await Stage.play(route: .module(.deleteCustomer), settings: "require_reason = true\n") { stage in
      try await stage.until("environment · sandbox")
      try await stage.until("*Reason")
      stage.type("ada")
      stage.press(.control("s"))
      try await stage.until("Reason is needed.")
      #expect(!stage.text.contains("can't bring them back"))
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `how long the vault may be left alone is set, and a wrong value leaves it at the standard`() async throws {
    try await Stage.play(route: .settings, saved: true, passphrase: "x", settings: "vault_idle_minutes = 5\n") {
      stage in
      let secrets = stage.app.session.services.secrets
      try await stage.until("locks itself after 5 idle minutes")
      try await idleLimit(of: secrets, is: .seconds(300))
      try stage.save(settings: "vault_idle_minutes = 0\n")
      try await stage.until("never locks itself")
      try await idleLimit(of: secrets, is: nil)
      try stage.save(settings: "vault_idle_minutes = \"soon\"\n")
      try await stage.until("vault_idle_minutes: must be a whole number of minutes")
      try await stage.until("locks itself after 15 idle minutes")
      try await idleLimit(of: secrets, is: .seconds(900))
    }
  }

  private func idleLimit(of secrets: SecretKeeper, is limit: Duration?) async throws {
    while await secrets.idleLimit != limit {
      try Task.checkCancellation()
      await Task.yield()
    }
  }

  @Test func `every command of every screen can be bound`() async throws {
    let routes: [Console.Route] =
      [
        .people, .person("ada", .attributes), .segments, .segment(1), .activity, .explorer, .modules, .connections,
        .journal, .settings,
      ] + [.module(.trackEvent), .module(.createConnection)]
    let known = Set(CommandGroup.commands.map(\.id))
    try await Stage.play { stage in
      try await stage.until("Nobody was looked at yet.")
      for route in routes {
        stage.app.go(to: route)
        try await stage.settled()
        for action in stage.app.current.actions + stage.app.globalActions {
          #expect(known.contains(action.command.id), "\(route.text): \(action.command.id.rawValue)")
        }
      }
    }
  }
}
