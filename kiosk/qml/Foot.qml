import QtQuick

// The lowest row of a list: back, home, and the sheets of a long list.
Row {
    id: foot

    property var list: ({})

    height: size.target
    spacing: size.gap

    Plain { tap: "back"; label: foot.list.back }
    Plain { tap: "home"; label: foot.list.home }
    Item { width: size.gap; height: 1 }
    Turns { list: foot.list.turns }
}
