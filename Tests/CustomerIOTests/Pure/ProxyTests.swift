import Testing

@testable import CustomerIO

@Suite("Proxy settings")
struct ProxyTests {
  private func proxy(_ environment: [String: String], _ address: String = "https://track.customer.io") throws -> String?
  {
    try ProxySettings(environment: environment).proxy(for: Origin(address)).map { "\($0.host):\($0.port)" }
  }

  @Test("HTTPS_PROXY is used for everything but this machine")
  func use() throws {
    #expect(try proxy(["HTTPS_PROXY": "http://proxy.example:3128"]) == "proxy.example:3128")
    #expect(try proxy(["https_proxy": "proxy.example"]) == "proxy.example:8080")
    #expect(try proxy(["ALL_PROXY": "socks5://[::1]"]) == "[::1]:1080")
    #expect(try proxy(["HTTPS_PROXY": "http://proxy.example:3128"], "http://127.0.0.1:9") == nil)
    #expect(try proxy(["HTTPS_PROXY": ""]) == nil)
    #expect(try proxy([:]) == nil)
  }

  @Test(
    "NO_PROXY names hosts, suffixes, ports or everything",
    arguments: [
      ("customer.io", true), (".customer.io", true), ("*.customer.io", true), ("track.customer.io:443", true),
      ("*", true),
      ("a.example, TRACK.customer.io", true), ("omer.io", false), ("track.customer.io:8443", false), ("", false),
      (",.", false),
    ])
  func exceptions(list: String, isDirect: Bool) throws {
    #expect(try (proxy(["HTTPS_PROXY": "http://p:1", "NO_PROXY": list]) == nil) == isDirect)
  }

  @Test("its user name and password are used and never shown")
  func secrets() throws {
    let settings = ProxySettings(environment: ["HTTPS_PROXY": "http://us%40er:canary@proxy.example:3128/"])
    let proxy = try #require(settings.proxy(for: Origin("https://x.example")))
    #expect(proxy.user == "us@er" && proxy.password == "canary")
    #expect("\(settings)" == "proxy proxy.example:3128")
  }

  @Test("what can't be read as a proxy is told")
  func malformed() {
    #expect(ProxySettings(environment: ["HTTPS_PROXY": "ftp://x"]).isMalformed)
    #expect(!ProxySettings(environment: ["HTTPS_PROXY": "http://x:1"]).isMalformed)
  }
}
