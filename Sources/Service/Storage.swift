import Store

/// The store, opened once at first use, off the main actor.
final actor Storage {
  let location: StoreLocation
  private var opened: Result<Store, StoreError>?

  init(location: StoreLocation) { self.location = location }

  func open() throws(ServiceError) { _ = try store() }

  func store() throws(ServiceError) -> Store {
    let result = opened ?? openOnce()
    // A store that could not be opened is tried again: the disk may have been freed meanwhile.
    if case .success = result { opened = result }
    switch result {
    case .success(let store): return store
    case .failure(let error): throw ServiceError(error)
    }
  }

  private func openOnce() -> Result<Store, StoreError> {
    do {
      let store = try Store.open(at: location)
      try store.journal.settleAbandoned()
      return .success(store)
    } catch {
      return .failure(error)
    }
  }
}
