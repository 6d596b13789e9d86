import Terminal
import Testing
import Widgets

@Suite("Lists, trees and tabs")
struct ListTests {
  private static func list() -> ListView {
    ListView(groups: [
      .init(
        title: "MODULES",
        items: [
          .init(id: "track", title: "Track an event", detail: "what a person did", keyHint: "t"),
          .init(id: "delete", title: "Delete a customer", disabledReason: "This connection is read-only."),
        ]),
      .init(title: "RECENT", items: [.init(id: "run", title: "Run 12")]),
    ])
  }

  @Test("A list stands in groups, titles aligned, keys at the right")
  func listLook() {
    var list = Self.list()
    #expect(
      Picture(&list, 70, 10).description == """
         MODULES
         ▌ Track an event      what a person did                            t
           Delete a customer   This connection is read-only.

         RECENT
           Run 12
        """)
  }

  @Test("Keys go from item to item, over titles")
  func listKeys() {
    var list = Self.list()
    list.layout(in: Size(columns: 70, rows: 3))
    #expect(list.press(.down) == .selected("delete"))
    #expect(list.press(.enter) == .refused("This connection is read-only."))
    #expect(list.press(.down) == .selected("run"))
    #expect(list.press(.enter) == .chose("run"))
    #expect(Picture(&list, 70, 3).lines[2].contains("▌ Run 12"))
    #expect(list.press(.up, .up) == .selected("track"))
    #expect(Picture(&list, 70, 3).lines[0] == " MODULES")
    #expect(list.click(4, 2) == .refused("This connection is read-only."))
  }

  private static func tree() -> TreeView {
    TreeView(roots: [
      TreeNode(
        id: "app", title: "App API", detail: "2",
        children: [
          TreeNode(id: "customers", title: "Customers", children: [TreeNode(id: "get", title: "GET /v1/customers")]),
          TreeNode(id: "segments", title: "Segments"),
        ]),
      TreeNode(id: "track", title: "Track API"),
    ])
  }

  @Test("A tree unfolds and folds, and left goes to the parent")
  func treeKeys() {
    var tree = Self.tree()
    tree.layout(in: Size(columns: 40, rows: 8))
    #expect(tree.press(.right) == .toggled("app"))
    #expect(tree.press(.right) == .selected("customers"))
    #expect(tree.press(.enter) == .toggled("customers"))
    #expect(
      Picture(&tree, 40, 8).description == """
           ▾ App API                          2
         ▌   ▾ Customers
                 GET /v1/customers
               Segments
             Track API
        """)
    #expect(tree.press(.down, .enter) == .chose("get"))
    #expect(tree.press(.left) == .selected("customers"))
    #expect(tree.press(.left) == .toggled("customers"))
    #expect(tree.select("get") == true)
    #expect(tree.selected?.id == "get")
  }

  @Test("Tabs go around, by digit and by click, and the one at hand is underlined")
  func tabs() {
    var tabs = Tabs([
      .init(id: "a", title: "Attributes", count: "12"), .init(id: "s", title: "Segments", count: "4"),
      .init(id: "v", title: "Activity"),
    ])
    #expect(
      Picture(&tabs, 60, 2).description == """
         Attributes 12   Segments 4   Activity
         ─────────────
        """)
    #expect(tabs.press(.right) == .selected("s"))
    #expect(tabs.press(Key("3")) == .selected("v"))
    #expect(tabs.press(Key("9")) == .ignored)
    #expect(tabs.press(.right) == .selected("a"))
    #expect(tabs.click(20, 0) == .selected("s"))
    for columns in 0...20 { _ = Picture(&tabs, columns, 2) }
  }
}
