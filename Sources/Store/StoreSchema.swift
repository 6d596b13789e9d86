import GRDB

extension Schema {
  /// `store.sqlite`: connections, journal, people seen, exchanges. Times are whole milliseconds since 1970.
  static let store = Schema(versions: [
    Version(name: "1 connections, journal, people") { database in
      try database.execute(
        sql: """
          CREATE TABLE connection (
            id TEXT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            name_key TEXT NOT NULL UNIQUE,
            site_id TEXT NOT NULL,
            region TEXT NOT NULL,
            kind TEXT NOT NULL,
            track_url TEXT NOT NULL,
            app_url TEXT NOT NULL,
            beta_url TEXT NOT NULL,
            pipelines_url TEXT NOT NULL,
            has_app_api_key INTEGER NOT NULL,
            has_pipelines_key INTEGER NOT NULL,
            secret_source TEXT NOT NULL,
            is_default INTEGER NOT NULL DEFAULT 0,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            revision INTEGER NOT NULL
          ) STRICT;
          CREATE UNIQUE INDEX connection_default ON connection (is_default) WHERE is_default = 1;

          CREATE TABLE journal (
            id TEXT NOT NULL PRIMARY KEY,
            time INTEGER NOT NULL,
            actor TEXT NOT NULL,
            origin TEXT,
            connection_id TEXT,
            connection TEXT NOT NULL,
            connection_kind TEXT NOT NULL,
            module TEXT NOT NULL,
            target TEXT NOT NULL,
            summary TEXT NOT NULL,
            changes INTEGER NOT NULL,
            outcome TEXT NOT NULL,
            status INTEGER,
            duration REAL,
            message TEXT,
            note TEXT,
            process_id INTEGER NOT NULL,
            process_start TEXT NOT NULL,
            sent_at INTEGER,
            finished_at INTEGER,
            detail_size INTEGER NOT NULL,
            response_size INTEGER,
            response_kept INTEGER,
            input TEXT NOT NULL,
            requests TEXT NOT NULL,
            value_before TEXT,
            value_after TEXT,
            response_headers TEXT,
            response_encoding TEXT,
            response_body BLOB
          ) STRICT;
          CREATE INDEX journal_pending ON journal (id) WHERE outcome = 'pending';
          CREATE INDEX journal_unknown ON journal (id) WHERE outcome = 'unknown';
          CREATE INDEX journal_module ON journal (module, id);
          CREATE INDEX journal_target ON journal (target, id);

          CREATE TABLE seen_person (
            number INTEGER PRIMARY KEY,
            connection_id TEXT NOT NULL,
            customer_id TEXT,
            email TEXT,
            cio_id TEXT,
            name TEXT,
            words TEXT NOT NULL,
            seen_at INTEGER NOT NULL
          ) STRICT;
          CREATE UNIQUE INDEX seen_person_cio_id ON seen_person (connection_id, cio_id);
          CREATE INDEX seen_person_customer_id ON seen_person (connection_id, customer_id);
          CREATE INDEX seen_person_email ON seen_person (connection_id, email);
          CREATE INDEX seen_person_time ON seen_person (connection_id, seen_at);

          CREATE TABLE topic (
            name TEXT NOT NULL PRIMARY KEY,
            revision INTEGER NOT NULL
          ) STRICT;
          INSERT INTO topic (name, revision) VALUES ('connections', 0), ('journal', 0), ('people', 0), ('probe', 0);
          """)
    },
    Version(name: "2 exchanges") { database in
      // Bodies stand apart, so that a list reads few pages.
      try database.execute(
        sql: """
          CREATE TABLE exchange (
            id TEXT NOT NULL PRIMARY KEY,
            time INTEGER NOT NULL,
            run_id TEXT,
            actor TEXT NOT NULL,
            connection_id TEXT,
            connection TEXT NOT NULL,
            domain TEXT NOT NULL,
            method TEXT NOT NULL,
            url TEXT NOT NULL,
            target TEXT NOT NULL,
            changes INTEGER NOT NULL,
            status INTEGER,
            duration REAL,
            connect_time REAL,
            first_byte_time REAL,
            total_time REAL,
            attempts INTEGER NOT NULL DEFAULT 1,
            message TEXT,
            request_size INTEGER NOT NULL,
            response_size INTEGER,
            stored_size INTEGER NOT NULL
          ) STRICT, WITHOUT ROWID;
          CREATE INDEX exchange_run ON exchange (run_id) WHERE run_id IS NOT NULL;

          CREATE TABLE exchange_detail (
            id TEXT NOT NULL PRIMARY KEY REFERENCES exchange (id) ON DELETE CASCADE,
            request_headers TEXT NOT NULL,
            request_kept INTEGER NOT NULL,
            request_encoding TEXT,
            request_body BLOB,
            response_headers TEXT,
            response_kept INTEGER,
            response_encoding TEXT,
            response_body BLOB
          ) STRICT;

          INSERT INTO topic (name, revision) VALUES ('history', 0);
          """)
    },
  ])

  /// `session.sqlite`: what a session leaves for the next one.
  static let session = Schema(versions: [
    Version(name: "1 drafts, remembered values") { database in
      try database.execute(
        sql: """
          CREATE TABLE draft (
            module TEXT NOT NULL,
            connection_id TEXT NOT NULL,
            process_id INTEGER NOT NULL,
            process_start TEXT NOT NULL,
            input TEXT NOT NULL,
            place TEXT NOT NULL,
            saved_at INTEGER NOT NULL,
            PRIMARY KEY (module, connection_id, process_id, process_start)
          ) STRICT;

          CREATE TABLE remembered (
            name TEXT NOT NULL PRIMARY KEY,
            content TEXT NOT NULL
          ) STRICT;
          """)
    }
  ])
}
