/// A store as version 1 of the schema wrote it. Never to be edited: stores like this one exist.
enum VersionOne {
  static let dump = """
    CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
    INSERT INTO grdb_migrations VALUES('1 connections, journal, people');
    PRAGMA user_version = 1;
    CREATE TABLE connection (
      id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE, site_id TEXT NOT NULL,
      region TEXT NOT NULL, kind TEXT NOT NULL, track_url TEXT NOT NULL, app_url TEXT NOT NULL,
      beta_url TEXT NOT NULL, pipelines_url TEXT NOT NULL, has_app_api_key INTEGER NOT NULL,
      has_pipelines_key INTEGER NOT NULL, secret_source TEXT NOT NULL, is_default INTEGER NOT NULL DEFAULT 0,
      created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, revision INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX connection_default ON connection (is_default) WHERE is_default = 1;
    INSERT INTO connection VALUES(
      'c1', 'Acme', 'acme', 'site-1', 'eu', 'production', 'https://track-eu.customer.io', 'https://api-eu.customer.io',
      'https://beta-api-eu.customer.io', 'https://cdp-eu.customer.io', 1, 0, '["pass","show","cio/prod"]', 1,
      1790000000000, 1790000000001, 3);
    CREATE TABLE journal (
      id TEXT NOT NULL PRIMARY KEY, time INTEGER NOT NULL, actor TEXT NOT NULL, origin TEXT, connection_id TEXT,
      connection TEXT NOT NULL, connection_kind TEXT NOT NULL, module TEXT NOT NULL, target TEXT NOT NULL,
      summary TEXT NOT NULL, changes INTEGER NOT NULL, outcome TEXT NOT NULL, status INTEGER, duration REAL,
      message TEXT, note TEXT, process_id INTEGER NOT NULL, process_start TEXT NOT NULL, sent_at INTEGER,
      finished_at INTEGER, detail_size INTEGER NOT NULL, response_size INTEGER, response_kept INTEGER,
      input TEXT NOT NULL, requests TEXT NOT NULL, value_before TEXT, value_after TEXT, response_headers TEXT,
      response_encoding TEXT, response_body BLOB
    ) STRICT;
    CREATE INDEX journal_pending ON journal (id) WHERE outcome = 'pending';
    CREATE INDEX journal_unknown ON journal (id) WHERE outcome = 'unknown';
    CREATE INDEX journal_module ON journal (module, id);
    CREATE INDEX journal_target ON journal (target, id);
    INSERT INTO journal VALUES(
      '01KB0000000000000000000001', 1790000000000, 'grace', '192.0.2.7', 'c1', 'Acme', 'production', 'upsert-customer',
      'ada', 'ada: 1 attribute', 1, 'refused', 400, 0.125, 'invalid email', NULL, 4711, 'boot/1/2', 1790000000001,
      1790000000002, 80, 2, 2, '{"customer_id":"ada"}',
      '[{"method":"PUT","url":"https://track-eu.customer.io/api/v1/customers/ada","isBodyCut":false,"attempts":1}]',
      NULL, NULL, '{}', NULL, X'7B7D');
    CREATE TABLE seen_person (
      number INTEGER PRIMARY KEY, connection_id TEXT NOT NULL, customer_id TEXT, email TEXT, cio_id TEXT, name TEXT,
      words TEXT NOT NULL, seen_at INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX seen_person_cio_id ON seen_person (connection_id, cio_id);
    CREATE INDEX seen_person_customer_id ON seen_person (connection_id, customer_id);
    CREATE INDEX seen_person_email ON seen_person (connection_id, email);
    CREATE INDEX seen_person_time ON seen_person (connection_id, seen_at);
    INSERT INTO seen_person VALUES(
      1, 'c1', 'ada', 'ada@example.com', NULL, 'Ada Lovelace', 'ada lovelace ada@example.com ada', 1790000000000);
    CREATE TABLE topic (name TEXT NOT NULL PRIMARY KEY, revision INTEGER NOT NULL) STRICT;
    INSERT INTO topic VALUES('connections', 3), ('journal', 2), ('people', 1), ('probe', 0);
    """
}
