import CustomerIO

extension ModuleDefinition {
  static let addToSegment = ModuleDefinition(
    id: .addToSegment,
    title: "Add people to a manual segment",
    summary: "Puts people into a segment by hand.",
    command: ["segment", "add"],
    submitTitle: "Add people",
    effect: .changes,
    fields: [
      .connection,
      Field(
        .segmentID, "Segment ID", .segment, mandatory: true, placeholder: "a number; F2 chooses by name",
        help: "The segment's number. Only a manual segment takes people this way."),
      Field(
        .customerIDs, "Customer IDs", .lines, mandatory: true, placeholder: "one a line",
        help: "Who is added, one a line. More than 1,000 go in several requests."),
      Field(
        .idType, "ID type",
        .select(
          [
            Choice("id", "id", note: "the id that your systems gave"),
            Choice("email", "email", note: "the email address"),
            Choice("cio_id", "cio_id", note: "Customer.io's own identifier"),
          ], allowsOther: false),
        advanced: true, default: { .text("id") }, help: "What the lines above hold."),
      .reason,
    ],
    target: { "segment:" + $0.text(.segmentID) },
    check: { values in
      let idType = IDType(rawValue: values.text(.idType)) ?? .id
      return values.lines(.customerIDs).enumerated().lazy
        .compactMap { number, line in
          CustomerRules.problem(with: line, as: idType).map {
            FieldProblem(.customerIDs, "Line \((number + 1).formatted()): \($0)")
          }
        }
        .prefix(1).map { $0 }
    },
    plan: { values, _ throws(PlanError) in
      guard let segment = Int(values.text(.segmentID)) else {
        throw PlanError(FieldProblem(.segmentID, "The segment's number is missing."))
      }
      let idType = IDType(rawValue: values.text(.idType)) ?? .id
      var requests: [APIRequest] = []
      for chunk in APIRequest.chunks(of: values.lines(.customerIDs)) {
        requests.append(
          try PlanError.refusing(.customerIDs) { () throws(RequestError) in
            try .addToSegment(id: segment, ids: chunk, idType: idType)
          })
      }
      return requests
    },
    remark: { PackedLines($0.lines(.customerIDs))?.remark })
}
