/// Calls of every served route: those that end below 400 succeed, the others fail.
enum RouteExamples {
  typealias Example = RouteSweepTests.Example

  /// Whose calls are accepted whatever is in them.
  static let neverRefused: Set<String> = [
    "GET /v1/esp/search_suppression/{email_address}"
  ]

  private static let malformed = "{"
  private static let missing = 404

  static let track: [Example] = [
    Example("GET /api/v1/accounts/region"), Example("GET /auth"),
    Example("PUT /api/v1/customers/sweep", #"{"plan":"pro"}"#), Example("PUT /api/v1/customers/sweep", malformed, 400),
    Example("PUT /api/v1/customers/sweep/devices", #"{"device":{"id":"t","platform":"ios"}}"#),
    Example("PUT /api/v1/customers/sweep/devices", #"{"device":{"id":"t"}}"#, 400),
    Example("DELETE /api/v1/customers/sweep/devices/t"), Example("DELETE /api/v1/customers/cio_!/devices/t", nil, 400),
    Example("POST /api/v1/customers/sweep/events", #"{"name":"x"}"#),
    Example("POST /api/v1/customers/sweep/events", #"{"name":""}"#, 400),
    Example("POST /api/v1/events", #"{"name":"x","anonymous_id":"a"}"#),
    Example("POST /api/v1/events", #"{"data":{}}"#, 400),
    Example("POST /api/v1/merge_customers", #"{"primary":{"id":"sweep"},"secondary":{"id":"other"}}"#),
    Example("POST /api/v1/merge_customers", #"{"primary":{"id":"sweep","email":"a@b.c"},"secondary":{"id":"o"}}"#, 400),
    Example("POST /api/v1/segments/1/add_customers", #"{"ids":["sweep"]}"#),
    Example("POST /api/v1/segments/1/add_customers", #"{"ids":[]}"#, 400),
    Example("POST /api/v1/segments/1/remove_customers?id_type=email", #"{"ids":["a@b.c"]}"#),
    Example("POST /api/v1/segments/4/remove_customers", #"{"ids":["sweep"]}"#, 400),
    Example("POST /api/v1/forms/sweep/submit", #"{"data":{"id":"sweep"}}"#, 204),
    Example("POST /api/v1/forms/sweep/submit", #"{"data":{"name":"x"}}"#, 400),
    Example("POST /api/v1/metrics", #"{"delivery_id":"§delivery","metric":"opened"}"#),
    Example("POST /api/v1/metrics", #"{"delivery_id":"§delivery","metric":"smelled"}"#, 400),
    Example("POST /api/v1/push/events", #"{"delivery_id":"§delivery","event":"opened"}"#),
    Example("POST /api/v1/push/events", "{}", 400),
    Example("POST /push/events", #"{"delivery_id":"§delivery","event":"opened"}"#),
    Example("POST /push/events", #"{"delivery_id":"d","event":"smelled"}"#, 400),
    Example("POST /api/v1/cio_deliveries/events", #"{"delivery_id":"§delivery","event":"clicked"}"#),
    Example("POST /api/v1/cio_deliveries/events", "[]", 400),
    Example("POST /unsubscribe/§delivery", #"{"unsubscribe":true}"#),
    Example("POST /unsubscribe/no-such-thing!", #"{"unsubscribe":true}"#, 400),
    Example("POST /api/v2/entity", #"{"type":"person","action":"identify","identifiers":{"id":"sweep"}}"#),
    Example("POST /api/v2/entity", #"{"type":"person","action":"dance","identifiers":{"id":"sweep"}}"#, 400),
    Example("POST /api/v2/batch", #"{"batch":[{"type":"person","action":"delete","identifiers":{"id":"nobody"}}]}"#),
    Example("POST /api/v2/batch", #"{"batch":{}}"#, 400),
    Example("POST /api/v1/customers/sweep/suppress"), Example("POST /api/v1/customers/cio_!/suppress", nil, 400),
    Example("POST /api/v1/customers/sweep/unsuppress"), Example("POST /api/v1/customers/cio_!/unsuppress", nil, 400),
    Example("DELETE /api/v1/customers/sweep"), Example("DELETE /api/v1/customers/cio_!", nil, 400),
  ]

  static let pipelines: [Example] =
    ["identify", "track", "page", "screen", "group", "alias"].flatMap { kind in
      [
        Example("POST /v1/\(kind)", #"{"userId":"sweep","event":"e","groupId":"g","previousId":"p","name":"n"}"#),
        Example("POST /v1/\(kind)", malformed, 400),
      ]
    } + [
      Example("POST /v1/batch", #"{"batch":[{"type":"track","userId":"sweep","event":"e"}]}"#),
      Example("POST /v1/batch", "{}", 400),
    ]

  static let app: [Example] = people + segments + messages + content + account + changes

  private static let people: [Example] = [
    Example("GET /v1/customers?email=ada@example.com"), Example("GET /v1/customers", nil, 400),
    Example("POST /v1/customers", #"{"filter":{"attribute":{"field":"email","operator":"exists"}}}"#),
    Example("POST /v1/customers", #"{"filter":{"astrology":1}}"#, 400),
    Example("GET /v1/customers/ada/attributes"), Example("GET /v1/customers/nobody/attributes", nil, missing),
    Example("POST /v1/customers/attributes", #"{"ids":["ada"]}"#), Example("POST /v1/customers/attributes", "{}", 400),
    Example("GET /v1/customers/ada/segments"), Example("GET /v1/customers/nobody/segments", nil, missing),
    Example("GET /v1/customers/ada/messages"), Example("GET /v1/customers/nobody/messages", nil, missing),
    Example("GET /v1/customers/ada/activities"), Example("GET /v1/customers/nobody/activities", nil, missing),
    Example("GET /v1/customers/ada/relationships"), Example("GET /v1/customers/nobody/relationships", nil, missing),
    Example("GET /v1/customers/ada/subscription_preferences"),
    Example("GET /v1/customers/nobody/subscription_preferences", nil, missing),
    Example("GET /v1/customers/ada/optouts"), Example("GET /v1/customers/ada/optouts?id_type=shoe", nil, 400),
    Example("PUT /v1/customers/ada/optouts", #"{"optouts":[{"channel":"sms","from":"+15550100"}]}"#),
    Example("PUT /v1/customers/ada/optouts", malformed, 400), Example("GET /v1/optouts"),
    Example("GET /v1/subscription_center/ada/token"), Example("GET /v1/subscription_center/nobody/token", nil, missing),
    Example("GET /v1/activities"), Example("GET /v1/object_types"),
    Example("POST /v1/objects", #"{"object_type_id":"1"}"#), Example("POST /v1/objects", "{}", 400),
    Example("GET /v1/objects/1/acme/attributes"), Example("GET /v1/objects/1/nothing/attributes", nil, missing),
    Example("GET /v1/objects/1/acme/relationships"), Example("GET /v1/objects/1/nothing/relationships", nil, missing),
  ]

  private static let segments: [Example] = [
    Example("GET /v1/segments"), Example("GET /v1/segments/1"), Example("GET /v1/segments/999", nil, missing),
    Example("POST /v1/segments", #"{"segment":{"name":"Sweep"}}"#), Example("POST /v1/segments", "{}", 422),
    Example("GET /v1/segments/1/used_by"), Example("GET /v1/segments/999/used_by", nil, missing),
    Example("GET /v1/segments/1/customer_count"), Example("GET /v1/segments/999/customer_count", nil, missing),
    Example("GET /v1/segments/1/membership"), Example("GET /v1/segments/999/membership", nil, missing),
    Example("DELETE /v1/segments/4", nil, 400), Example("DELETE /v1/segments/1", nil, 204),
  ]

  private static let messages: [Example] =
    [
      Example("GET /v1/messages"), Example("GET /v1/messages/§message"), Example("GET /v1/messages/none", nil, missing),
      Example("GET /v1/messages/§message/archived_message"),
      Example("GET /v1/messages/none/archived_message", nil, missing),
      Example("POST /v1/campaigns/7/triggers", #"{"ids":["ada"]}"#),
      Example("POST /v1/campaigns/999/triggers", "{}", missing),
      Example("GET /v1/broadcasts/6/triggers"), Example("GET /v1/broadcasts/999/triggers", nil, missing),
      Example("GET /v1/campaigns/6/triggers/§run"), Example("GET /v1/campaigns/6/triggers/999", nil, missing),
      Example("GET /v1/campaigns/6/triggers/§run/errors"),
      Example("GET /v1/campaigns/6/triggers/999/errors", nil, missing),
    ]
    + ["email", "push", "sms", "whatsapp", "in_app", "inbox_message"].flatMap { channel in
      [
        Example(
          "POST /v1/send/\(channel)",
          #"{"transactional_message_id":1,"to":"ada@example.com","identifiers":{"id":"ada"}}"#),
        Example("POST /v1/send/\(channel)", #"{"transactional_message_id":1,"to":"ada@example.com"}"#, 400),
      ]
    }

  /// Of each shelf of content: its list, an entry, and what belongs to it; each asked again for one that is not there.
  private static let content: [Example] =
    [
      "/v1/campaigns/1", "/v1/broadcasts/6", "/v1/newsletters/1", "/v1/transactional/1", "/v1/collections/1",
      "/v1/exports/1", "/v1/imports/1", "/v1/sender_identities/1", "/v1/reporting_webhooks/1",
      "/v1/campaigns/1/messages", "/v1/broadcasts/6/messages", "/v1/newsletters/1/messages",
      "/v1/transactional/1/messages", "/v1/campaigns/1/actions", "/v1/broadcasts/6/actions",
      "/v1/campaigns/3/actions/33", "/v1/broadcasts/6/actions/61", "/v1/newsletters/1/contents",
      "/v1/newsletters/1/contents/101", "/v1/newsletters/1/test_groups", "/v1/transactional/1/contents",
      "/v1/transactional/1/contents/201", "/v1/campaigns/1/metrics", "/v1/campaigns/1/metrics/links",
      "/v1/broadcasts/6/metrics", "/v1/broadcasts/6/metrics/links", "/v1/newsletters/1/metrics",
      "/v1/newsletters/1/metrics/links", "/v1/transactional/1/metrics", "/v1/transactional/1/metrics/links",
      "/v1/campaigns/3/actions/33/metrics", "/v1/campaigns/3/actions/33/metrics/links",
      "/v1/broadcasts/6/actions/61/metrics", "/v1/broadcasts/6/actions/61/metrics/links",
      "/v1/newsletters/1/contents/101/metrics", "/v1/newsletters/1/contents/101/metrics/links",
      "/v1/collections/1/content", "/v1/sender_identities/1/used_by", "/v1/exports/1/download",
    ].flatMap { path in
      let elsewhere = path.split(separator: "/").map { Int($0) == nil ? String($0) : "999" }.joined(separator: "/")
      return [Example("GET \(path)"), Example("GET /\(elsewhere)", nil, missing)]
    }
    + [
      "/v1/campaigns", "/v1/broadcasts", "/v1/newsletters", "/v1/transactional", "/v1/collections", "/v1/exports",
      "/v1/sender_identities", "/v1/reporting_webhooks", "/v1/snippets", "/v1/subscription_topics",
      "/v1/subscription_channels", "/v1/workspaces", "/v1/info/ip_addresses",
    ].map { Example("GET \($0)") } + [
      Example("GET /v1/campaigns/1/journey_metrics?start=1789000000&end=1789600000&resolution=daily"),
      Example("GET /v1/campaigns/1/journey_metrics", nil, 400),
      Example("GET §csv"), Example("GET /exports/1/guessed/export.csv", nil, missing),
    ]

  private static let account: [Example] = [
    Example("GET /v1/esp/search_suppression/nobody@example.com"),
    Example("GET /v1/esp/suppression/bounces"), Example("GET /v1/esp/suppression/whims", nil, 400),
    Example("GET /v1/esp/domains/example.com/suppression/bounces"),
    Example("GET /v1/esp/domains/example.com/suppression/whims", nil, 400),
    Example("POST /v1/esp/suppression/bounces/a@example.com", "{}"),
    Example("POST /v1/esp/suppression/bounces/nobody", "{}", 400),
    Example("DELETE /v1/esp/suppression/bounces/a@example.com", nil, 204),
    Example("DELETE /v1/esp/suppression/whims/a@example.com", nil, 400),
    Example(
      "POST /v1/reporting_webhooks", #"{"name":"n","endpoint":"https://x.example.com","events":["email_sent"]}"#),
    Example("POST /v1/reporting_webhooks", "{}", 400),
    Example(
      "PUT /v1/reporting_webhooks/1", #"{"name":"n","endpoint":"https://x.example.com","events":["email_sent"]}"#),
    Example("PUT /v1/reporting_webhooks/999", "{}", missing),
    Example("DELETE /v1/reporting_webhooks/999", nil, missing), Example("DELETE /v1/reporting_webhooks/1"),
    Example("POST /v1/exports/customers", #"{"filters":{"attribute":{"field":"email","operator":"exists"}}}"#),
    Example("POST /v1/exports/customers", "{}", 400),
    Example("POST /v1/exports/deliveries", #"{"newsletter_id":1}"#), Example("POST /v1/exports/deliveries", "{}", 400),
    Example(
      "POST /v1/imports",
      #"{"import":{"name":"n","data_file_url":"https://x.example/p.csv","type":"people","identifier":"id"}}"#),
    Example("POST /v1/imports", "{}", 400),
  ]

  private static let changes: [Example] =
    [
      Example("PUT /v1/campaigns/3/actions/33", #"{"subject":"s"}"#),
      Example("PUT /v1/campaigns/3/actions/999", "{}", missing),
      Example("PUT /v1/broadcasts/6/actions/61", #"{"subject":"s"}"#),
      Example("PUT /v1/broadcasts/6/actions/999", "{}", missing),
      Example("PUT /v1/transactional/1/content/201", #"{"subject":"s"}"#),
      Example("PUT /v1/transactional/1/content/999", "{}", missing),
      Example("PUT /v1/newsletters/1/contents/101", #"{"subject":"s"}"#),
      Example("PUT /v1/newsletters/1/contents/999", "{}", missing),
      Example("POST /v1/newsletters/1/test_groups", "{}"),
      Example("POST /v1/newsletters/999/test_groups", "{}", missing),
      Example("POST /v1/newsletters", #"{"name":"Sweep"}"#), Example("POST /v1/newsletters", "{}", 422),
      Example("POST /v1/newsletters/1/schedule", #"{"scheduled_at":1890000000}"#),
      Example("POST /v1/newsletters/1/schedule", "{}", 422),
      Example("POST /v1/newsletters/4/send"), Example("POST /v1/newsletters/4/send", nil, 422),
      Example("DELETE /v1/newsletters/4", nil, 204), Example("DELETE /v1/newsletters/4", nil, missing),
      Example("POST /v1/collections", #"{"name":"c","data":[{"a":1}]}"#), Example("POST /v1/collections", "{}", 400),
      Example("PUT /v1/collections/1", #"{"name":"c"}"#), Example("PUT /v1/collections/999", "{}", missing),
      Example("PUT /v1/collections/1/content", "[]"), Example("PUT /v1/collections/1/content", "1", 400),
      Example("DELETE /v1/collections/999", nil, missing), Example("DELETE /v1/collections/1", nil, 204),
      Example("POST /v1/snippets", #"{"name":"s","value":"v"}"#), Example("POST /v1/snippets", "{}", 400),
      Example("PUT /v1/snippets", #"{"name":"s","value":"w"}"#), Example("PUT /v1/snippets", "{}", 400),
      Example("DELETE /v1/snippets/footer", nil, 400), Example("DELETE /v1/snippets/s", nil, 204),
    ]
    + [
      "/v1/campaigns/3/actions/33/language/de", "/v1/broadcasts/6/actions/61/language/de",
      "/v1/transactional/1/language/de", "/v1/newsletters/1/language/de",
      "/v1/newsletters/1/test_group/§group/language/de",
    ].flatMap { path in
      var examples = [
        Example("GET \(path)", nil, missing), Example("PUT \(path)", malformed, 400),
        Example("PUT \(path)", #"{"subject":"Hallo"}"#), Example("GET \(path)"),
      ]
      guard path.hasPrefix("/v1/newsletters/") else { return examples }
      let base = String(path.dropLast(3))
      examples += [
        Example("DELETE \(path)", nil, 204), Example("DELETE \(path)", nil, missing),
        Example("POST \(base)", #"{"language":"fr"}"#), Example("POST \(base)", "{}", 422),
      ]
      return examples
    }
}
