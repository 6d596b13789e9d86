/// The routes of the Pipelines API.
enum PipelinesRoutes {
  static func table() -> RouteTable {
    RouteTable()
  }
}
