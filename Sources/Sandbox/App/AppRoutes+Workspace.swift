extension AppRoutes {
  mutating func addWorkspace() {
    get("/v1/workspaces") { _, workspace in
      .ok([
        "workspaces": [
          [
            "id": .integer(workspace.environmentID), "name": "Sandbox", "people": .integer(workspace.personCount),
            "messages_sent": .integer(workspace.population.count * 3 + workspace.messages.count),
            "billable_messages_sent": .integer(workspace.population.count * 2),
            "objects": .integer(workspace.objects.objects.count),
            "object_types": .integer(workspace.objects.types.count),
          ]
        ]
      ])
    }
    add("GET", "/v1/info/ip_addresses", credential: .none) { _, _ in
      .ok(["ip_addresses": ["192.0.2.10", "192.0.2.11", "198.51.100.24", "203.0.113.7"]])
    }
  }
}
