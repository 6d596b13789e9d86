/// The lists that made-up people are made from.
enum Names {
  static let first = [
    "Amelie", "Anton", "Aroha", "Ayşe", "Beatriz", "Björn", "Camille", "Carlos", "Chiara", "Chloé", "Daniel", "Dmitri",
    "Elif", "Emma", "Enzo", "Fatima", "Felix", "Fiona", "Gabriel", "Giulia", "Hana", "Hugo", "Ines", "Ivan", "Jakob",
    "Jana", "Jonas", "José", "Kaito", "Katarzyna", "Lars", "Léa", "Liam", "Linnea", "Lucía", "Malik", "Marek", "Maria",
    "Mateo", "Mia", "Mikkel", "Nadia", "Naomi", "Noah", "Nora", "Oliver", "Olga", "Pablo", "Paula", "Priya", "Rafael",
    "Rania", "Sofía", "Søren", "Tomasz", "Tove", "Valentina", "Viktor", "Wei", "Yara", "Yuki", "Zeynep", "Zofia",
    "Ömer",
  ]

  static let last = [
    "Abebe", "Almeida", "Andersson", "Bakker", "Bauer", "Bianchi", "Bondarenko", "Brown", "Chen", "Costa", "Dubois",
    "Eriksen", "Farouk", "Fernández", "Fischer", "García", "González", "Gupta", "Haddad", "Hansen", "Hofer", "Horváth",
    "Ivanova", "Jansen", "Jensen", "Johnson", "Kaya", "Keller", "Kim", "Kovač", "Kowalczyk", "Larsen", "Laurent", "Lee",
    "Lindqvist", "López", "Martin", "Meyer", "Moreau", "Müller", "Nakamura", "Ng", "Nguyen", "Nowak", "Okafor",
    "Oliveira", "Patel", "Peeters", "Petrov", "Ricci", "Rossi", "Sato", "Schmidt", "Silva", "Singh", "Smith", "Suzuki",
    "Tanaka", "Taylor", "Virtanen", "Weber", "Williams", "Yılmaz", "Zieliński",
  ]

  static let places: [(city: String, country: String, timezone: String)] = [
    ("Zürich", "CH", "Europe/Zurich"), ("Berlin", "DE", "Europe/Berlin"), ("Kraków", "PL", "Europe/Warsaw"),
    ("Paris", "FR", "Europe/Paris"), ("London", "GB", "Europe/London"), ("São Paulo", "BR", "America/Sao_Paulo"),
    ("New York", "US", "America/New_York"), ("Portland", "US", "America/Los_Angeles"), ("Tokyo", "JP", "Asia/Tokyo"),
    ("Bengaluru", "IN", "Asia/Kolkata"), ("Lagos", "NG", "Africa/Lagos"), ("Reykjavík", "IS", "Atlantic/Reykjavik"),
    ("Malmö", "SE", "Europe/Stockholm"), ("Lisboa", "PT", "Europe/Lisbon"), ("İstanbul", "TR", "Europe/Istanbul"),
    ("Auckland", "NZ", "Pacific/Auckland"),
  ]

  static let plans = ["free", "free", "free", "free", "basic", "basic", "basic", "pro", "pro", "enterprise"]
  static let prices = ["free": "0", "basic": "19.00", "pro": "129.00", "enterprise": "940.50"]
  static let sources = ["organic", "referral", "ads", "partner", "conference"]
  static let hosts = ["example.com", "example.org", "example.net"]

  /// The part of an address before the number: plain letters only.
  static func addressPart(_ name: String) -> String {
    let folded = name.lowercased().map { letter -> String in
      switch letter {
      case "ø", "ö", "ó", "ő": return "o"
      case "ş": return "s"
      case "ı", "i", "í", "ì": return "i"
      case "ü", "ú": return "u"
      case "é", "è": return "e"
      case "á", "ä", "ã": return "a"
      case "č", "ç", "ć": return "c"
      case "ñ", "ń": return "n"
      default: return letter.isASCII ? String(letter) : ""
      }
    }
    return folded.joined()
  }
}
