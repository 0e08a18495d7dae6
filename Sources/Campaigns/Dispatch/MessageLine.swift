/// Messages in the order in which they go out.
struct MessageLine {
  private var messages: [ReadyMessage?] = []
  private var head = 0

  var isEmpty: Bool { head == messages.count }
  var count: Int { messages.count - head }

  mutating func add(_ message: ReadyMessage, first: Bool) {
    if !first {
      messages.append(message)
    } else if head > 0 {
      head -= 1
      messages[head] = message
    } else {
      messages.insert(message, at: 0)
    }
  }

  mutating func removeFirst() -> ReadyMessage {
    guard let message = messages[head] else { preconditionFailure("a line has a gap") }
    messages[head] = nil
    head += 1
    if head == messages.count {
      messages.removeAll(keepingCapacity: true)
      head = 0
    } else if head > 256, head * 2 > messages.count {
      messages.removeFirst(head)
      head = 0
    }
    return message
  }
}
