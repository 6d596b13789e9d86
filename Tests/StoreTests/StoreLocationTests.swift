import Foundation
import Store
import Testing

@Suite struct StoreLocationTests {
  @Test func oneVariablePutsEverythingUnderOneFolder() {
    let location = StoreLocation.standard(environment: ["CIO_CONSOLE_HOME": "/srv/ops home", "XDG_DATA_HOME": "/other"])
    #expect(location.databaseFile.path(percentEncoded: false) == "/srv/ops home/data/store.sqlite")
    #expect(location.vaultFile.path(percentEncoded: false) == "/srv/ops home/data/vault.json")
    #expect(location.settingsFile.path(percentEncoded: false) == "/srv/ops home/config/settings.toml")
    #expect(location.themesFolder.path(percentEncoded: false) == "/srv/ops home/config/themes/")
    #expect(location.draftsFile.path(percentEncoded: false) == "/srv/ops home/state/session.sqlite")
    #expect(location.crashNoteFolder.path(percentEncoded: false) == "/srv/ops home/state/crashes/")
  }

  @Test func otherwiseTheFoldersOfTheDesktopSpecificationCount() {
    let location = StoreLocation.standard(environment: [
      "CIO_CONSOLE_HOME": "", "HOME": "/home/ada", "XDG_DATA_HOME": "/data", "XDG_STATE_HOME": "relative/is/ignored",
    ])
    #expect(location.data.path(percentEncoded: false) == "/data/cio-console/")
    #expect(location.state.path(percentEncoded: false) == "/home/ada/.local/state/cio-console/")
    #expect(location.configuration.path(percentEncoded: false) == "/home/ada/.config/cio-console/")
  }

  @Test func theDemoHasAStoreOfItsOwnAndThePersonsSettings() {
    let environment = ["HOME": "/home/ada"]
    let own = StoreLocation.standard(environment: environment)
    let demo = StoreLocation.demo(environment: environment)
    #expect(demo.settingsFile == own.settingsFile)
    #expect(demo.databaseFile != own.databaseFile)
    #expect(demo.vaultFile != own.vaultFile)
    #expect(demo.draftsFile != own.draftsFile)
    #expect(demo.sandboxStateFile.path(percentEncoded: false).contains("/cio-console/demo/"))
  }
}
